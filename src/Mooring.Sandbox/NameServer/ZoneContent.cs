using System.Runtime.CompilerServices;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>One version of a zone, laid out for answering.</summary>
/// <remarks>Only what everybody gets is served: enabled records of the default line whose type exists on the wire.</remarks>
internal sealed class ZoneContent
{
    private const int SoaTtl = 600;
    private static readonly ConditionalWeakTable<ZoneVersion, ZoneContent> Known = new();

    private readonly Dictionary<DnsName, ZoneNode> nodes = [];

    private ZoneContent(SandboxZone zone, ZoneVersion version)
    {
        Apex = zone.Name;
        Soa = new RrSet(DnsType.Soa, new Ttl(SoaTtl), [StartOfAuthority(zone, version)]);
        nodes[Apex] = new ZoneNode([Soa]);
        foreach (var records in Served(zone, version).GroupBy(record => record.Owner))
        {
            nodes[records.Key] = new ZoneNode(records.Key.Equals(Apex) ? [Soa, .. Sets(records)] : Sets(records));
        }

        AddEmptyNonTerminals();
    }

    /// <summary>The zone's own name.</summary>
    public DnsName Apex { get; }

    /// <summary>The start of authority; its TTL and minimum are the same, so it also bounds negative answers (RFC 2308 §3).</summary>
    public RrSet Soa { get; }

    /// <summary>Lays out a version, once.</summary>
    public static ZoneContent Of(SandboxZone zone, ZoneVersion version) => Known.GetValue(version, _ => new ZoneContent(zone, version));

    /// <summary>What stands at a name, or null when the name does not exist.</summary>
    public ZoneNode? Find(DnsName name) => nodes.GetValueOrDefault(name);

    /// <summary>What a wildcard makes of a name that does not exist (RFC 4592 §3.3.1), or null.</summary>
    public ZoneNode? Synthesize(DnsName name)
    {
        var encloser = name.Parent!;
        while (!nodes.ContainsKey(encloser))
        {
            encloser = encloser.Parent!;   // ends at the apex, which always exists
        }

        return WildcardBelow(encloser) is { } wildcard ? Find(wildcard) : null;
    }

    /// <summary>The name servers that a part of this zone was handed to, where the name lies in such a part.</summary>
    public (DnsName Cut, RrSet Servers)? FindDelegation(DnsName name)
    {
        (DnsName, RrSet)? highest = null;
        for (var at = name; !at.Equals(Apex); at = at.Parent!)
        {
            if (Find(at) is { } node && node.TryGet(DnsType.Ns, out var servers))
            {
                highest = (at, servers);
            }
        }

        return highest;
    }

    private void AddEmptyNonTerminals()
    {
        foreach (var name in nodes.Keys.ToArray())
        {
            for (var at = name; !at.Equals(Apex); at = at.Parent!)
            {
                nodes.TryAdd(at, ZoneNode.Empty);
            }
        }
    }

    // The wildcard label takes two octets more than the name has.
    private static DnsName? WildcardBelow(DnsName encloser) =>
        encloser.Wire.Length + 2 <= DnsName.MaxWireLength ? DnsName.Parse(encloser.IsRoot ? "*" : $"*.{encloser}") : null;

    private static IEnumerable<RrSet> Sets(IEnumerable<(DnsName Owner, Ttl Ttl, RData Data)> records) => records
        .GroupBy(record => record.Data.Type)
        .Select(set => new RrSet(set.Key, set.Min(record => record.Ttl), [.. set.Select(record => record.Data).Distinct()]));

    private static IEnumerable<(DnsName Owner, Ttl Ttl, RData Data)> Served(SandboxZone zone, ZoneVersion version)
    {
        foreach (var record in version.Records.Where(record => record.Enabled && record.Line == zone.Provider.DefaultLine()))
        {
            if (DomainName.TryJoin(record.Name, zone.Name, out var owner) && RecordData.Of(record) is { } data)
            {
                yield return (owner, new Ttl(record.Ttl), data);
            }
        }
    }

    private static SoaData StartOfAuthority(SandboxZone zone, ZoneVersion version) => new(
        PrimaryServer: NameServerNames.Of(version).Select(name => DnsName.Of(name)).FirstOrDefault(zone.Name),
        Mailbox: DnsName.Parse($"hostmaster.{zone.Name}"),
        version.Serial,
        Refresh: 3600,
        Retry: 1200,
        Expire: 86400,
        Minimum: SoaTtl);
}
