using System.Net;

namespace Mooring.Engine.Sources.Probe;

/// <summary>One operator's word.</summary>
/// <param name="Operator">Who says it.</param>
/// <param name="Region">Where that server is.</param>
/// <param name="Address">What it saw.</param>
public sealed record Vote(string Operator, ProbeRegion Region, IPAddress Address);

/// <summary>Decides which address the probes agree on. Pure.</summary>
/// <remarks>
/// Operators count, not servers. Without dissent the decision falls as soon as enough agree; after the first dissent all are
/// heard, and the address must be the only one with enough voices and have more of them than any other.
/// Routers that send foreign traffic through a proxy are common in mainland China: servers abroad then see the proxy's address, in
/// full agreement. So voices from abroad alone never decide while one nearer is still out or says otherwise, and where
/// enough operators in China agree, theirs is the address.
/// </remarks>
public static class Quorum
{
    /// <summary>The address agreed on, or null: not yet, or (nothing pending) not at all.</summary>
    /// <param name="votes">What was heard.</param>
    /// <param name="pending">The regions of the probes not heard yet.</param>
    /// <param name="agree">How many operators must say the same; at least 1.</param>
    public static IPAddress? Decide(IReadOnlyList<Vote> votes, IReadOnlyCollection<ProbeRegion> pending, int agree)
    {
        var near = votes.Where(vote => vote.Region != ProbeRegion.Abroad).ToArray();
        if (pending.Count > 0)
        {
            var heardNear = near.Length > 0 || pending.All(region => region == ProbeRegion.Abroad);
            return votes.Select(vote => vote.Address).Distinct().Count() == 1 && heardNear ? Winner(votes, agree) : null;
        }

        return Winner(near, agree) ?? (Winner(votes, agree) is { } winner && near.All(vote => vote.Address.Equals(winner)) ? winner : null);
    }

    /// <summary>The addresses with their operators, most voices first.</summary>
    public static IReadOnlyList<(IPAddress Address, IReadOnlyList<string> Operators)> Count(IEnumerable<Vote> votes) =>
    [
        .. votes.GroupBy(vote => vote.Address)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(vote => vote.Operator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .OrderByDescending(count => count.Item2.Count).ThenBy(count => count.Key.ToString(), StringComparer.Ordinal),
    ];

    private static IPAddress? Winner(IReadOnlyList<Vote> votes, int agree) => Count(votes) switch
    {
        [var first, var second, ..] when second.Operators.Count >= agree || second.Operators.Count == first.Operators.Count => null,
        [var first, ..] when first.Operators.Count >= agree => first.Address,
        _ => null,
    };
}
