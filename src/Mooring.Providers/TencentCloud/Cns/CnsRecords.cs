using System.Globalization;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Between records as CNS v2 writes them and as the rest of the program knows them.</summary>
internal static class CnsRecords
{
    /// <summary>The zone, or null when its name is none.</summary>
    public static HostedZone? Zone(CnsDomainWire wire) =>
        DomainName.TryParse(wire.Punycode, out var name) || DomainName.TryParse(wire.Name, out name)
            ? new HostedZone(name) { Details = Details(wire) }
            : null;

    private static ZoneDetails Details(CnsDomainWire wire) => new()
    {
        NameServers = HostedValues.NameServers(wire.NameServers),
        MinimumTtl = int.TryParse(wire.MinimumTtl, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? new Ttl(seconds) : null,
        Standing = DnspodRecords.Standing(wire.Status),
    };

    /// <summary>The record, or null when its owner name is none.</summary>
    /// <param name="wire">The record as listed.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="nameServers">The zone's own name servers, canonical.</param>
    public static HostedRecord? Record(CnsRecordWire wire, DomainName zone, IReadOnlySet<string> nameServers)
    {
        if (HostedValues.Owner(wire.Name!, zone) is not { } owner)
        {
            return null;
        }

        var type = RecordType.Of(wire.Type!);
        var value = HostedValues.Value(type, wire.Value!, wire.Mx);
        return new HostedRecord
        {
            Id = wire.Id!,
            Owner = owner,
            Type = type,
            Value = value,
            Ttl = HostedValues.Ttl(wire.Ttl),
            Line = TencentLines.Listed(wire.Line, wire.LineId),
            // Said twice, as a number and as a word; anything but a clear yes is taken for a pause, which must stay.
            Enabled = wire.Enabled is null or 1 && (wire.Status is null or "enable" or "enabled"),
            System = type == RecordType.Ns && owner == zone && nameServers.Contains(value.Data),
            Remark = wire.Remark,
            Weight = wire.Weight,
        };
    }

    /// <summary>The zone's own name servers in canonical form, as far as the listing names them.</summary>
    public static IReadOnlySet<string> NameServers(CnsDomainWire? zone) =>
        (zone?.NameServers ?? [])
            .Select(server => DomainName.TryParse(server, out var name) ? name.Value : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What RecordCreate and RecordModify share; all of it, because what is left out falls back to its default.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(RecordContent content, DomainName zone)
    {
        yield return new("domain", zone.Value);
        yield return new("subDomain", content.Owner.RelativeTo(zone));
        yield return new("recordType", content.Type.Name);
        yield return new("recordLine", content.Line.Name);
        yield return new("value", content.Value.Data);
        yield return new("ttl", content.Ttl.ToString());
        if (content.Value.Priority is { } priority)
        {
            yield return new("mx", priority.ToString(CultureInfo.InvariantCulture));
        }
    }
}
