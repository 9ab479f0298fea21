using Mooring.Core.Records;

namespace Mooring.Testing;

/// <summary>A DNS host that answers no call until it is let.</summary>
/// <param name="inner">What answers then.</param>
public sealed class SlowZone(InMemoryZone inner) : IZoneEditor
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int calls;

    /// <summary>How many calls came.</summary>
    public int Calls => Volatile.Read(ref calls);

    public string Provider => inner.Provider;

    public TimeSpan ListingLag => inner.ListingLag;

    public bool AdditionTakesRemark => inner.AdditionTakesRemark;

    /// <summary>Answers from now on, what waits as well.</summary>
    public void Answer() => open.SetResult();

    public DnsLine Line(string? nameOrCode) => inner.Line(nameOrCode);

    public Task<IReadOnlyList<HostedZone>> ListZonesAsync(CancellationToken cancellation) => Call(() => inner.ListZonesAsync(cancellation), cancellation);

    public Task<RecordListing> ListAsync(HostedZone zone, CancellationToken cancellation) => Call(() => inner.ListAsync(zone, cancellation), cancellation);

    public Task<string> AddAsync(HostedZone zone, RecordContent content, CancellationToken cancellation) => Call(() => inner.AddAsync(zone, content, cancellation), cancellation);

    public Task UpdateAsync(HostedZone zone, HostedRecord observed, RecordContent content, CancellationToken cancellation) =>
        Call(() => inner.UpdateAsync(zone, observed, content, cancellation), cancellation);

    public Task SetRemarkAsync(HostedZone zone, string id, string remark, CancellationToken cancellation) => Call(() => inner.SetRemarkAsync(zone, id, remark, cancellation), cancellation);

    public Task DeleteAsync(HostedZone zone, string id, CancellationToken cancellation) => Call(() => inner.DeleteAsync(zone, id, cancellation), cancellation);

    private async Task<T> Call<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        await WaitAsync(cancellation);
        return await call();
    }

    private async Task Call(Func<Task> call, CancellationToken cancellation)
    {
        await WaitAsync(cancellation);
        await call();
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref calls);
        await open.Task.WaitAsync(cancellation);
    }
}
