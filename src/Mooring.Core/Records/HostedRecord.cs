using Mooring.Core.Names;

namespace Mooring.Core.Records;

/// <summary>One record as a provider lists it.</summary>
public sealed record HostedRecord
{
    /// <summary>The provider's id, opaque: 19 digits at Alidns, a 64-bit number at DNSPod.</summary>
    public required string Id { get; init; }

    /// <summary>The absolute owner name.</summary>
    public required DomainName Owner { get; init; }

    /// <summary>The type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>The content, canonical.</summary>
    public required RecordValue Value { get; init; }

    /// <summary>The TTL.</summary>
    public required Ttl Ttl { get; init; }

    /// <summary>The line it answers on.</summary>
    public required DnsLine Line { get; init; }

    /// <summary>False when paused at the provider.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>True when the provider refuses changes to it.</summary>
    public bool Locked { get; init; }

    /// <summary>The provider's own record (default NS): never ours, never counted.</summary>
    public bool System { get; init; }

    /// <summary>The remark; null or empty when there is none.</summary>
    public string? Remark { get; init; }

    /// <summary>Round-robin weight; null when unset. Kept on update.</summary>
    public int? Weight { get; init; }
}

/// <summary>What a record shall be: everything an addition or an update sets.</summary>
/// <param name="Owner">The absolute owner name.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">The content, canonical.</param>
/// <param name="Ttl">The TTL.</param>
/// <param name="Line">The line.</param>
/// <param name="Remark">
/// On an addition: set it where the provider's addition takes one, else ignored (see <see cref="IZoneEditor.AdditionTakesRemark"/>).
/// On an update: ignored, the observed remark is kept.
/// </param>
public sealed record RecordContent(DomainName Owner, RecordType Type, RecordValue Value, Ttl Ttl, DnsLine Line, string? Remark = null);
