namespace Mooring.Acme.Tests;

/// <summary>A clock on which pauses are over at once, having moved it on; time limits never end, for nothing else passes.</summary>
/// <remarks>Tells the two apart by who waits: <c>Task.Delay</c> gives its task to the timer, a time limit its token source.</remarks>
public sealed class PauseClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> pauses = [];
    private TimeSpan elapsed;

    /// <summary>How long was paused, each time.</summary>
    public TimeSpan[] Pauses
    {
        get
        {
            lock (gate)
            {
                return [.. pauses];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan span)
    {
        lock (gate)
        {
            elapsed += span;
        }
    }

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is Task && dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (gate)
            {
                pauses.Add(dueTime);
                elapsed += dueTime;
            }

            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
