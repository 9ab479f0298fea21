namespace Mooring.Demo;

/// <summary>The clock of the demo, of the program and the sandbox alike: a part of the story can take place later.</summary>
/// <param name="time">This machine's clock.</param>
internal sealed class DemoTime(TimeProvider time) : TimeProvider
{
    private long later;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Lets what follows take place so much later, or earlier again; whoever waits now waits as long as before.</summary>
    public void Shift(TimeSpan span) => Interlocked.Add(ref later, span.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref later));

    /// <inheritdoc />
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
