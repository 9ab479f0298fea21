using System.Collections.Immutable;
using Mooring.Core.Names;

namespace Mooring.Core.Records;

/// <summary>A zone as an account holds it.</summary>
/// <param name="Name">The apex.</param>
/// <param name="Id">The provider's id of the zone, where its calls may use one; else null.</param>
public sealed record HostedZone(DomainName Name, string? Id = null)
{
    /// <summary>What a listing tells beside; empty where it told nothing, as for a zone that is only remembered.</summary>
    public ZoneDetails Details { get; init; } = new();

    /// <summary>Whether both mean the same zone, whatever is known of it.</summary>
    public bool Equals(HostedZone? other) => other is not null && Name == other.Name && Id == other.Id;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Id);
}

/// <summary>What a listing of zones tells of one beside its name.</summary>
public sealed record ZoneDetails
{
    /// <summary>The name servers that the provider gave it; empty where it does not say.</summary>
    public ImmutableArray<DomainName> NameServers { get; init; } = [];

    /// <summary>The lowest TTL that its edition allows; null where that is not known.</summary>
    public Ttl? MinimumTtl { get; init; }

    /// <summary>Whether the provider answers for it and lets it be changed. Default <see cref="ZoneStanding.Good"/>, also where it does not say.</summary>
    public ZoneStanding Standing { get; init; }
}

/// <summary>How a zone stands with its provider.</summary>
public enum ZoneStanding
{
    /// <summary>Served.</summary>
    Good,

    /// <summary>Paused by its owner: not served.</summary>
    Paused,

    /// <summary>Locked or blocked by the provider: not to be changed, or not served.</summary>
    Locked,

    /// <summary>The edition that was paid for has run out; served with the limits of the free one, or not.</summary>
    Expired,
}
