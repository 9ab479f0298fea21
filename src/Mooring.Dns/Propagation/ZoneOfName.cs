using Mooring.Core.Names;

namespace Mooring.Dns.Propagation;

/// <summary>Finds the servers from which a name can be reached, without asking any resolver for the name itself.</summary>
internal sealed class ZoneOfName(AuthoritativeLookup lookup)
{
    private const int SurelyThere = 2;

    private readonly DelegationFinder _delegations = new(lookup);

    /// <summary>The longest of these zones that holds the name; null where none does.</summary>
    public static DomainName? Longest(DomainName name, IEnumerable<DomainName> zones) =>
        zones.Where(zone => name.IsWithin(zone)).MaxBy(zone => zone.Value.Length);

    /// <summary>The zone that is known to hold the name, or else the uppermost that a resolver knows; its servers refer to those further down.</summary>
    /// <exception cref="DnsQueryException">Nobody could tell.</exception>
    public async Task<ZoneServers> FindAsync(DomainName name, DomainName? held, CancellationToken cancellation)
    {
        if (held is not null)
        {
            return await _delegations.FindAsync(held, cancellation);
        }

        // The last two labels exist wherever the name can; what resolvers remember of them harms nobody.
        var above = Above(name).Reverse().Where(zone => zone.Labels.Length >= SurelyThere).DefaultIfEmpty(name).ToList();
        foreach (var candidate in above.SkipLast(1))
        {
            try
            {
                return await lookup.FindZoneAsync(candidate, cancellation);
            }
            catch (DnsQueryException e) when (e.Fault == DnsQueryFault.NotFound)
            {
                // Stand-ins and private resolvers may know only the zones further down.
            }
        }

        return await lookup.FindZoneAsync(above[^1], cancellation);
    }

    private static IEnumerable<DomainName> Above(DomainName name)
    {
        for (var at = name; at is not null; at = at.Parent)
        {
            yield return at;
        }
    }
}
