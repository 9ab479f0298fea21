using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>A manual clock that tells when somebody has read its monotonic time: a client does so as it sends and as something arrives.</summary>
internal sealed class WatchedClock : TimeProvider, IDisposable
{
    private readonly SemaphoreSlim _reads = new(0);

    public ManualClock Manual { get; } = new();

    public override long TimestampFrequency => Manual.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => Manual.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Manual.CreateTimer(callback, state, dueTime, period);

    public override long GetTimestamp()
    {
        _reads.Release();
        return Manual.GetTimestamp();
    }

    public async Task ReadAsync(int times, CancellationToken cancellation)
    {
        for (var i = 0; i < times; i++)
        {
            await _reads.WaitAsync(cancellation);
        }
    }

    public void Dispose() => _reads.Dispose();
}
