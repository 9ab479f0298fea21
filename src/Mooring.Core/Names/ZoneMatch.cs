namespace Mooring.Core.Names;

/// <summary>Finds the zone a name lies in.</summary>
public static class ZoneMatch
{
    /// <summary>The zone with the longest suffix on label borders, or null.</summary>
    /// <remarks>
    /// No walk over SOA records and no fixed split at two labels: nested zones (<c>a.example.com</c> hosted on its own) and
    /// suffixes like <c>com.cn</c> or <c>eu.org</c> come out right only from the account's own list.
    /// </remarks>
    public static DomainName? Longest(DomainName name, IEnumerable<DomainName> zones) =>
        zones.Where(name.IsWithin).MaxBy(zone => zone.Value.Length);
}
