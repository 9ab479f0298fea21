using System.Runtime.Versioning;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>State that somebody else has a hand in is told of with what to type; a link of theirs is refused before any call.</summary>
[SupportedOSPlatform("linux")]
public sealed class ForeignStateTests
{
    [Theory]
    [InlineData("state")]
    [InlineData("state/accounts")]
    [InlineData("state/accounts/home/zones/example.com.json")]
    public async Task State_of_another_user_is_warned_of_and_served(string path)
    {
        await using var harbour = await OpenAsync();
        await ChownAsync(harbour, path);

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains($"{Path.Combine(harbour.Directory, path)}, where state is kept, belongs to nobody", result.Error, StringComparison.Ordinal);
        Assert.Contains($"sudo chown -R root {harbour.State}", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("state/accounts")]
    public async Task A_link_that_another_user_planted_is_refused(string path)
    {
        await using var harbour = await OpenAsync();
        Move(harbour, path);
        await ChownAsync(harbour, path);

        var error = await RefusedAsync(harbour);

        Assert.Contains($"{Path.Combine(harbour.Directory, path)}, where state is kept, is a symbolic link that nobody made", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("state/accounts/home")]
    public async Task State_that_others_can_write_is_warned_of_and_served(string path)
    {
        await using var harbour = await OpenAsync();
        File.SetUnixFileMode(Path.Combine(harbour.Directory, path), (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("can be written by others", result.Error, StringComparison.Ordinal);
        Assert.Contains("mode 1777", result.Error, StringComparison.Ordinal);
        Assert.Contains($"chmod go-w {Path.Combine(harbour.Directory, path)}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_refuses_a_planted_link_too()
    {
        await using var harbour = await OpenAsync();
        Move(harbour, "state");
        await ChownAsync(harbour, "state");

        var result = await harbour.RunAsync("run");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("is a symbolic link that nobody made", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(harbour.State, ".daemon")));
    }

    [Fact]
    public async Task A_link_of_ones_own_to_another_disk_serves()
    {
        await using var harbour = await OpenAsync();
        Move(harbour, "state");

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(1, result.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
        Assert.Equal("", result.Error);
    }

    private static async Task<(string Message, string Mend)> RefusedAsync(Harbour harbour)
    {
        harbour.World.Calls.Clear();

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Empty(harbour.Counted());
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((harbour.ConfigurationFile, "state"), (error.GetProperty("file").GetString(), error.GetProperty("key").GetString()));
        return (error.GetProperty("message").GetString()!, error.GetProperty("mend").GetString()!);
    }

    private static void Move(Harbour harbour, string path)
    {
        var (from, to) = (Path.Combine(harbour.Directory, path), Path.Combine(harbour.Directory, "disk"));
        Directory.Move(from, to);
        Directory.CreateSymbolicLink(from, to);
    }

    private static async Task ChownAsync(Harbour harbour, string path)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to give a file away");
        await new PeerProgram("chown", "coreutils").RunAsync(
            ["--no-dereference", "nobody", Path.Combine(harbour.Directory, path)], TestContext.Current.CancellationToken);
    }

    /// <summary>A state that an update has written.</summary>
    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four }
            """);
        var result = await harbour.RunAsync("update");
        Assert.True(result.ExitCode == 0, result.ToString());
        return harbour;
    }
}
