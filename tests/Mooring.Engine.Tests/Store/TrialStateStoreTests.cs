using System.Text;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class TrialStateStoreTests
{
    private readonly InMemoryStateStore kept = new();
    private readonly TrialStateStore trial;

    public TrialStateStoreTests() => trial = new TrialStateStore(kept);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_is_read_again_and_never_kept()
    {
        var before = await kept.WriteAsync("clock", Json("1"), null, Cancellation);

        var version = await trial.WriteAsync("clock", Json("2"), before, Cancellation);
        await trial.WriteAsync("clock", Json("3"), version, Cancellation);
        await trial.WriteAsync("new", Json("4"), null, Cancellation);

        Assert.Equal("3", await ReadAsync(trial, "clock"));
        Assert.Equal(["clock", "new"], await trial.ListAsync("", Cancellation));
        Assert.Equal("1", await ReadAsync(kept, "clock"));
        Assert.Equal(["clock"], await kept.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task A_writer_that_has_not_seen_the_last_version_is_refused()
    {
        var before = await kept.WriteAsync("clock", Json("1"), null, Cancellation);

        Assert.Null(await trial.WriteAsync("clock", Json("2"), null, Cancellation));
        Assert.NotNull(await trial.WriteAsync("clock", Json("2"), before, Cancellation));
        Assert.Null(await trial.WriteAsync("clock", Json("3"), before, Cancellation));
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string?> ReadAsync(IStateStore store, string key) =>
        await store.ReadAsync(key, Cancellation) is { } document ? Encoding.UTF8.GetString(document.Content.Span) : null;
}
