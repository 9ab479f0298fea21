using Mooring.Testing;
using Mooring.Web;

namespace Mooring.Tests.Web;

public sealed class PulseTests
{
    private readonly ManualClock time = new();

    [Fact]
    public void Rounds_that_end_are_health_until_three_intervals_have_passed()
    {
        var pulse = new Pulse(time);
        pulse.Expect(TimeSpan.FromMinutes(5));
        Assert.Equal("no round has ended yet, 0 s after the start", pulse.Complaint());

        pulse.Beat();
        time.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(pulse.Complaint());

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("the last round ended 15 min ago; one is expected every 5 min", pulse.Complaint());

        pulse.Beat();
        Assert.Null(pulse.Complaint());
    }

    [Fact]
    public void Calls_for_rounds_join_until_one_begins_and_are_bounded()
    {
        var trigger = new RoundTrigger(time);
        Assert.False(trigger.Called.IsCompleted);

        Assert.All(Enumerable.Range(0, RoundTrigger.Burst), _ => Assert.True(trigger.TryCall()));
        Assert.False(trigger.TryCall());
        Assert.True(trigger.Called.IsCompleted);

        trigger.Take();
        Assert.False(trigger.Called.IsCompleted);

        time.Advance(RoundTrigger.Pace);
        Assert.True(trigger.TryCall());
        Assert.True(trigger.Called.IsCompleted);
        Assert.False(trigger.TryCall());
    }
}
