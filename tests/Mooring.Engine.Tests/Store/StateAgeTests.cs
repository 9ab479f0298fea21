using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Store;

public sealed class StateAgeTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(-29, true)]
    [InlineData(-30, false)]
    [InlineData(1, false)]
    [InlineData(60 * 24 * 365, false)]
    public void A_fact_is_fresh_for_its_time_and_never_when_it_comes_from_the_future(int minutes, bool fresh)
    {
        var clock = new ManualClock();

        Assert.Equal(fresh, StateAge.IsFresh(clock.GetUtcNow().AddMinutes(minutes), TimeSpan.FromMinutes(30), clock));
    }
}
