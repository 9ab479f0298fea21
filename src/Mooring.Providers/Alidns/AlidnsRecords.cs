using System.Globalization;
using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers.Alidns;

/// <summary>Between records as Alidns writes them and as the rest of the program knows them.</summary>
internal static class AlidnsRecords
{
    /// <summary>The zone, or null when its name is none. Its id is the name as the host spells it, which calls send back.</summary>
    public static HostedZone? Zone(AlidnsDomainWire wire) =>
        DomainName.TryParse(wire.PunyCode, out var name) || DomainName.TryParse(wire.DomainName, out name)
            ? new HostedZone(name, wire.DomainName) { Details = Details(wire) }
            : null;

    /// <summary>The free edition alone has one lowest TTL in all of the vendor's pages; of the others they disagree.</summary>
    private static ZoneDetails Details(AlidnsDomainWire wire) => new()
    {
        NameServers = HostedValues.NameServers(
            wire.DnsServers is { ValueKind: JsonValueKind.Object } servers && servers.TryGetProperty("DnsServer", out var listed) ? listed : null),
        MinimumTtl = wire.VersionCode == "mianfei" ? new Ttl(600) : null,
        Standing = wire.InstanceExpired is { ValueKind: JsonValueKind.True } ? ZoneStanding.Expired : ZoneStanding.Good,
    };

    /// <summary>The name of the zone in calls: Unicode, as DescribeDomains lists it.</summary>
    public static string Name(HostedZone zone) => zone.Id ?? zone.Name.Describe();

    /// <summary>The record, or null when its owner name is none.</summary>
    public static HostedRecord? Record(AlidnsRecordWire wire, DomainName zone)
    {
        if (HostedValues.Owner(wire.RR!, zone) is not { } owner)
        {
            return null;
        }

        var type = RecordType.Of(wire.Type!);
        return new HostedRecord
        {
            Id = wire.RecordId!,
            Owner = owner,
            Type = type,
            Value = HostedValues.Value(type, wire.Value!, wire.Priority),
            Ttl = HostedValues.Ttl(wire.Ttl),
            Line = AlidnsLines.Of(wire.Line),
            // A word that is not known is not taken for a go-ahead: what is paused must stay so.
            Enabled = wire.Status is null || wire.Status.Equals("ENABLE", StringComparison.OrdinalIgnoreCase),
            Locked = wire.Locked ?? false,
            Remark = wire.Remark,
            Weight = wire.Weight,
        };
    }

    /// <summary>What AddDomainRecord and UpdateDomainRecord share; all of it, because what is left out falls back to its default.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(RecordContent content, DomainName zone)
    {
        yield return new("RR", content.Owner.RelativeTo(zone));
        yield return new("Type", content.Type.Name);
        yield return new("Value", content.Value.Data);
        yield return new("TTL", content.Ttl.ToString());
        yield return new("Line", content.Line.Code.Length > 0 ? content.Line.Code : content.Line.Name);
        if (content.Value.Priority is { } priority)
        {
            yield return new("Priority", priority.ToString(CultureInfo.InvariantCulture));
        }
    }
}
