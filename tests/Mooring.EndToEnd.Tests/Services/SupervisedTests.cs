using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Services;

/// <summary>The daemon as the main process of a unit with <c>Type=notify</c> and <c>WatchdogSec=</c>.</summary>
public sealed class SupervisedTests
{
    private const string Rest = """
        addresses:
          home: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        records:
          - { name: nas.example.com, account: home, address: home }
        """;

    [Fact]
    public async Task Tells_when_it_serves_how_things_stand_when_it_reloads_and_when_it_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's");
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Rest);
        using var systemd = new NotifyListener(harbour.Directory);
        await using var daemon = RunningProgram.Of(MooringProgram.Start(harbour.Directory, ["run"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NOTIFY_SOCKET"] = systemd.Path, ["WATCHDOG_USEC"] = "2000000",
        }));

        var start = await systemd.HearAsync(message => message == "STATUS=1 as wanted");
        Assert.Contains("READY=1\nSTATUS=serving 1 entry, a round every 5 min", start);
        await systemd.HearAsync(message => message == "WATCHDOG=1");

        await daemon.SignalAsync("HUP");
        var reload = await systemd.HearAsync(message => message.StartsWith("READY=1", StringComparison.Ordinal));
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", reload.First(message => message != "WATCHDOG=1"), StringComparison.Ordinal);

        await harbour.WriteAsync("records: [");
        await systemd.HearAsync(message => message.StartsWith("RELOADING=1", StringComparison.Ordinal));
        await systemd.HearAsync(message => message == "READY=1\nSTATUS=serving 1 entry, a round every 5 min");

        await daemon.SignalAsync("TERM");
        await systemd.HearAsync(message => message == "STOPPING=1");
        Assert.Equal(0, (await daemon.EndsAsync()).ExitCode);
    }

    [Fact]
    public async Task Is_not_ready_with_a_configuration_that_has_errors()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is Linux's");
        await using var harbour = await Harbour.OpenAsync();
        await harbour.WriteAsync("records: [");
        using var systemd = new NotifyListener(harbour.Directory);
        await using var daemon = RunningProgram.Of(MooringProgram.Start(harbour.Directory, ["run"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NOTIFY_SOCKET"] = systemd.Path,
        }));

        Assert.Equal(2, (await daemon.EndsAsync()).ExitCode);
        Assert.True(systemd.HeardNothing);
    }
}
