using Mooring.Daemon;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

public sealed class FileNewsTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-news-").FullName;
    private readonly ManualClock time = new();
    private readonly FileNews news;

    public FileNewsTests() => news = new FileNews(time);

    private string Wan => Path.Combine(directory, "wan");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_file_that_appears_changes_and_goes_is_news_each_time()
    {
        news.Watch([Wan]);

        foreach (var change in new Action[] { () => Write("203.0.113.9"), () => Write("203.0.113.10"), () => File.Delete(Wan) })
        {
            var next = await WaitingAsync();
            change();
            time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal($"file {Wan} changed", (await next).What);
        }
    }

    [Fact]
    public async Task A_file_that_stays_and_one_that_is_no_longer_watched_are_none()
    {
        Write("203.0.113.9");
        news.Watch([Wan]);
        var next = await WaitingAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        news.Watch([]);
        Write("203.0.113.10");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(next.IsCompleted);
    }

    private async Task<Task<News>> WaitingAsync()
    {
        var next = news.NextAsync(TestContext.Current.CancellationToken);
        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        return next;
    }

    private void Write(string text) => File.WriteAllText(Wan, text);
}
