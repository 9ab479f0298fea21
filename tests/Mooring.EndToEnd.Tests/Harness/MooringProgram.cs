using System.Diagnostics;
using System.Text.Json;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>What a finished run of the real program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>The JSON document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>Runs the program as a user would: the executable that the build made.</summary>
internal static class MooringProgram
{
    /// <summary>The executable beside this test.</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "mooring.exe" : "mooring");

    /// <summary>Runs it to its end. A run that hangs is killed with the test.</summary>
    public static async Task<ProgramResult> RunAsync(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var process = Start(directory, arguments, variables);
        return await FinishAsync(process);
    }

    /// <summary>Starts it and lets it run.</summary>
    public static Process Start(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null, string? prefix = null) =>
        StartOther(directory, [.. prefix?.Split(' ') ?? [], Path, .. arguments], variables);

    /// <summary>Starts another program, which starts it.</summary>
    public static Process StartOther(string directory, string[] command, IReadOnlyDictionary<string, string>? variables = null)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment["LANG"] = "C.UTF-8";
        info.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<ProgramResult> FinishAsync(Process process)
    {
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
