using Mooring.Cli;
using Mooring.Configuration;
using Mooring.Telling;

namespace Mooring.Tests.Cli;

/// <summary>Runs a command line in this process with a world of the test's own.</summary>
internal static class Run
{
    /// <summary>What came of it.</summary>
    public sealed record Result(int Code, string Output, string Error);

    /// <summary>A world without variables.</summary>
    public static ProcessEnvironment Nowhere { get; } = new()
    {
        Variables = ProcessEnvironment.VariablesOf([]),
        WorkingDirectory = Path.GetTempPath(),
        SystemDirectory = Path.Combine(Path.GetTempPath(), "no-such-directory"),
        UserName = "tester",
        UserId = OperatingSystem.IsWindows() ? null : NativeFiles.EffectiveUserId(),
    };

    public static Task<Result> Async(params string[] arguments) => InAsync(Nowhere, arguments);

    public static Task<Result> InAsync(ProcessEnvironment environment, params string[] arguments) =>
        InAsync(environment, atTerminal: false, arguments);

    public static async Task<Result> InAsync(ProcessEnvironment environment, bool atTerminal, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { Input = TextReader.Null, Output = output, Error = error, OutputIsTerminal = atTerminal, ErrorIsTerminal = atTerminal };
        var code = await CommandLine.RunAsync(arguments, terminal, environment, TimeProvider.System);
        return new Result(code, output.ToString(), error.ToString());
    }
}
