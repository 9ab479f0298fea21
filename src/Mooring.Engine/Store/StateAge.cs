namespace Mooring.Engine.Store;

/// <summary>How old a remembered fact is.</summary>
public static class StateAge
{
    /// <summary>Whether a fact noted at <paramref name="noted"/> may still be relied on.</summary>
    /// <remarks>
    /// A time in the future is stale, not "fresh for years": the clock was wrong then or is wrong now.
    /// </remarks>
    public static bool IsFresh(DateTimeOffset noted, TimeSpan limit, TimeProvider time) =>
        time.GetUtcNow() - noted is { } age && age >= TimeSpan.Zero && age < limit;
}
