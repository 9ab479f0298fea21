namespace Mooring.Sandbox.World;

/// <summary>One record of a zone, as the cloud stores it.</summary>
public sealed record ZoneRecord
{
    /// <summary>Decimal digits: 19 at Alidns, beyond 31 bits at Tencent.</summary>
    public required string Id { get; init; }

    /// <summary>Owner name relative to the zone in A-labels and lower case; <c>@</c> at the apex, <c>*</c> and <c>*.dev</c> for wildcards.</summary>
    public required string Name { get; init; }

    /// <summary>Type in capitals: <c>A</c>, <c>TXT</c>, <c>REDIRECT_URL</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Content without a priority: an address, a name without its final dot (CNAME, NS, MX), a text without quotes (TXT),
    /// <c>priority weight port target</c> (SRV), <c>flags tag "value"</c> (CAA), a URL.
    /// </summary>
    public required string Value { get; init; }

    /// <summary>Seconds a resolver may keep it.</summary>
    public int Ttl { get; init; } = 600;

    /// <summary>MX only: its priority.</summary>
    public int? Priority { get; init; }

    /// <summary>The provider's word for the line: <c>default</c>, <c>telecom</c>; <c>默认</c>, <c>电信</c>.</summary>
    public required string Line { get; init; }

    /// <summary>False when paused: listed, not answered.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The owner's note; empty when there is none.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Weight in round robin; null when unset.</summary>
    public int? Weight { get; init; }

    /// <summary>True when the cloud refuses changes.</summary>
    public bool Locked { get; init; }

    /// <summary>The cloud's own name server record: served, never replaced by the control API.</summary>
    public bool System { get; init; }

    /// <summary>When it was added, on the cloud's clock.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed, on the cloud's clock.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>Whether it stands at the same name, type and line as another.</summary>
    public bool SharesSetWith(ZoneRecord other) =>
        Name == other.Name && Type == other.Type && Line == other.Line;
}
