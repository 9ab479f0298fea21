using System.Collections.Immutable;
using System.Net;

namespace Mooring.Engine.Sources;

/// <summary>The addresses a source told lately, and whether they are held back. Times are those of a clock that only goes on.</summary>
internal sealed record AnswerHistory
{
    /// <summary>Nothing told.</summary>
    public static readonly AnswerHistory Empty = new();

    /// <summary>Each change, oldest first; the last one is the address now.</summary>
    public ImmutableArray<(IPAddress Address, TimeSpan At)> Changes { get; init; } = [];

    /// <summary>When the hold ends, or the last one ended.</summary>
    public TimeSpan HeldUntil { get; init; }

    /// <summary>How long that hold is or was; zero while all is steady.</summary>
    public TimeSpan HoldLength { get; init; }

    /// <summary>Whether answers are held back.</summary>
    public bool IsHeld { get; init; }
}

/// <summary>Decides when an address that keeps coming back is held, as with a link that goes up and down every second, or told of. Pure.</summary>
/// <remarks>
/// Four returns within two hours, each after at least 20 s of another address, are told of and published: two uplinks that take turns.
/// More than six returns to addresses told within two minutes begin a hold of 30 s; at its end the address of that moment counts. If
/// it then goes on, the next hold is twice as long, up to five minutes. New addresses, however many, are a renumbering and never held.
/// </remarks>
internal static class Flapping
{
    /// <summary>How far back an address counts as known.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>How far back addresses count as those that take turns.</summary>
    public static readonly TimeSpan SlowWindow = TimeSpan.FromHours(2);

    private const int MostReturns = 6;
    private const int FewestTurns = 4;
    private const int MostKept = 100;
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The history with the address told now.</summary>
    public static AnswerHistory With(AnswerHistory history, IPAddress told, TimeSpan now)
    {
        var after = history with { Changes = Changed(history.Changes, told, now) };
        if (after.IsHeld)
        {
            // The last address wins, even one that is told only now.
            return now < after.HeldUntil ? after : after with { IsHeld = false };
        }

        if (Returns(after, now) <= MostReturns)
        {
            return after with { HoldLength = TimeSpan.Zero };
        }

        return after.Changes.Length == history.Changes.Length && after.Changes[^1] == history.Changes[^1] ? after : Held(after, now);
    }

    /// <summary>How often it came back within the window.</summary>
    public static int Returns(AnswerHistory history, TimeSpan now) => Returns(history.Changes, now - Window).Count();

    /// <summary>How often addresses took turns; 0 while that is too seldom to tell.</summary>
    public static int Turns(AnswerHistory history, TimeSpan now)
    {
        var changes = history.Changes;
        var turns = Returns(changes, now - SlowWindow).Count(i => changes[i].At - changes[i - 1].At >= ShortestTurn);
        return turns < FewestTurns ? 0 : turns;
    }

    /// <summary>The changes since then to an address that was not left before then.</summary>
    private static IEnumerable<int> Returns(ImmutableArray<(IPAddress Address, TimeSpan At)> changes, TimeSpan since) =>
        Enumerable.Range(0, changes.Length).Where(i => changes[i].At > since
            && Enumerable.Range(0, i).Any(earlier => changes[earlier].Address.Equals(changes[i].Address) && changes[earlier + 1].At > since));

    private static AnswerHistory Held(AnswerHistory history, TimeSpan now)
    {
        var doubled = history.HoldLength * 2;
        var length = doubled < Shortest ? Shortest : doubled > Longest ? Longest : doubled;
        return history with { IsHeld = true, HoldLength = length, HeldUntil = now + length };
    }

    /// <summary>An address that was left longer ago than the window is forgotten.</summary>
    private static ImmutableArray<(IPAddress Address, TimeSpan At)> Changed(ImmutableArray<(IPAddress Address, TimeSpan At)> past, IPAddress told, TimeSpan now)
    {
        if (!past.IsEmpty && past[^1].Address.Equals(told))
        {
            return past;
        }

        var changes = past.Add((told, now));
        return [.. changes.Where((_, i) => i + 1 == changes.Length || changes[i + 1].At > now - SlowWindow).TakeLast(MostKept)];
    }
}
