namespace Mooring.Sandbox.World;

/// <summary>True time, and the time the sandbox's servers believe it is.</summary>
public sealed class WorldClock(TimeProvider time)
{
    private long offsetTicks;

    /// <summary>Where true time comes from; delays run on it.</summary>
    public TimeProvider Time => time;

    /// <summary>What is added to true time; positive when the servers are ahead.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref offsetTicks));
        set => Interlocked.Exchange(ref offsetTicks, value.Ticks);
    }

    /// <summary>True time: journal, zone versions, propagation, limits.</summary>
    public DateTimeOffset TrueNow => time.GetUtcNow();

    /// <summary>The servers' time: <c>Date</c> headers, signature checks, SNTP, stamps of records.</summary>
    public DateTimeOffset Now => TrueNow + Offset;
}
