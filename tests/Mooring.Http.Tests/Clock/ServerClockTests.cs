using Mooring.Testing;

namespace Mooring.Http.Tests;

public sealed class ServerClockTests
{
    private readonly ManualClock _time = new();

    [Fact]
    public void The_date_belongs_to_the_middle_of_the_round_trip_and_half_a_second_more()
    {
        var clock = new ServerClock(_time);
        var sent = _time.GetTimestamp();
        var local = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(4));

        clock.Observe(local.AddSeconds(100), sent, _time.GetTimestamp());

        // In the middle, 2 s after the start, the host showed 100 s and on average half a second more.
        Assert.Equal(TimeSpan.FromSeconds(98.5), clock.Offset);
        Assert.Equal(local.AddSeconds(102.5), clock.UtcNow);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_answer_and_the_local_clock_is_used()
    {
        var clock = new ServerClock(_time);

        Assert.Null(clock.Offset);
        Assert.Equal(_time.GetUtcNow(), clock.UtcNow);
    }

    [Fact]
    public void An_earlier_runs_offset_is_used_until_this_run_has_measured_its_own()
    {
        var clock = new ServerClock(_time);
        clock.Restore(TimeSpan.FromDays(-1));
        var restored = (clock.UtcNow, clock.Offset);

        clock.Observe(_time.GetUtcNow(), _time.GetTimestamp(), _time.GetTimestamp());

        Assert.Equal((_time.GetUtcNow().AddDays(-1), null), restored);
        Assert.Equal(_time.GetUtcNow().AddSeconds(0.5), clock.UtcNow);
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-3650)]
    [InlineData(0.02)]
    public void A_clock_that_jumps_while_running_leaves_the_hosts_time_and_makes_the_offset_unknown_until_the_next_answer(double days)
    {
        var clock = new ServerClock(_time);
        var hostTime = _time.GetUtcNow().AddMinutes(10);
        clock.Observe(hostTime, _time.GetTimestamp(), _time.GetTimestamp());

        _time.Advance(TimeSpan.FromSeconds(5));
        _time.SetUtcNow(_time.GetUtcNow().AddDays(days));

        Assert.Equal(hostTime.AddSeconds(5.5), clock.UtcNow);
        Assert.Null(clock.Offset);

        clock.Observe(hostTime.AddSeconds(5), _time.GetTimestamp(), _time.GetTimestamp());

        Assert.Equal(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(0.5) - TimeSpan.FromDays(days), clock.Offset);
    }

    [Fact]
    public void A_machine_that_slept_is_not_taken_for_one_whose_clock_is_ahead()
    {
        var clock = new ServerClock(_time);
        clock.Observe(_time.GetUtcNow(), _time.GetTimestamp(), _time.GetTimestamp());

        // Linux' monotonic clock stands still meanwhile, the wall clock does not.
        _time.SetUtcNow(_time.GetUtcNow().AddHours(8));

        Assert.Null(clock.Offset);
    }

    [Fact]
    public void A_clock_that_is_only_slewed_keeps_its_offset()
    {
        var clock = new ServerClock(_time);
        clock.Observe(_time.GetUtcNow(), _time.GetTimestamp(), _time.GetTimestamp());

        _time.SetUtcNow(_time.GetUtcNow().AddSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(0.5 - 3), clock.Offset);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:10Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Absurd_dates_are_ignored(string date)
    {
        var clock = new ServerClock(_time);

        clock.Observe(DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture), 0, 0);

        Assert.Null(clock.Offset);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_saved_offset_that_leaves_the_calendar_is_none(long ticks)
    {
        var clock = new ServerClock(_time);

        clock.Restore(TimeSpan.FromTicks(ticks));

        Assert.Equal(_time.GetUtcNow(), clock.UtcNow);
    }
}
