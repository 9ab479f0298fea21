using Mooring.Engine.Sources.Interface;

namespace Mooring.Daemon;

/// <summary>Tells what the router announces, and no more often than a router has reason to: each piece of news begins a round.</summary>
/// <remarks>What comes sooner is told when its time has come, so that a router which starts in steps ends as it should.</remarks>
/// <param name="open">Begins to hear the router; gives null where it cannot be heard.</param>
/// <param name="time">The clock of the pace.</param>
internal sealed class RouterNews(Func<INetworkWatch?> open, TimeProvider time) : INews, IDisposable
{
    /// <summary>How many are told within <see cref="Span"/> at most.</summary>
    public const int Most = 3;

    /// <summary>In which time.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(90);

    private readonly Queue<long> told = new();
    private readonly Lock gate = new();
    private INetworkWatch? watch;
    private CancellationTokenSource changed = new();

    /// <summary>Whether the router is heard.</summary>
    public bool IsListening => watch is not null;

    /// <summary>Hears the router from now on, or no longer; deaf at first, so that no port is taken where no source asks beyond this machine.</summary>
    public void Listen(bool wanted)
    {
        lock (gate)
        {
            if (wanted == IsListening)
            {
                return;
            }

            changed.Cancel();
            changed = new CancellationTokenSource();
            watch?.Dispose();
            watch = wanted ? open() : null;
        }
    }

    /// <inheritdoc />
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        var what = await HeardAsync(cancellation);
        if (told.Count == Most && Span - time.GetElapsedTime(told.Dequeue()) is var early && early > TimeSpan.Zero)
        {
            await Task.Delay(early, time, cancellation);
        }

        told.Enqueue(time.GetTimestamp());
        return new News(what);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        watch?.Dispose();
        changed.Dispose();
    }

    private async Task<string> HeardAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (ear, other) = Now();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(other, cancellation);
            try
            {
                return await (ear?.NextAsync(both.Token) ?? NeverAsync(both.Token));
            }
            catch (OperationCanceledException) when (other.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // It is heard from now on, or no longer.
            }
        }
    }

    private async Task<string> NeverAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        return "";
    }

    private (INetworkWatch? Watch, CancellationToken Changed) Now()
    {
        lock (gate)
        {
            return (watch, changed.Token);
        }
    }
}
