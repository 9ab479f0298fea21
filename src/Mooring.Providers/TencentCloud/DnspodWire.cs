using System.Text.Json;
using System.Text.Json.Serialization;
using Mooring.Providers.Replies;

namespace Mooring.Providers.TencentCloud;

/// <summary>The wrapper of every answer, which has HTTP status 200 on failure too.</summary>
internal sealed class DnspodEnvelope<T>
    where T : DnspodReplyWire
{
    public T? Response { get; init; }
}

/// <summary>What every answer may hold.</summary>
internal class DnspodReplyWire
{
    public DnspodErrorWire? Error { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Whether this is an answer to the action asked for, and not some other JSON.</summary>
    public virtual bool IsWhole() => !string.IsNullOrEmpty(RequestId);
}

internal sealed class DnspodErrorWire
{
    public string? Code { get; init; }

    public string? Message { get; init; }
}

/// <summary>CreateRecord and ModifyRecord.</summary>
internal sealed class DnspodRecordIdWire : DnspodReplyWire
{
    public long? RecordId { get; init; }

    public override bool IsWhole() => base.IsWhole() && RecordId is not null;
}

/// <summary>DescribeDomainList.</summary>
internal sealed class DnspodDomainsWire : DnspodReplyWire
{
    public DnspodDomainCountWire? DomainCountInfo { get; init; }

    public IReadOnlyList<DnspodDomainWire?>? DomainList { get; init; }

    public override bool IsWhole() =>
        base.IsWhole() && DomainCountInfo?.DomainTotal >= 0
        && DomainList is { } all && all.All(domain => domain?.DomainId is not null && !string.IsNullOrEmpty(domain.Name));
}

/// <summary>Counts; <c>DomainTotal</c> is that of the zones which the request asks for.</summary>
internal sealed class DnspodDomainCountWire
{
    public int? DomainTotal { get; init; }
}

/// <summary>A zone: its name in Unicode, and beside it as A-labels. What only the doctor wants may have any shape: it never breaks a listing.</summary>
internal sealed class DnspodDomainWire
{
    public long? DomainId { get; init; }

    public string? Name { get; init; }

    public string? Punycode { get; init; }

    /// <summary><c>ENABLE</c>, <c>PAUSE</c>, <c>SPAM</c>, <c>LOCK</c>.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Status { get; init; }

    /// <summary>The edition: <c>DP_FREE</c> is the free one.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Grade { get; init; }

    [JsonPropertyName("EffectiveDNS")]
    public JsonElement? EffectiveDns { get; init; }
}

/// <summary>DescribeRecordList.</summary>
internal sealed class DnspodRecordsWire : DnspodReplyWire
{
    public DnspodRecordCountWire? RecordCountInfo { get; init; }

    public IReadOnlyList<DnspodRecordWire?>? RecordList { get; init; }

    public override bool IsWhole() =>
        base.IsWhole() && RecordCountInfo?.TotalCount >= 0 && RecordList is { } all && all.All(record => record is not null && record.IsWhole());
}

internal sealed class DnspodRecordCountWire
{
    public int? TotalCount { get; init; }
}

/// <summary>A record; <c>MX</c> is 0 in all but MX records.</summary>
internal sealed class DnspodRecordWire
{
    public long? RecordId { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Value { get; init; }

    [JsonPropertyName("TTL")]
    public long? Ttl { get; init; }

    [JsonPropertyName("MX")]
    public int? Mx { get; init; }

    public string? Line { get; init; }

    [JsonConverter(typeof(TextOrNumber))]
    public string? LineId { get; init; }

    public string? Status { get; init; }

    public int? Weight { get; init; }

    public string? Remark { get; init; }

    [JsonPropertyName("DefaultNS")]
    public bool? DefaultNs { get; init; }

    public bool IsWhole() => RecordId is not null && Name is not null && !string.IsNullOrEmpty(Type) && Value is not null;
}

/// <summary>DescribeDomainList.</summary>
internal sealed record DnspodZonesRequest(int Offset, int Limit);

/// <summary>DescribeRecordList. Without <c>ErrorOnEmpty</c> an empty zone would be answered with an error.</summary>
internal sealed record DnspodRecordsRequest(string Domain, long? DomainId, int Offset, int Limit, string ErrorOnEmpty = "no");

/// <summary>CreateRecord, and with <c>RecordId</c> ModifyRecord: the names are the same, and so is the meaning of what is left out.</summary>
internal sealed record DnspodRecordRequest
{
    public required string Domain { get; init; }

    public long? DomainId { get; init; }

    public required string SubDomain { get; init; }

    public required string RecordType { get; init; }

    public required string RecordLine { get; init; }

    public string? RecordLineId { get; init; }

    public required string Value { get; init; }

    public long? RecordId { get; init; }

    [JsonPropertyName("MX")]
    public int? Mx { get; init; }

    [JsonPropertyName("TTL")]
    public int Ttl { get; init; }

    public int? Weight { get; init; }

    public string? Status { get; init; }

    public string? Remark { get; init; }
}

/// <summary>ModifyRecordRemark.</summary>
internal sealed record DnspodRemarkRequest(string Domain, long? DomainId, long RecordId, string Remark);

/// <summary>DeleteRecord.</summary>
internal sealed record DnspodDeleteRequest(string Domain, long? DomainId, long RecordId);
