using Mooring.Cli.Commands;
using Mooring.Cli.Output;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Services.Systemd;
using Mooring.Telling;

namespace Mooring.Tests.Services;

public sealed class SystemdManagerTests
{
    private static readonly ServiceSpec Spec = new()
    {
        Program = "/usr/local/bin/mooring", Configuration = "/etc/mooring/mooring.yaml", Opened = [("/etc/mooring", UnixFileMode.OtherExecute)],
    };

    private readonly FakeMachine machine = new();
    private readonly SystemdManager daemon = new(ServiceKind.Daemon);
    private readonly SystemdManager timer = new(ServiceKind.Timer);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_writes_the_unit_enables_and_starts_it_and_does_the_same_again()
    {
        string[] steps =
        [
            "allow /etc/mooring", "write /etc/systemd/system/mooring.service",
            "systemctl daemon-reload", "systemctl enable mooring.service", "systemctl restart mooring.service",
        ];

        await TakeAsync(daemon.Install(Spec));
        await TakeAsync(daemon.Install(Spec));

        Assert.Equal([.. steps, .. steps], machine.Done);
    }

    [Fact]
    public async Task Where_certificates_are_deployed_root_s_own_units_come_and_go_with_it()
    {
        await TakeAsync(daemon.Install(Spec with { Deploys = true, StateName = "dns" }));

        Assert.Contains("PathChanged=/var/lib/dns/certificates/finished\n", machine.Files["/etc/systemd/system/mooring-deploy.path"], StringComparison.Ordinal);
        Assert.Contains(
            "ExecStart=/usr/local/bin/mooring cert export --deploy --pending --config /etc/mooring/mooring.yaml\n",
            machine.Files["/etc/systemd/system/mooring-deploy.service"], StringComparison.Ordinal);
        Assert.Equal(
            ["systemctl enable mooring-deploy.path mooring-deploy.service", "systemctl restart mooring-deploy.path", "systemctl start --no-block mooring-deploy.service"],
            machine.Done[^3..]);

        await TakeAsync(daemon.Uninstall());

        Assert.Empty(machine.Files);
    }

    [Fact]
    public async Task Units_of_the_same_name_that_somebody_else_wrote_stay()
    {
        await TakeAsync(daemon.Install(Spec));
        machine.Files["/etc/systemd/system/mooring-deploy.service"] = "[Service]\nExecStart=/bin/true\n";

        var state = await daemon.LookAsync(machine, Cancellation);
        await TakeAsync(daemon.Uninstall());

        Assert.Equal("/etc/systemd/system/mooring-deploy.service", state.Foreign);
        Assert.Equal(["/etc/systemd/system/mooring-deploy.service"], machine.Files.Keys);
    }

    [Fact]
    public async Task Uninstall_leaves_nothing_behind_though_the_unit_does_not_run()
    {
        machine.Answers["systemctl disable"] = new ProgramOutcome(1, "", "not loaded");
        await TakeAsync(timer.Install(Spec));

        await TakeAsync(timer.Uninstall());

        Assert.Empty(machine.Files);
        Assert.Equal("systemctl daemon-reload", machine.Done[^1]);
    }

    [Fact]
    public async Task A_step_that_fails_ends_it_and_says_what_systemd_said_and_where_to_look()
    {
        machine.Answers["systemctl restart"] = new ProgramOutcome(1, "", "Job for mooring.service failed.\nSee \"systemctl status\".\n");

        var failure = await Assert.ThrowsAsync<CommandException>(() => TakeAsync(daemon.Install(Spec)));

        Assert.Equal(ExitCode.Partial, failure.ExitCode);
        Assert.Equal(
            "`systemctl restart mooring.service` failed: Job for mooring.service failed. See \"systemctl status\".; `journalctl -u mooring.service -n 20` shows what it said",
            failure.Text.English);
    }

    [Fact]
    public async Task Status_tells_how_a_unit_of_ours_stands_and_what_it_runs()
    {
        await TakeAsync(daemon.Install(Spec with { Program = "/opt/my tools/mooring" }));
        machine.Answers["systemctl show"] = new ProgramOutcome(0, """
            LoadState=loaded
            UnitFileState=enabled
            ActiveState=active
            SubState=running
            FragmentPath=/etc/systemd/system/mooring.service
            StatusText=3 as wanted

            """, "");

        Assert.Equal(
            new ServiceState("systemd", "mooring.service", ServiceKind.Daemon)
            {
                IsInstalled = true, IsOurs = true, IsEnabled = true, IsRunning = true, Detail = "active (running) 3 as wanted",
                File = "/etc/systemd/system/mooring.service", Program = "/opt/my tools/mooring", Configuration = "/etc/mooring/mooring.yaml",
                State = "/var/lib/mooring",
            },
            await daemon.LookAsync(machine, Cancellation));
    }

    [Fact]
    public async Task A_unit_that_somebody_else_wrote_is_not_ours()
    {
        machine.Files["/lib/systemd/system/mooring.service"] = "[Service]\nExecStart=/usr/bin/mooring run\n";
        machine.Answers["systemctl show"] = new ProgramOutcome(
            0, "LoadState=loaded\nUnitFileState=disabled\nActiveState=inactive\nSubState=dead\nFragmentPath=/lib/systemd/system/mooring.service\nStatusText=\n", "");

        var state = await daemon.LookAsync(machine, Cancellation);

        Assert.True(state is { IsInstalled: true, IsOurs: false, IsEnabled: false, IsRunning: false, Program: "/usr/bin/mooring", Configuration: null });
    }

    [Fact]
    public async Task What_stays_is_the_state_that_the_unit_names()
    {
        await TakeAsync(timer.Install(Spec with { StateName = "other" }));
        var state = await timer.LookAsync(machine, Cancellation);

        Assert.Equal("the configuration (/etc/mooring/mooring.yaml) and the state (/var/lib/other) stay", ServiceOutput.Kept(state, new MachineFacts()).English);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_timer_starts_may_be_somebody_elses_too(bool withTimerOfOurs)
    {
        const string Runner = "/etc/systemd/system/mooring-update.service";
        if (withTimerOfOurs)
        {
            await TakeAsync(timer.Install(Spec));
        }

        machine.Files[Runner] = "[Service]\nExecStart=/usr/bin/mooring update\n";

        var state = await timer.LookAsync(machine, Cancellation);

        Assert.Equal((withTimerOfOurs, false, Runner), (state.IsInstalled, state.IsOurs, state.Foreign));
        Assert.Equal(Runner, Assert.Single(ServiceProblems.Foreign(state).Problems).File);
    }

    [Fact]
    public async Task Where_there_is_no_unit_none_is_installed()
    {
        machine.Answers["systemctl show"] = new ProgramOutcome(0, "LoadState=not-found\nActiveState=inactive\nSubState=dead\nFragmentPath=\n", "");

        Assert.False((await timer.LookAsync(machine, Cancellation)).IsInstalled);
    }

    [Fact]
    public async Task Where_systemctl_does_not_answer_status_says_so_and_nothing_else()
    {
        machine.Answers["systemctl show"] = new ProgramOutcome(1, "", "Failed to connect to bus: No such file or directory\n");

        var state = await daemon.LookAsync(machine, Cancellation);

        Assert.True(state is { IsInstalled: false, IsRunning: null, IsEnabled: null, Detail: "Failed to connect to bus: No such file or directory" });
    }

    private Task TakeAsync(IEnumerable<Step> steps) => new StepTaker(machine, TimeProvider.System, _ => { }).TakeAsync(steps, daemon.WhereToLook, Cancellation);
}
