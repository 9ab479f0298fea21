using System.Globalization;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers.TencentCloud;

/// <summary>Between records as DNSPod writes them and as the rest of the program knows them.</summary>
internal static class DnspodRecords
{
    /// <summary>The zone, or null when its name is none.</summary>
    public static HostedZone? Zone(DnspodDomainWire wire) =>
        DomainName.TryParse(wire.Punycode, out var name) || DomainName.TryParse(wire.Name, out name)
            ? new HostedZone(name, wire.DomainId!.Value.ToString(CultureInfo.InvariantCulture)) { Details = Details(wire) }
            : null;

    private static ZoneDetails Details(DnspodDomainWire wire) => new()
    {
        NameServers = HostedValues.NameServers(wire.EffectiveDns),
        MinimumTtl = wire.Grade == "DP_FREE" ? new Ttl(600) : null,
        Standing = Standing(wire.Status),
    };

    /// <summary>How a zone stands, by the word that both APIs have for it; a word that is not known says nothing.</summary>
    public static ZoneStanding Standing(string? status) => status?.ToUpperInvariant() switch
    {
        "PAUSE" => ZoneStanding.Paused,
        "LOCK" or "SPAM" => ZoneStanding.Locked,
        _ => ZoneStanding.Good,
    };

    /// <summary>The zone's number, which counts before its name in every call; null when it is not known.</summary>
    public static long? Number(HostedZone zone) =>
        long.TryParse(zone.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The record, or null when its owner name is none.</summary>
    public static HostedRecord? Record(DnspodRecordWire wire, DomainName zone)
    {
        if (HostedValues.Owner(wire.Name!, zone) is not { } owner)
        {
            return null;
        }

        var type = RecordType.Of(wire.Type!);
        return new HostedRecord
        {
            Id = wire.RecordId!.Value.ToString(CultureInfo.InvariantCulture),
            Owner = owner,
            Type = type,
            Value = HostedValues.Value(type, wire.Value!, wire.Mx),
            Ttl = HostedValues.Ttl(wire.Ttl),
            Line = TencentLines.Listed(wire.Line, wire.LineId),
            // A word that is not known is not taken for a go-ahead: what is paused must stay so.
            Enabled = wire.Status is null || wire.Status.Equals("ENABLE", StringComparison.OrdinalIgnoreCase),
            System = wire.DefaultNs ?? false,
            Remark = wire.Remark,
            Weight = wire.Weight,
        };
    }

    /// <summary>A new record. Nothing is said about its status: records begin enabled.</summary>
    public static DnspodRecordRequest Creation(HostedZone zone, RecordContent content) => new()
    {
        Domain = zone.Name.Value,
        DomainId = Number(zone),
        SubDomain = content.Owner.RelativeTo(zone.Name),
        RecordType = content.Type.Name,
        RecordLine = content.Line.Name,
        RecordLineId = content.Line.Code.Length > 0 ? content.Line.Code : null,
        Value = content.Value.Data,
        Mx = content.Value.Priority,
        Ttl = content.Ttl.Seconds,
        Remark = string.IsNullOrEmpty(content.Remark) ? null : content.Remark,
    };

    /// <summary>The whole record anew: what ModifyRecord is not told, it resets (status to enabled, remark and weight to none).</summary>
    public static DnspodRecordRequest Replacement(HostedZone zone, HostedRecord observed, long id, RecordContent content) =>
        Creation(zone, content) with
        {
            RecordId = id,
            Status = observed.Enabled ? "ENABLE" : "DISABLE",
            Weight = observed.Weight,
            Remark = string.IsNullOrEmpty(observed.Remark) ? null : observed.Remark,
        };
}
