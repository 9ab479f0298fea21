using Mooring.Doctor;
using Mooring.Doctor.Machine;
using Mooring.Engine.Store;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>What keeps the names up to date.</summary>
public sealed class UpkeepTests : IDisposable
{
    private static readonly RunningDaemon Daemon = new(4711, new DateTimeOffset(2026, 11, 22, 3, 10, 0, TimeSpan.Zero));

    private readonly OtherMachine machine = new();

    [Theory]
    [InlineData("etc/cron.d/mooring", "*/5 * * * * root out=$(/usr/local/bin/mooring update) || echo \"$out\"\n", "/etc/cron.d/mooring")]
    [InlineData("var/spool/cron/crontabs/root", "# m h dom\n*/5 * * * * mooring --log-level warning update\n", "/var/spool/cron/crontabs/root")]
    [InlineData("etc/crontab", "*/5 * * * * root /opt/mooring/mooring update --config /etc/m.yaml\n", "/etc/crontab")]
    [InlineData("etc/crontab", "# */5 * * * * root mooring update\n17 * * * * root cd / && run-parts /etc/cron.hourly\n", null)]
    [InlineData("etc/cron.d/mooring", "*/5 * * * * root mooring doctor\n", null)]
    public void Cron_is_read(string file, string content, string? found) =>
        Assert.Equal(found is null ? [] : [found], Schedules.Read(machine.With(file, content).Files));

    [Fact]
    public void A_timer_counts_where_it_is_enabled()
    {
        machine.With("etc/systemd/system/mooring.timer", "[Timer]\nOnUnitActiveSec=5min\n")
            .With("etc/systemd/system/mooring.service", "[Service]\nExecStart=/usr/local/bin/mooring update\n");
        Assert.Empty(Schedules.Read(machine.Files));

        machine.WithLink("etc/systemd/system/timers.target.wants/mooring.timer", "/etc/systemd/system/mooring.timer");

        Assert.Equal(["mooring.timer"], Schedules.Read(machine.Files));
    }

    [Fact]
    public void Other_programs_of_the_kind_are_seen_while_they_run()
    {
        machine.With("proc/1/comm", "systemd\n").With("proc/812/comm", "ddns-go\n").With("proc/813/comm", "bash\n");

        var finding = UpkeepJudge.Judge(Daemon, isHidden: false, [], Schedules.Others(machine.Files), sees: true).Last();

        Assert.Equal((FindingIds.DaemonOthers, Severity.Hint, "ddns-go"), (finding.Id, finding.Severity, finding.Subject));
    }

    [Fact]
    public void The_daemon_is_named_with_process_and_start()
    {
        var finding = Judge(Daemon);

        Assert.Equal(Severity.Ok, finding.Severity);
        Assert.Equal("the daemon serves this state (process 4711, since 2026-11-22 03:10 UTC)", finding.Message.English);
    }

    [Fact]
    public void Cron_beside_the_daemon_is_a_hint()
    {
        var finding = Judge(Daemon, "/etc/cron.d/mooring");

        Assert.Equal((Severity.Hint, "/etc/cron.d/mooring"), (finding.Severity, finding.Subject));
        Assert.StartsWith("runs `mooring update` beside the daemon (process 4711", finding.Message.English, StringComparison.Ordinal);
        Assert.NotNull(finding.Mend);
    }

    [Fact]
    public void Cron_alone_is_fine() => Assert.Equal(Severity.Ok, Judge(null, "/etc/cron.d/mooring").Severity);

    [Theory]
    [InlineData(true, nameof(Severity.Hint))]
    [InlineData(false, nameof(Severity.Ok))]
    public void Nothing_at_all_is_a_hint_where_it_would_have_been_seen(bool sees, string severity) =>
        Assert.Equal(severity, UpkeepJudge.Judge(null, isHidden: false, [], [], sees).Single().Severity.ToString());

    [Fact]
    public void Whoever_may_not_see_the_state_is_not_told_that_nothing_runs()
    {
        var finding = UpkeepJudge.Judge(null, isHidden: true, [], [], sees: true).Single();

        Assert.Equal((Severity.Hint, "this user may not see whether a daemon serves this state"), (finding.Severity, finding.Message.English));
    }

    public void Dispose() => machine.Dispose();

    private static Finding Judge(RunningDaemon? daemon, params string[] schedules) => UpkeepJudge.Judge(daemon, isHidden: false, schedules, [], sees: true).Single();
}
