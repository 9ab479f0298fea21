using System.Diagnostics;
using System.Runtime.Versioning;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests;

/// <summary>What the process itself promises: signals and permissions.</summary>
public sealed class ProcessTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(UnixSignal.Interrupt, 130)]
    [InlineData(UnixSignal.Terminate, 143)]
    public async Task A_one_shot_verb_that_a_signal_stops_says_so_by_its_exit_code(int signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill(2)");
        var started = Path.Combine(directory, "started");
        await new PeerProgram("mkfifo", "coreutils").RunAsync([started], TestContext.Current.CancellationToken);
        Write("mooring.yaml", $$"""
            state: {{directory}}/state
            addresses:
              slow: { family: ipv4, source: command, command: ["sh", "-c", "echo now > {{started}}; exec sleep 60"] }
            """);
        using var process = MooringProgram.Start(directory, ["addresses"]);
        Assert.Equal("now\n", await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken));

        UnixSignal.Send(process, signal);

        Assert.Equal(code, (await MooringProgram.FinishAsync(process)).ExitCode);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_of_another_user_is_explained_with_what_to_type()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "needs root, to give a file away");
        Write("mooring.yaml", "accounts: {}\n");
        var file = Path.Combine(directory, "mooring.yaml");
        using var chown = Process.Start("chown", ["nobody", file]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Root without its capabilities is bound by file modes like everybody else, and may still run this build wherever it lies.
        using var process = MooringProgram.Start(
            directory, ["check", "--config", "mooring.yaml", "--output", "json"], prefix: "/usr/bin/setpriv --inh-caps=-all --bounding-set=-all");

        var result = await MooringProgram.FinishAsync(process);

        Assert.True(result.ExitCode == 2, result.ToString());
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal($"'root' may not read {file}: it belongs to nobody and has mode 0600", error.GetProperty("message").GetString());
        Assert.Equal($"type `sudo chown root {file} && sudo chmod 0600 {file}`, or run mooring as nobody", error.GetProperty("mend").GetString());
    }

    private void Write(string name, string content)
    {
        var file = Path.Combine(directory, name);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Private);
        }
    }
}
