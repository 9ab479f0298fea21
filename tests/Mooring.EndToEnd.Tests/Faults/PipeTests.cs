using System.Runtime.Versioning;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Files that are none: what a shell hands over as a pipe serves, what never ends is told, and nothing hangs.</summary>
[SupportedOSPlatform("linux")]
public sealed class PipeTests
{
    [Theory]
    [InlineData("\"$mooring\" update --config <(cat mooring.yaml)")]
    [InlineData("\"$mooring\" update --config /dev/stdin < <(cat mooring.yaml)")]
    [InlineData("\"$mooring\" update --config /dev/stdin < mooring.yaml")]
    [InlineData("\"$mooring\" update --config <(sed \"s,access-key-secret: sandbox-secret,access-key-secret: '\\${file:/dev/fd/9}'\", mooring.yaml) 9< <(echo sandbox-secret)")]
    public async Task What_a_shell_hands_over_serves(string script)
    {
        await using var harbour = await OpenAsync();

        using var process = Bash(harbour, script);
        var result = await MooringProgram.FinishAsync(process);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("", result.Error);
        Assert.Equal(["nas A 203.0.113.9"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task The_daemon_serves_what_a_shell_hands_over()
    {
        await using var harbour = await OpenAsync();
        await using var daemon = RunningProgram.Of(Bash(harbour, "exec \"$mooring\" run --log-level debug --config <(cat mooring.yaml)"));

        await daemon.SaysAsync("round done");
        await daemon.SignalAsync("TERM");
        var result = await daemon.EndsAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("no regular file", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check --output json")]
    [InlineData("update --output json --config secret.yaml")]
    [InlineData("update --output json --config roots.yaml")]
    [InlineData("sandbox --output json --seed pipe.yaml")]
    public async Task A_pipe_that_nobody_writes_into_is_told_and_not_waited_for(string arguments)
    {
        await using var harbour = await OpenAsync();
        File.Delete(harbour.ConfigurationFile);
        await MakePipeAsync(harbour, "mooring.yaml");
        var pipe = await MakePipeAsync(harbour, "pipe.yaml");
        Write(harbour, "secret.yaml", $"accounts: {{ home: {{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: \"${{file:{pipe}}}\" }} }}\n");
        Write(harbour, "roots.yaml", $"accounts: {{ home: {{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: sandbox-secret, root-certificates: {pipe} }} }}\n");

        using var process = MooringProgram.Start(harbour.Directory, arguments.Split(' '));
        var result = await MooringProgram.FinishAsync(process).WaitAsync(TimeSpan.FromSeconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("is no regular file", result.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_without_end_is_not_read_to_its_end()
    {
        await using var harbour = await OpenAsync();

        var result = await harbour.RunAsync("update", "--config", "/dev/zero", "--output", "json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("is larger than", result.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_ends_the_wait_for_a_pipe()
    {
        await using var harbour = await OpenAsync();
        var pipe = await MakePipeAsync(harbour, "pipe.yaml");
        using var process = MooringProgram.Start(harbour.Directory, ["update", "--config", pipe]);

        // Opening it for writing ends once the program has opened it for reading; nothing is written.
        await using var other = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken);
        UnixSignal.Send(process, UnixSignal.Terminate);
        var result = await MooringProgram.FinishAsync(process);

        Assert.True(result.ExitCode == 143, result.ToString());
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four }
            """);
        return harbour;
    }

    private static System.Diagnostics.Process Bash(Harbour harbour, string script) => MooringProgram.StartOther(
        harbour.Directory, ["bash", "-c", script], new Dictionary<string, string>(StringComparer.Ordinal) { ["mooring"] = MooringProgram.Path });

    private static async Task<string> MakePipeAsync(Harbour harbour, string name)
    {
        var path = Path.Combine(harbour.Directory, name);
        await new PeerProgram("mkfifo", "coreutils").RunAsync(["--mode=0600", path], TestContext.Current.CancellationToken);
        return path;
    }

    private static void Write(Harbour harbour, string name, string content)
    {
        var path = Path.Combine(harbour.Directory, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
