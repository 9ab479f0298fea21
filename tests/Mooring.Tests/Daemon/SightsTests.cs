using System.Net;
using Mooring.Daemon;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

/// <summary>When what one probe sees is news.</summary>
public sealed class SightsTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Two = IPAddress.Parse("203.0.113.2");

    private static readonly IPAddress Three = IPAddress.Parse("203.0.113.3");

    private readonly ManualClock time = new();

    [Fact]
    public void A_change_is_news_until_the_round_has_seen_it_too()
    {
        var sights = new Sights(time);
        Assert.False(sights.IsNews("a", One, agreed: One));
        Assert.False(sights.IsNews("b", One, agreed: One));

        Assert.True(sights.IsNews("a", Two, agreed: One));
        Assert.False(sights.IsNews("b", Two, agreed: Two));
        Assert.False(sights.IsNews("a", Two, agreed: Two));
    }

    [Fact]
    public void What_a_round_found_by_itself_is_no_news()
    {
        var sights = new Sights(time);
        sights.IsNews("a", One, agreed: One);

        Assert.False(sights.IsNews("a", Two, agreed: Two));
        Assert.True(sights.IsNews("a", One, agreed: Two));
    }

    [Fact]
    public void Probes_on_two_ways_out_do_not_disturb_each_other_whoever_speaks_first()
    {
        var sights = new Sights(time);
        Assert.False(sights.IsNews("direct", One, agreed: One));
        Assert.True(sights.IsNews("proxied", Two, agreed: One));

        for (var i = 0; i < 10; i++)
        {
            Assert.False(sights.IsNews("direct", One, agreed: One));
            Assert.False(sights.IsNews("proxied", Two, agreed: One));
        }

        Assert.True(sights.IsNews("direct", Three, agreed: One));
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
