using Mooring.Daemon;

namespace Mooring.Tests.Daemon;

/// <summary>A bell of which a test sees whether somebody waits for it, and how often it woke somebody.</summary>
internal sealed class WatchedBell(IBell bell) : IBell
{
    private volatile int woken;
    private volatile bool isWaitedFor;

    /// <summary>Whether the daemon is between two rounds.</summary>
    public bool IsWaitedFor => isWaitedFor;

    /// <summary>How often a wait has ended, or slow work was given up.</summary>
    public int Woken => woken;

    public News News => bell.News;

    public async Task PatienceAsync(CancellationToken cancellation)
    {
        await bell.PatienceAsync(cancellation);
        Interlocked.Increment(ref woken);
    }

    public async Task<Wake?> WaitAsync(TimeSpan pause, Task? work, CancellationToken cancellation)
    {
        isWaitedFor = true;
        try
        {
            return await bell.WaitAsync(pause, work, cancellation);
        }
        finally
        {
            isWaitedFor = false;
            Interlocked.Increment(ref woken);
        }
    }

    public async Task<bool> EndsBeforeNewsAsync(Task work)
    {
        var hasEnded = await bell.EndsBeforeNewsAsync(work);
        if (!hasEnded)
        {
            Interlocked.Increment(ref woken);
        }

        return hasEnded;
    }
}
