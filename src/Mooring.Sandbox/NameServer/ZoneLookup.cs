using Mooring.Dns;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>Answers from the zones as they stood at one instant (RFC 1034 §4.3.2, RFC 2308, RFC 4592).</summary>
/// <param name="world">What the clouds hold.</param>
/// <param name="instant">The instant, in true time.</param>
/// <param name="hosts">Addresses of names that belong to no zone.</param>
internal sealed class ZoneLookup(SandboxWorld world, DateTimeOffset instant, HostNames hosts)
{
    // Longer chains of aliases are cut, as resolvers do; the number is BIND's.
    private const int MaxAliases = 16;

    /// <summary>The answer to a question of class IN.</summary>
    public Reply Answer(DnsQuestion question, bool recursionDesired)
    {
        var reply = new Reply();
        var names = new HashSet<DnsName>();
        for (DnsName? name = question.Name; name is not null && names.Add(name) && names.Count <= MaxAliases + 1;)
        {
            var first = names.Count == 1;
            if (FindZone(name, question.Type) is not { } zone)
            {
                reply.Rcode = hosts.TryAnswer(name, question.Type, reply) || !first ? DnsRcode.NoError : DnsRcode.Refused;
                return reply;
            }

            name = zone.FindDelegation(name) is { } part && !(question.Type == DnsType.Ds && part.Cut.Equals(name))
                ? Refer(zone, part, question, recursionDesired, reply)
                : Read(zone, name, question.Type, first, reply);
        }

        return reply;
    }

    // Adds what the zone says of the name, and returns the name it is an alias of.
    private DnsName? Read(ZoneContent zone, DnsName name, DnsType type, bool first, Reply reply)
    {
        reply.Authoritative |= first;
        var node = zone.Find(name) ?? zone.Synthesize(name);
        var set = node is null ? null : type == DnsType.Any ? node.Any : node.TryGet(type, out var exact) ? exact : null;
        if (set is not null)
        {
            reply.Answers.AddRange(set.Serve(name));
            AddAddresses(set, reply);
            return null;
        }

        if (node is not null && node.TryGet(DnsType.Cname, out var alias))
        {
            reply.Answers.AddRange(alias.Serve(name).Take(1));
            return ((CnameData)reply.Answers[^1].Data).Target;
        }

        reply.Rcode = node is null ? DnsRcode.NxDomain : DnsRcode.NoError;
        reply.Authorities.AddRange(zone.Soa.Serve(zone.Apex));
        return null;
    }

    // A resolver that is asked for the servers of a part knows them; everything else is for those servers to say.
    private DnsName? Refer(
        ZoneContent zone, (DnsName Cut, RrSet Servers) part, DnsQuestion question, bool recursionDesired, Reply reply)
    {
        var known = recursionDesired && question.Type == DnsType.Ns && part.Cut.Equals(question.Name);
        (known ? reply.Answers : reply.Authorities).AddRange(part.Servers.Serve(part.Cut));
        foreach (var server in Servers(part.Servers).Where(server => server.IsWithin(zone.Apex)))
        {
            AddAddressesOf(server, zone.Find(server), reply);
        }

        AddAddresses(part.Servers, reply);
        return null;
    }

    private void AddAddresses(RrSet set, Reply reply)
    {
        foreach (var server in Servers(set))
        {
            hosts.AddAddresses(server, reply);
        }
    }

    private static void AddAddressesOf(DnsName server, ZoneNode? node, Reply reply)
    {
        foreach (var type in new[] { DnsType.A, DnsType.Aaaa })
        {
            if (node is not null && node.TryGet(type, out var glue))
            {
                reply.Additionals.AddRange(glue.Serve(server));
            }
        }
    }

    private static IEnumerable<DnsName> Servers(RrSet set) => set.Data.OfType<NsData>().Select(data => data.Server);

    // DS stands on the parent's side of a border (RFC 4035 §3.1.4.1).
    private ZoneContent? FindZone(DnsName name, DnsType type) =>
        (type == DnsType.Ds && name.Parent is { } parent ? FindZone(parent) : null) ?? FindZone(name);

    private ZoneContent? FindZone(DnsName name)
    {
        for (var suffix = name; suffix is not null; suffix = suffix.Parent)
        {
            // No zone's name has labels that no person would type; above the leftmost of them the search begins.
            if (suffix.TryToDomainName(out var typed))
            {
                return world.ZoneFor(typed, instant) is { } found ? ZoneContent.Of(found.Zone, found.Version) : null;
            }
        }

        return null;
    }
}
