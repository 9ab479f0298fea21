using Mooring.Services;
using Mooring.Services.Launchd;
using Mooring.Services.Machine;
using Mooring.Services.Windows;
using Mooring.Telling;
using Mooring.Testing;

namespace Mooring.Tests.Services;

/// <summary>Starting what was stopped just before: managers do not wait for the end of what they stop.</summary>
public sealed class StepTakerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly FakeMachine machine = new();
    private readonly ManualClock clock = new();

    public static readonly TheoryData<string, string, int> Stopping = new()
    {
        { "windows", "sc.exe start", 1056 },
        { "launchd", "launchctl bootstrap", 37 },
        { "launchd", "launchctl bootstrap", 5 },
    };

    [Theory]
    [MemberData(nameof(Stopping))]
    public async Task What_is_still_stopping_is_started_as_soon_as_it_has_stopped(string manager, string start, int code)
    {
        machine.AtFirst[start] = new([new ProgramOutcome(code, "", "still stopping"), new ProgramOutcome(code, "", "still stopping")]);

        var installing = InstallAsync(manager);
        await PassAsync(2);
        await installing;

        Assert.Equal(3, machine.Done.Count(line => line.StartsWith(start, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Stopping))]
    public async Task What_does_not_stop_within_half_a_minute_is_a_failure(string manager, string start, int code)
    {
        machine.Answers[start] = new ProgramOutcome(code, "", "still stopping");

        var installing = InstallAsync(manager);
        await PassAsync(60);

        var failure = await Assert.ThrowsAsync<CommandException>(() => installing);
        Assert.Contains("failed: still stopping", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_failure_is_said_at_once()
    {
        machine.Answers["sc.exe start"] = new ProgramOutcome(2, "", "The system cannot find the file specified.");

        await Assert.ThrowsAsync<CommandException>(() => InstallAsync("windows"));

        Assert.Equal("sc.exe start Mooring", Assert.Single(machine.Done, line => line.StartsWith("sc.exe start", StringComparison.Ordinal)));
    }

    private Task InstallAsync(string name)
    {
        IServiceManager manager = name == "windows" ? new WindowsServiceManager() : new LaunchdManager();
        var steps = manager.Install(new ServiceSpec { Program = "mooring", Configuration = "mooring.yaml" });
        return new StepTaker(machine, clock, _ => { }).TakeAsync(steps, manager.WhereToLook, TestContext.Current.CancellationToken);
    }

    private async Task PassAsync(int pauses)
    {
        for (var i = 0; i < pauses; i++)
        {
            await clock.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
            clock.Advance(Pause);
        }
    }
}
