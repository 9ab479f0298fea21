using System.Collections.Immutable;
using System.Net;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Notices a network whose uplinks take turns, so that its address changes to and fro. Pure.</summary>
/// <remarks>
/// Two returns to an address left within the last half hour (A, B, A, B) are no change of address but a balancing router. The
/// address is held back then until one has stayed for a quarter of an hour. A single return is believed: a failed line came back.
/// </remarks>
internal static class Alternation
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(15);

    /// <summary>The history with the address seen now; the same object when it is still the last one.</summary>
    public static AddressHistory With(AddressHistory history, IPAddress seen, DateTimeOffset now)
    {
        var past = history.Changes.All(change => change.Since <= now) ? history.Changes : [];
        if (past.LastOrDefault()?.Address == seen.ToString())
        {
            return past == history.Changes ? history : history with { Changes = past };
        }

        ImmutableArray<SeenAddress> changes = [.. past, new SeenAddress(seen.ToString(), now)];
        var firstKept = changes.TakeWhile((_, i) => i + 1 < changes.Length && changes[i + 1].Since <= now - Window).Count();
        return history with { Changes = changes[firstKept..] };
    }

    /// <summary>The addresses that take turns, or none when the last one may be believed.</summary>
    public static IReadOnlyList<string> TakingTurns(AddressHistory history, DateTimeOffset now)
    {
        var changes = history.Changes;
        var returns = changes.Where((change, i) =>
            change.Since > now - Window && changes[..i].Any(earlier => earlier.Address == change.Address)).Count();
        return returns >= 2 && now - changes[^1].Since < Calm
            ? [.. changes.Select(change => change.Address).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : [];
    }
}
