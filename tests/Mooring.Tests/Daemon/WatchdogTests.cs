using Mooring.Daemon;
using Mooring.Services;
using Mooring.Testing;
using Mooring.Web;

namespace Mooring.Tests.Daemon;

public sealed class WatchdogTests : IDisposable
{
    private readonly ManualClock time = new();
    private readonly CountingSupervisor supervisor = new() { Patience = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Signs_of_life_come_twice_within_the_patience_while_the_loop_goes_on()
    {
        var pulse = new Pulse(time);
        await using var watchdog = new Watchdog(supervisor, pulse, time);

        for (var i = 0; i < 20; i++)
        {
            pulse.Stir();
            time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(21, supervisor.Signs);
    }

    [Fact]
    public async Task A_loop_that_does_nothing_for_five_minutes_is_given_up_and_one_that_goes_on_is_not()
    {
        var pulse = new Pulse(time);
        await using var watchdog = new Watchdog(supervisor, pulse, time);
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        var last = supervisor.Signs;

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(last, supervisor.Signs);

        pulse.Stir();
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(last + 1, supervisor.Signs);
    }

    [Fact]
    public async Task Nobody_who_waits_for_no_signs_gets_any()
    {
        using var none = new CountingSupervisor();
        await using var watchdog = new Watchdog(none, new Pulse(time), time);

        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, none.Signs);
    }

    public void Dispose() => supervisor.Dispose();

    private sealed class CountingSupervisor : ISupervisor
    {
        public int Signs { get; private set; }

        public TimeSpan? Patience { get; init; }

        public void SignOfLife() => Signs++;

        public void Ready(string status)
        {
        }

        public void Reloading()
        {
        }

        public void Tell(string status)
        {
        }

        public void Stopping()
        {
        }

        public void Dispose()
        {
        }
    }
}
