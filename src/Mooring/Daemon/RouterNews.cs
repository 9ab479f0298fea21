using Mooring.Engine.Sources.Interface;

namespace Mooring.Daemon;

/// <summary>Tells what the router announces, and no more often than a router has reason to: each piece of news begins a round.</summary>
/// <remarks>What comes sooner is told when its time has come, so that a router which starts in steps ends as it should.</remarks>
/// <param name="watch">Hears the router; null where it cannot be heard.</param>
/// <param name="time">The clock of the pace.</param>
internal sealed class RouterNews(INetworkWatch? watch, TimeProvider time) : INews, IDisposable
{
    /// <summary>How many are told within <see cref="Span"/> at most.</summary>
    public const int Most = 3;

    /// <summary>In which time.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(90);

    private readonly Queue<long> told = new();

    /// <inheritdoc />
    public async Task<string> NextAsync(CancellationToken cancellation)
    {
        if (watch is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }

        var what = await watch!.NextAsync(cancellation);
        if (told.Count == Most && Span - time.GetElapsedTime(told.Dequeue()) is var early && early > TimeSpan.Zero)
        {
            await Task.Delay(early, time, cancellation);
        }

        told.Enqueue(time.GetTimestamp());
        return what;
    }

    /// <inheritdoc />
    public void Dispose() => watch?.Dispose();
}
