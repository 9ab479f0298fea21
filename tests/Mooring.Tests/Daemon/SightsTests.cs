using System.Net;
using Mooring.Daemon;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

/// <summary>When what one probe sees is news.</summary>
public sealed class SightsTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Two = IPAddress.Parse("203.0.113.2");

    private readonly ManualClock time = new();

    [Fact]
    public void A_change_is_news_once_whichever_probe_sees_it_first()
    {
        var sights = new Sights(time);
        Assert.False(sights.IsNews("a", One, null));
        Assert.False(sights.IsNews("b", One, null));

        Assert.True(sights.IsNews("a", Two, One));
        Assert.False(sights.IsNews("b", Two, One));
        Assert.False(sights.IsNews("a", Two, Two));
    }

    [Fact]
    public void What_changed_since_the_last_round_is_news_at_the_first_glance() =>
        Assert.True(new Sights(time).IsNews("a", Two, agreed: One));

    [Fact]
    public void A_probe_on_another_way_out_is_compared_with_itself()
    {
        var sights = new Sights(time);
        sights.IsNews("proxied", Two, One);

        Assert.False(sights.IsNews("proxied", Two, One));
        Assert.False(sights.IsNews("direct", One, One));
        Assert.False(sights.IsNews("proxied", Two, One));
    }

    [Fact]
    public void One_that_tells_something_else_each_time_is_listened_to_three_times_an_hour()
    {
        var sights = new Sights(time);
        bool Lies(int turn) => sights.IsNews("liar", turn % 2 == 0 ? One : Two, null);

        Assert.Equal(Sights.Most, Enumerable.Range(0, 20).Count(Lies));
        time.Advance(Sights.Span);
        Assert.True(Lies(20));
    }
}
