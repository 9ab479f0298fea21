using Mooring.Core.Addresses;
using Mooring.Daemon;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

/// <summary>One cheap probe is asked between rounds.</summary>
public sealed class GlanceNewsTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ManualClock time = new();
    private readonly OneVoice world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_address_outside_is_news_and_the_same_one_is_none()
    {
        var news = new GlanceNews(time);
        using var watching = news.Watch([await UsedAsync("stun:stun.example.net")], Pause);

        var next = news.NextAsync(Cancellation);
        time.Advance(Pause);
        time.Advance(Pause);
        Assert.False(next.IsCompleted);
        world.Address = "203.0.113.2";
        time.Advance(Pause);

        Assert.Equal("wan4: seen from outside as 203.0.113.2", (await next).What);
        Assert.Equal(3, world.Asked);
    }

    [Fact]
    public async Task A_glance_that_breaks_tells_nothing_and_the_next_one_does()
    {
        var news = new GlanceNews(time);
        using var watching = news.Watch([await UsedAsync("stun:stun.example.net")], Pause);

        var next = news.NextAsync(Cancellation);
        world.Breaks = true;
        time.Advance(Pause);
        Assert.False(next.IsCompleted);
        (world.Breaks, world.Address) = (false, "203.0.113.2");
        time.Advance(Pause);

        Assert.Equal("wan4: seen from outside as 203.0.113.2", (await next).What);
    }

    [Fact]
    public async Task A_web_page_is_never_asked_so_often()
    {
        var news = new GlanceNews(time);
        using var watching = news.Watch([await UsedAsync("https://probe.example.net/ip")], Pause);

        var next = news.NextAsync(Cancellation);
        time.Advance(Pause);

        Assert.False(next.IsCompleted);
        Assert.Equal(0, world.Asked);
    }

    [Fact]
    public async Task What_is_watched_no_longer_is_asked_no_longer_and_the_wait_goes_on_with_what_is()
    {
        var news = new GlanceNews(time);
        var old = news.Watch([await UsedAsync("stun:stun.example.net")], Pause);
        var next = news.NextAsync(Cancellation);

        old.Dispose();
        await time.WaitForTimersAsync(0, Cancellation);
        time.Advance(Pause);

        Assert.Equal(0, world.Asked);
        Assert.False(next.IsCompleted);
    }

    /// <summary>A source that a round has asked.</summary>
    private async Task<ProbeSource> UsedAsync(string probe)
    {
        var source = new ProbeSource(
            "wan4",
            new ProbeOptions { Policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation), Probes = [ProbeTarget.Parse(probe)], Agree = 1 },
            world,
            new InMemoryStateStore(),
            time);
        await source.AskAsync(Cancellation);
        world.Asked = 0;
        return source;
    }

    private sealed class OneVoice : IProbeTransport
    {
        public string Address { get; set; } = "203.0.113.1";

        public bool Breaks { get; set; }

        public int Asked { get; set; }

        public Task<ProbeReply> AskAsync(ProbeTarget target, IpFamily family, CancellationToken cancellation)
        {
            Asked++;
            return Breaks ? throw new InvalidOperationException("broken") : Task.FromResult<ProbeReply>(new ProbeReply.Told(Address));
        }

        public bool HasRoute(IpFamily family) => true;
    }
}
