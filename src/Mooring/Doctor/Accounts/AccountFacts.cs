using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>What one account told when it was asked.</summary>
internal sealed record AccountFacts
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The DNS host.</summary>
    public required ProviderInfo Provider { get; init; }

    /// <summary>Its zones; none where they could not be listed.</summary>
    public IReadOnlyList<HostedZone> Zones { get; init; } = [];

    /// <summary>Why its zones could not be listed; null where they were.</summary>
    public DnsApiException? Failure { get; init; }

    /// <summary>The zones in which records are wanted, and how their records could be read.</summary>
    public IReadOnlyList<ZoneListing> Listings { get; init; } = [];

    /// <summary>What the configured records need.</summary>
    public RecordRights Needed { get; init; }

    /// <summary>What came back when writes that cannot take effect were tried; none where they were not.</summary>
    public IReadOnlyList<RightsTrial> Trials { get; init; } = [];

    /// <summary>The zones in which records are wanted, and which it holds.</summary>
    public IEnumerable<HostedZone> WantedZones => Listings.Select(listing => listing.Zone);

    /// <summary>The zone of a name: the one that is set, else the longest match; null where it holds none.</summary>
    public HostedZone? ZoneOf(DomainName name, DomainName? set) =>
        (set ?? ZoneMatch.Longest(name, Zones.Select(zone => zone.Name))) is { } found ? Zones.FirstOrDefault(zone => zone.Name == found) : null;
}

/// <summary>Whether the records of a zone could be listed.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Failure">Why they could not; null where they could.</param>
internal sealed record ZoneListing(HostedZone Zone, DnsApiException? Failure = null);
