namespace Mooring.Sandbox.Tests.World;

/// <summary>A clock that stands still until a test moves it; timers keep running on the real one.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
