using Mooring.Services;

namespace Mooring.Tests.Services;

/// <summary>Whether <c>service status</c> ends well.</summary>
public sealed class DaemonStateTests
{
    private static readonly ServiceState Service = new("systemd", "mooring.service", ServiceKind.Daemon) { IsRunning = true };
    private static readonly ServiceState Timer = new("systemd", "mooring-update.timer", ServiceKind.Timer) { IsRunning = true };

    [Fact]
    public void The_managers_word_counts_where_the_daemon_itself_cannot_be_looked_at()
    {
        var unknown = new DaemonState(null, null, null);

        Assert.True(DaemonState.IsWell(unknown, [Service]));
        Assert.True(DaemonState.IsWell(null, [Service]));
        Assert.False(DaemonState.IsWell(null, [Service with { IsRunning = false }]));
        Assert.False(DaemonState.IsWell(unknown, []));
    }

    [Fact]
    public void What_was_seen_of_the_daemon_itself_comes_first()
    {
        Assert.True(DaemonState.IsWell(new DaemonState(true, 7, null), []));
        Assert.False(DaemonState.IsWell(new DaemonState(true, 7, "no round for an hour"), [Service, Timer]));
        Assert.False(DaemonState.IsWell(new DaemonState(false, null, null), [Service]));
        Assert.True(DaemonState.IsWell(new DaemonState(false, null, null), [Timer]));
    }
}
