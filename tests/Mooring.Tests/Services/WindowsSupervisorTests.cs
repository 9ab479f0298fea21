using Mooring.Configuration;
using Mooring.Core;
using Mooring.Services.Windows;

namespace Mooring.Tests.Services;

/// <summary>The life of a service of Windows, as its service manager is told of it. The manager itself is not here.</summary>
public sealed class WindowsSupervisorTests : IDisposable
{
    private const uint Stop = 1;
    private const uint Interrogate = 4;
    private const uint Shutdown = 5;
    private const uint Pause = 2;
    private const uint Power = 0xD;
    private const uint Resumed = 0x12;
    private const uint Suspends = 0x4;

    private readonly List<WindowsReport> reports = [];
    private readonly WindowsSupervisor supervisor;

    public WindowsSupervisorTests() => supervisor = new WindowsSupervisor(reports.Add);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Stop)]
    [InlineData(Shutdown)]
    public async Task A_service_starts_runs_stops_when_it_is_told_to_and_ends_well(uint control)
    {
        var code = await WindowsHost.WorkAsync(supervisor, async (service, stop) =>
        {
            service.Ready("serving");
            Assert.Equal(0u, supervisor.Handle(Interrogate, 0));
            Assert.Equal(0u, supervisor.Handle(control, 0));
            Assert.Equal(0u, supervisor.Handle(control, 0));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return 1;
        }, Cancellation);

        Assert.Equal(0, code);
        Assert.Equal([(2u, 0u), (4u, 0x45u), (3u, 0u), (1u, 0u)], reports.Select(report => (report.State, report.Accepts)));
        Assert.Equal(0u, reports[^1].ExitCode);
    }

    [Fact]
    public async Task A_service_that_fails_says_so_with_the_exit_code_of_the_program()
    {
        await Assert.ThrowsAsync<ProblemsException>(() => WindowsHost.WorkAsync(
            supervisor, (_, _) => throw new ProblemsException(Text.Same("wrong"), Text.Same("mend it")), Cancellation));

        Assert.Equal((1u, 1066u, 2u), (reports[^1].State, reports[^1].ExitCode, reports[^1].OwnCode));
    }

    [Fact]
    public async Task Waking_from_sleep_is_news_and_going_to_sleep_is_none()
    {
        var woken = supervisor.WokenAsync(Cancellation);

        Assert.Equal(0u, supervisor.Handle(Power, Suspends));
        Assert.False(woken.IsCompleted);

        Assert.Equal(0u, supervisor.Handle(Power, Resumed));
        await woken;
        Assert.False(supervisor.WokenAsync(Cancellation).IsCompleted);
    }

    [Fact]
    public void What_a_service_does_not_take_it_refuses() => Assert.Equal(120u, supervisor.Handle(Pause, 0));

    [Fact]
    public void A_service_that_stops_does_not_say_that_it_runs()
    {
        supervisor.Stopping();

        supervisor.Ready("serving");

        Assert.Equal(3u, Assert.Single(reports).State);
    }

    public void Dispose() => supervisor.Dispose();
}
