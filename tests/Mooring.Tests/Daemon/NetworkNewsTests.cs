using System.Net;
using System.Threading.Channels;
using Mooring.Core.Addresses;
using Mooring.Daemon;
using Mooring.Engine.Sources.Interface;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

public sealed class NetworkNewsTests : IDisposable
{
    private readonly ManualClock time = new();
    private readonly Kernel kernel = new();
    private readonly NetworkNews news;

    public NetworkNewsTests() => news = new NetworkNews(kernel, kernel, time);

    [Fact]
    public async Task A_dozen_messages_of_one_renumbering_are_one_piece_of_news()
    {
        var next = news.NextAsync(TestContext.Current.CancellationToken);

        kernel.Change("2001:db8:1::1");
        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        kernel.Change("2001:db8:2::1");
        time.Advance(NetworkNews.Quiet);
        await AdvanceUntilAsync(next);
        var another = news.NextAsync(TestContext.Current.CancellationToken);
        time.Advance(NetworkNews.Longest);

        Assert.Contains("2001:db8:1::1", (await next).What, StringComparison.Ordinal);
        Assert.False(another.IsCompleted);
    }

    [Fact]
    public async Task News_after_which_all_is_as_before_are_none()
    {
        kernel.Change("2001:db8:1::1");
        var first = news.NextAsync(TestContext.Current.CancellationToken);
        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        time.Advance(NetworkNews.Quiet);
        await first;

        var next = news.NextAsync(TestContext.Current.CancellationToken);
        kernel.Change("2001:db8:1::1");
        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        time.Advance(NetworkNews.Quiet);

        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_loses_no_news()
    {
        using var impatient = new CancellationTokenSource();
        var given = news.NextAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        kernel.Change("2001:db8:1::1");
        var next = news.NextAsync(TestContext.Current.CancellationToken);
        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        time.Advance(NetworkNews.Quiet);

        Assert.Contains("2001:db8:1::1", (await next).What, StringComparison.Ordinal);
    }

    public void Dispose() => news.Dispose();

    private async Task AdvanceUntilAsync(Task next)
    {
        while (!next.IsCompleted)
        {
            await Task.WhenAny(next, time.WaitForTimersAsync(1, TestContext.Current.CancellationToken));
            time.Advance(NetworkNews.Quiet);
        }
    }

    /// <summary>A kernel with one card, which tells of every change.</summary>
    private sealed class Kernel : INetworkWatch, IInterfaceReader
    {
        private readonly Channel<string> told = Channel.CreateUnbounded<string>();
        private string address = "2001:db8::1";

        public void Change(string next)
        {
            address = next;
            told.Writer.TryWrite($"address {next}");
        }

        public Task<string> NextAsync(CancellationToken cancellation) => told.Reader.ReadAsync(cancellation).AsTask();

        public InterfaceReading Read() => new([new NetworkCard("eth0", "eth0", IsUp: true, [new ObservedAddress(IPAddress.Parse(address), 64)])], InContainer: false);

        public void Dispose()
        {
        }
    }
}
