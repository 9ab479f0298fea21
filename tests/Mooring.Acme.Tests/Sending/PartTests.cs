namespace Mooring.Acme.Tests.Sending;

/// <summary>The small parts of sending, each by itself.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData("<https://ca.example.com/a>;rel=\"alternate\"", "https://ca.example.com/a alternate")]
    [InlineData("<a,b;c>; title=\"x, <y>; rel=none\"; rel=\"up index\" , </b>;REL=next", "a,b;c up index|/b next")]
    [InlineData("<a>", "a")]
    [InlineData("a; rel=b, <", "")]
    [InlineData("<a", "")]
    [InlineData("", "")]
    [InlineData(",,;\"", "")]
    public void A_link_field_may_hold_several_links(string field, string expected) =>
        Assert.Equal(expected, string.Join('|', LinkField.Read(field).Select(link => string.Join(' ', link.Relations.Prepend(link.Target)))));

    [Fact]
    public void The_newest_nonce_goes_first_and_none_twice()
    {
        var pool = new NoncePool(new PauseClock());
        pool.Add("one");
        pool.Add("two");
        pool.Add("no nonce");
        pool.Add(null);

        Assert.Equal(("two", "one", null), (pool.Take(), pool.Take(), pool.Take()));
    }

    [Fact]
    public void Old_nonces_are_forgotten()
    {
        var clock = new PauseClock();
        var pool = new NoncePool(clock);
        pool.Add("one");

        clock.Advance(TimeSpan.FromMinutes(6));

        Assert.Null(pool.Take());
    }

    [Fact]
    public void Nonces_without_end_are_not_kept_without_end()
    {
        var pool = new NoncePool(new PauseClock());
        for (var i = 0; i < 10_000; i++)
        {
            pool.Add($"n{i}");
        }

        Assert.Equal("n9999", pool.Take());
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => pool.Take() is not null), 1, 100);
    }

    [Theory]
    [InlineData(0, null, 0.1)]
    [InlineData(3, null, 0.8)]
    [InlineData(50, null, 30)]
    [InlineData(0, 7, 7)]
    [InlineData(50, 120, 120)]
    [InlineData(2, 0, 0.4)]
    public void Looks_are_spaced_as_the_CA_asks_and_else_ever_wider(int looks, int? asked, double seconds) => Assert.Equal(
        seconds, Patience.Pause(new AcmeLimits(), looks, asked is { } wait ? TimeSpan.FromSeconds(wait) : null).TotalSeconds);
}
