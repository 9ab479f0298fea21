using System.Threading.Channels;
using Mooring.Daemon;
using Mooring.Engine.Sources.Interface;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

public sealed class RouterNewsTests : IDisposable
{
    private readonly ManualClock time = new();
    private readonly Announcements announcements = new();

    [Fact]
    public async Task A_router_that_starts_in_steps_is_heard_at_once()
    {
        using var news = Listening(announcements);
        announcements.Say("a", "b", "c");

        for (var i = 0; i < RouterNews.Most; i++)
        {
            Assert.Equal("abc"[i].ToString(), (await news.NextAsync(TestContext.Current.CancellationToken)).What);
        }
    }

    [Fact]
    public async Task A_flood_is_told_at_a_bounded_pace_and_its_end_is_not_lost()
    {
        using var news = Listening(announcements);
        announcements.Say("a", "b", "c", "d");
        for (var i = 0; i < RouterNews.Most; i++)
        {
            await news.NextAsync(TestContext.Current.CancellationToken);
        }

        var next = news.NextAsync(TestContext.Current.CancellationToken);
        time.Advance(RouterNews.Span - TimeSpan.FromSeconds(1));
        var early = next.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(early);
        Assert.Equal("d", (await next).What);
    }

    [Fact]
    public async Task Where_it_cannot_be_heard_others_are()
    {
        using var deaf = Listening(null);
        using var hears = Listening(announcements);
        var any = new AnyNews(deaf, hears);

        announcements.Say("a");

        Assert.Equal("a", (await any.NextAsync(TestContext.Current.CancellationToken)).What);
    }

    [Fact]
    public async Task What_two_tell_at_once_is_one_piece_of_news_and_nothing_is_lost()
    {
        using var other = new Announcements();
        using var one = Listening(announcements);
        using var two = Listening(other);
        var any = new AnyNews(one, two);
        announcements.Say("a");
        other.Say("b");

        var both = await any.NextAsync(TestContext.Current.CancellationToken);
        var later = any.NextAsync(TestContext.Current.CancellationToken);
        other.Say("c");

        Assert.Equal("a, b", both.What);
        Assert.Equal("c", (await later).What);
    }

    [Fact]
    public async Task It_is_deaf_until_a_configuration_wants_it_and_again_when_none_does()
    {
        var opened = 0;
        using var news = new RouterNews(
            () =>
            {
                opened++;
                return announcements;
            },
            time);
        var next = news.NextAsync(TestContext.Current.CancellationToken);
        news.Listen(wanted: false);
        Assert.Equal(0, opened);

        news.Listen(wanted: true);
        news.Listen(wanted: true);
        announcements.Say("a");
        Assert.Equal("a", (await next).What);
        Assert.Equal(1, opened);

        next = news.NextAsync(TestContext.Current.CancellationToken);
        news.Listen(wanted: false);
        announcements.Say("b");
        Assert.False(news.IsListening);
        Assert.False(next.IsCompleted);
    }

    public void Dispose() => announcements.Dispose();

    private RouterNews Listening(INetworkWatch? watch)
    {
        var news = new RouterNews(() => watch, time);
        news.Listen(wanted: true);
        return news;
    }

    private sealed class Announcements : INetworkWatch
    {
        private readonly Channel<string> told = Channel.CreateUnbounded<string>();

        public void Say(params string[] all) => Array.ForEach(all, one => told.Writer.TryWrite(one));

        public Task<string> NextAsync(CancellationToken cancellation) => told.Reader.ReadAsync(cancellation).AsTask();

        public void Dispose()
        {
        }
    }
}
