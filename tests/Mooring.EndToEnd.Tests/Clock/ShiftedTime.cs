namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>The system's time, moved by a span.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
