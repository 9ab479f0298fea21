using Mooring.Testing;

namespace Mooring.Dns.Tests;

public sealed class ManualClockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delay_ends_when_its_time_has_passed_and_not_before()
    {
        var clock = new ManualClock();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), clock, Cancellation);

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void A_time_limit_cancels_when_its_time_has_passed()
    {
        var clock = new ManualClock();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), clock);

        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(limit.IsCancellationRequested);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limit.IsCancellationRequested);
    }

    [Fact]
    public void Timers_fire_in_order_and_each_sees_its_own_instant()
    {
        var clock = new ManualClock();
        var start = clock.GetTimestamp();
        var seen = new List<(string Name, double Seconds)>();
        void Note(object? name) => seen.Add(((string)name!, clock.GetElapsedTime(start).TotalSeconds));

        using var later = clock.CreateTimer(Note, "later", TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(Note, "often", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([("often", 2), ("often", 4), ("later", 5), ("often", 6)], seen);
    }

    [Fact]
    public void A_stopped_timer_does_not_fire()
    {
        var clock = new ManualClock();
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));

        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, fired);
        Assert.Equal(0, clock.ArmedTimers);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_neither_timers_nor_timestamps()
    {
        var clock = new ManualClock();
        var start = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), clock);

        clock.SetUtcNow(new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(2016, clock.GetUtcNow().Year);
        Assert.Equal(TimeSpan.Zero, clock.GetElapsedTime(start));
        Assert.False(limit.IsCancellationRequested);
    }

    [Fact]
    public async Task A_test_can_wait_until_the_code_under_test_has_reached_its_delay()
    {
        var clock = new ManualClock();
        var work = Task.Run(() => Task.Delay(TimeSpan.FromHours(1), clock, Cancellation), Cancellation);

        await clock.WaitForTimersAsync(1, Cancellation);
        clock.Advance(TimeSpan.FromHours(1));

        await work;
    }
}
