using System.Text.Json;
using System.Text.Json.Serialization;
using Mooring.Providers.Replies;

namespace Mooring.Providers.Alidns;

/// <summary>What every answer may hold: a request id always, a code and a message on failure.</summary>
internal class AlidnsReplyWire
{
    public string? RequestId { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>Whether this is an answer to the action asked for, and not some other JSON.</summary>
    public virtual bool IsWhole() => !string.IsNullOrEmpty(RequestId);
}

/// <summary>AddDomainRecord, UpdateDomainRecord, DeleteDomainRecord.</summary>
internal sealed class AlidnsRecordIdWire : AlidnsReplyWire
{
    [JsonConverter(typeof(TextOrNumber))]
    public string? RecordId { get; init; }

    public override bool IsWhole() => base.IsWhole() && !string.IsNullOrEmpty(RecordId);
}

/// <summary>DescribeDomains.</summary>
internal sealed class AlidnsDomainsWire : AlidnsReplyWire
{
    public int? TotalCount { get; init; }

    public AlidnsDomainListWire? Domains { get; init; }

    public override bool IsWhole() =>
        base.IsWhole() && TotalCount >= 0 && Domains?.Domain is { } all && all.All(domain => !string.IsNullOrEmpty(domain?.DomainName));
}

internal sealed class AlidnsDomainListWire
{
    public IReadOnlyList<AlidnsDomainWire?>? Domain { get; init; }
}

/// <summary>A zone: its name in Unicode, and beside it as A-labels. What only the doctor wants may have any shape: it never breaks a listing.</summary>
internal sealed class AlidnsDomainWire
{
    public string? DomainName { get; init; }

    public string? PunyCode { get; init; }

    /// <summary>The edition: <c>mianfei</c> is the free one.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? VersionCode { get; init; }

    /// <summary>Whether the edition that was paid for has run out.</summary>
    public JsonElement? InstanceExpired { get; init; }

    /// <summary>Its name servers, under <c>DnsServer</c>.</summary>
    public JsonElement? DnsServers { get; init; }
}

/// <summary>DescribeDomainRecords.</summary>
internal sealed class AlidnsRecordsWire : AlidnsReplyWire
{
    public int? TotalCount { get; init; }

    public AlidnsRecordListWire? DomainRecords { get; init; }

    public override bool IsWhole() =>
        base.IsWhole() && TotalCount >= 0 && DomainRecords?.Record is { } all && all.All(record => record is not null && record.IsWhole());
}

internal sealed class AlidnsRecordListWire
{
    public IReadOnlyList<AlidnsRecordWire?>? Record { get; init; }
}

/// <summary>A record; <c>Priority</c> stands in MX records only.</summary>
internal sealed class AlidnsRecordWire
{
    [JsonConverter(typeof(TextOrNumber))]
    public string? RecordId { get; init; }

    public string? RR { get; init; }

    public string? Type { get; init; }

    public string? Value { get; init; }

    [JsonPropertyName("TTL")]
    public long? Ttl { get; init; }

    public int? Priority { get; init; }

    public string? Line { get; init; }

    public string? Status { get; init; }

    public bool? Locked { get; init; }

    public string? Remark { get; init; }

    public int? Weight { get; init; }

    public bool IsWhole() => !string.IsNullOrEmpty(RecordId) && RR is not null && !string.IsNullOrEmpty(Type) && Value is not null;
}
