using System.Text;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class ResilientStateStoreTests
{
    private readonly FailingStore disk = new();
    private readonly List<Text> notices = [];
    private readonly ResilientStateStore store;

    public ResilientStateStoreTests() => store = new ResilientStateStore(disk, notices.Add);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goes_on_in_memory_while_the_disk_is_full_and_says_so_once()
    {
        var onDisk = await store.WriteAsync("clock", Json("1"), null, Cancellation);
        disk.Fault = StateFault.Full;

        var inMemory = await store.WriteAsync("clock", Json("2"), onDisk, Cancellation);
        var again = await store.WriteAsync("clock", Json("3"), inMemory, Cancellation);
        await store.WriteAsync("probes", Json("4"), null, Cancellation);

        Assert.NotNull(again);
        Assert.Null(await store.WriteAsync("clock", Json("9"), inMemory, Cancellation));
        Assert.Equal("3", Show(await store.ReadAsync("clock", Cancellation)));
        Assert.Equal(["clock", "probes"], await store.ListAsync("", Cancellation));
        Assert.Contains("the disk fails. Mooring goes on and remembers in memory only", Assert.Single(notices).English, StringComparison.Ordinal);
        Assert.Contains("磁盘故障。Mooring", notices[0].Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_to_disk_again_once_it_can_and_says_so()
    {
        var onDisk = await store.WriteAsync("clock", Json("1"), null, Cancellation);
        disk.Fault = StateFault.Denied;
        var inMemory = await store.WriteAsync("clock", Json("2"), onDisk, Cancellation);
        disk.Fault = null;

        var written = await store.WriteAsync("clock", Json("3"), inMemory, Cancellation);

        Assert.NotNull(written);
        Assert.Equal("3", Show(await disk.ReadAsync("clock", Cancellation)));
        Assert.Equal("the state can be written again", notices[^1].English);
    }

    [Fact]
    public async Task What_another_process_wrote_meanwhile_is_not_overwritten()
    {
        disk.Fault = StateFault.Full;
        var inMemory = await store.WriteAsync("clock", Json("1"), null, Cancellation);
        disk.Fault = null;
        await disk.WriteAsync("clock", Json("2"), null, Cancellation);

        Assert.Null(await store.WriteAsync("clock", Json("3"), inMemory, Cancellation));

        Assert.Equal("2", Show(await store.ReadAsync("clock", Cancellation)));
    }

    [Fact]
    public async Task A_lock_that_somebody_holds_is_no_reason_to_forget_the_disk()
    {
        disk.Fault = StateFault.Locked;

        await Assert.ThrowsAsync<StateStoreException>(() => store.WriteAsync("clock", Json("1"), null, Cancellation));

        Assert.Empty(notices);
    }

    [Fact]
    public async Task A_disk_that_holds_no_turn_is_no_reason_to_write_nothing()
    {
        disk.Fault = StateFault.Denied;

        (await store.TakeTurnAsync("zone", Cancellation)).Dispose();
        (await store.TakeTurnAsync("zone", Cancellation)).Dispose();

        Assert.Single(notices);
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Show(StateDocument? document) => document is null ? null : Encoding.UTF8.GetString(document.Content.Span);

    private sealed class FailingStore : IStateStore
    {
        private readonly InMemoryStateStore content = new();

        public StateFault? Fault { get; set; }

        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => Try(() => content.ReadAsync(key, cancellation));

        public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> document, string? expected, CancellationToken cancellation) =>
            Try(() => content.WriteAsync(key, document, expected, cancellation));

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => Try(() => content.TakeTurnAsync(key, cancellation));

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => Try(() => content.ListAsync(prefix, cancellation));

        private Task<T> Try<T>(Func<Task<T>> access) =>
            Fault is { } fault ? Task.FromException<T>(new StateStoreException(fault, new Text("the disk fails.", "磁盘故障。"))) : access();
    }
}
