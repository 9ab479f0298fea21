using System.Collections.Immutable;
using Mooring.Core.Names;

namespace Mooring.Sandbox.World;

/// <summary>A zone as one account holds it. Immutable: every change makes another one.</summary>
public sealed record SandboxZone
{
    /// <summary>The apex.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The cloud it lies at.</summary>
    public required SandboxProvider Provider { get; init; }

    /// <summary>The id of the owner's key.</summary>
    public required string Account { get; init; }

    /// <summary>The cloud's id of the zone: a UUID at Alidns, a number at Tencent.</summary>
    public required string Id { get; init; }

    /// <summary>What was paid for.</summary>
    public ZoneEdition Edition { get; init; } = ZoneEdition.Free;

    /// <summary>When it was added, on the cloud's clock.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>True time of its removal; null while it is there.</summary>
    public DateTimeOffset? Removed { get; init; }

    /// <summary>The versions it had, oldest first; never empty. Those that no name server can be behind with are forgotten.</summary>
    public required ImmutableList<ZoneVersion> Versions { get; init; }

    /// <summary>The version that holds now.</summary>
    public ZoneVersion Current => Versions[^1];

    /// <summary>The records that it holds now.</summary>
    public ImmutableList<ZoneRecord> Records => Current.Records;

    /// <summary>The version that held at an instant of true time; null before the zone was added or after it was removed.</summary>
    public ZoneVersion? AsOf(DateTimeOffset instant) =>
        Removed <= instant ? null : Versions.FindLast(version => version.Since <= instant);

    /// <summary>The zone with other records, and with the versions forgotten that ended before an instant.</summary>
    internal SandboxZone With(ImmutableList<ZoneRecord> records, DateTimeOffset now, DateTimeOffset forgetBefore)
    {
        var kept = Math.Max(0, Versions.FindLastIndex(version => version.Since <= forgetBefore));
        return this with
        {
            Versions = Versions.RemoveRange(0, kept).Add(new ZoneVersion(now, Current.Serial + 1, records)),
        };
    }
}

/// <summary>The editions a zone may be sold as; each cloud has its own limits for them.</summary>
public enum ZoneEdition
{
    /// <summary>Alidns <c>mianfei</c>, DNSPod <c>DP_FREE</c>.</summary>
    Free,

    /// <summary>Alidns <c>version_personal</c>, DNSPod <c>DP_PLUS</c>.</summary>
    Personal,

    /// <summary>Alidns <c>version_enterprise_basic</c>, DNSPod <c>DP_EXPERT</c>.</summary>
    Standard,

    /// <summary>Alidns <c>version_enterprise_advanced</c>, DNSPod <c>DP_ULTRA</c>.</summary>
    Ultimate,
}
