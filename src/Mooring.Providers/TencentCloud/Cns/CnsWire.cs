using System.Text.Json.Serialization;
using Mooring.Providers.Replies;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Every answer: a code, which is 0 on success, and the data of the action.</summary>
internal sealed class CnsReplyWire<T>
    where T : CnsDataWire
{
    [JsonPropertyName("code")]
    [JsonConverter(typeof(TextOrNumber))]
    public string? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("codeDesc")]
    public string? CodeDesc { get; init; }

    [JsonPropertyName("data")]
    public T? Data { get; init; }
}

/// <summary>What an action answers; nothing at all in RecordDelete.</summary>
internal class CnsDataWire
{
    /// <summary>Whether this is the data of the action asked for, and not some other JSON.</summary>
    public virtual bool IsWhole() => true;
}

/// <summary>RecordCreate and RecordModify; the id is text in one and a number in the other.</summary>
internal sealed class CnsRecordIdWire : CnsDataWire
{
    [JsonPropertyName("record")]
    public CnsWrittenRecordWire? Record { get; init; }

    public override bool IsWhole() => !string.IsNullOrEmpty(Record?.Id);
}

internal sealed class CnsWrittenRecordWire
{
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumber))]
    public string? Id { get; init; }
}

/// <summary>DomainList.</summary>
internal sealed class CnsDomainsWire : CnsDataWire
{
    [JsonPropertyName("info")]
    public CnsDomainCountWire? Info { get; init; }

    [JsonPropertyName("domains")]
    public IReadOnlyList<CnsDomainWire?>? Domains { get; init; }

    public override bool IsWhole() =>
        Info?.DomainTotal >= 0 && Domains is { } all && all.All(domain => !string.IsNullOrEmpty(domain?.Name));
}

internal sealed class CnsDomainCountWire
{
    [JsonPropertyName("domain_total")]
    public int? DomainTotal { get; init; }
}

/// <summary>A zone. What only the doctor wants may have any shape: it never breaks a listing.</summary>
internal sealed class CnsDomainWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("punycode")]
    public string? Punycode { get; init; }

    /// <summary>Its own name servers; the apex NS records that name them are the host's, not the user's.</summary>
    [JsonPropertyName("dnspod_ns")]
    public IReadOnlyList<string?>? NameServers { get; init; }

    [JsonPropertyName("min_ttl")]
    [JsonConverter(typeof(TextOrNothing))]
    public string? MinimumTtl { get; init; }

    [JsonPropertyName("status")]
    [JsonConverter(typeof(TextOrNothing))]
    public string? Status { get; init; }
}

/// <summary>RecordList.</summary>
internal sealed class CnsRecordsWire : CnsDataWire
{
    [JsonPropertyName("domain")]
    public CnsDomainWire? Domain { get; init; }

    [JsonPropertyName("info")]
    public CnsRecordCountWire? Info { get; init; }

    [JsonPropertyName("records")]
    public IReadOnlyList<CnsRecordWire?>? Records { get; init; }

    public override bool IsWhole() =>
        Info?.RecordTotal >= 0 && Records is { } all && all.All(record => record is not null && record.IsWhole());
}

internal sealed class CnsRecordCountWire
{
    [JsonPropertyName("record_total")]
    public int? RecordTotal { get; init; }
}

internal sealed class CnsRecordWire
{
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumber))]
    public string? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("value")]
    public string? Value { get; init; }

    [JsonPropertyName("ttl")]
    public long? Ttl { get; init; }

    [JsonPropertyName("mx")]
    public int? Mx { get; init; }

    [JsonPropertyName("line")]
    public string? Line { get; init; }

    [JsonPropertyName("line_id")]
    [JsonConverter(typeof(TextOrNumber))]
    public string? LineId { get; init; }

    [JsonPropertyName("enabled")]
    public int? Enabled { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("remark")]
    public string? Remark { get; init; }

    [JsonPropertyName("weight")]
    public int? Weight { get; init; }

    public bool IsWhole() => !string.IsNullOrEmpty(Id) && Name is not null && !string.IsNullOrEmpty(Type) && Value is not null;
}
