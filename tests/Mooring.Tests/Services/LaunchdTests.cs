using Mooring.Services;
using Mooring.Services.Launchd;
using Mooring.Services.Machine;

namespace Mooring.Tests.Services;

/// <summary>What is said to launchd. Nothing here was run on macOS.</summary>
public sealed class LaunchdTests
{
    private static readonly ServiceSpec Spec = new() { Program = "/usr/local/bin/mooring", Configuration = "/etc/mooring/a & b.yaml", LogFile = "/var/log/mooring.log" };

    private readonly FakeMachine machine = new();
    private readonly LaunchdManager manager = new();

    [Fact]
    public async Task A_job_is_made_and_read_back_and_taken_away()
    {
        machine.Answers["launchctl print"] = new ProgramOutcome(0, "system/mooring = {\n\tstate = running\n}\n", "");
        var taker = new StepTaker(machine, TimeProvider.System, _ => { });

        await taker.TakeAsync(manager.Install(Spec), manager.WhereToLook, TestContext.Current.CancellationToken);
        var state = await manager.LookAsync(machine, TestContext.Current.CancellationToken);
        await taker.TakeAsync(manager.Uninstall(), manager.WhereToLook, TestContext.Current.CancellationToken);

        Assert.Contains("launchctl bootstrap system /Library/LaunchDaemons/mooring.plist", machine.Done);
        Assert.True(state is { IsInstalled: true, IsOurs: true, IsRunning: true, IsEnabled: true });
        Assert.Equal((Spec.Program, Spec.Configuration), (state.Program, state.Configuration));
        Assert.Empty(machine.Files);
    }
}
