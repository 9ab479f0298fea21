using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Dns;

/// <summary>Finds zones and their servers through resolvers.</summary>
/// <param name="resolver">All of them.</param>
/// <param name="httpsResolver">Those over HTTPS, where there are any: a proxy that makes up addresses does not reach into what they say.</param>
internal sealed class ZoneFinder(StubResolver resolver, StubResolver? httpsResolver = null)
{
    // The root has 13 servers and the largest zones a dozen; more is an attack or a mistake.
    private const int MaxServers = 32;
    private const int MaxAddresses = 8;

    /// <summary>The zone a name lies in, with its servers.</summary>
    /// <exception cref="DnsQueryException">No resolver could tell.</exception>
    public async Task<ZoneServers> FindAsync(DnsName name, CancellationToken cancellation)
    {
        var zone = await FindApexAsync(name, cancellation);
        var servers = await resolver.QueryAsync(new DnsQuestion(zone, DnsType.Ns), cancellation) is ResolverAnswer.Found found
            ? Servers(found.Records)
            : throw NotFound(zone);
        return new ZoneServers(zone, await Task.WhenAll(servers.Select(server => ResolveAsync(server, cancellation))));
    }

    /// <summary>The servers a referral names: with the addresses that came along, else with those the resolver finds.</summary>
    public async Task<ZoneServers> FollowAsync(ReplyReading.Referral referral, CancellationToken cancellation)
    {
        var servers = Servers(referral.Servers).Select(server =>
        {
            var glue = referral.Glue.Where(record => record.Name.Equals(server)).Select(record => record.Data).OfType<AddressData>();
            var addresses = Addresses(glue.Select(data => data.Address));
            return addresses.Count > 0 ? Task.FromResult(new NameServer(server, addresses)) : ResolveAsync(server, cancellation);
        });
        return new ZoneServers(referral.Zone, await Task.WhenAll(servers));
    }

    // Resolvers turn sets around with every answer; in one order two lookups can be compared.
    private static List<DnsName> Servers(IEnumerable<DnsRecord> records) =>
    [
        .. records.Select(record => record.Data).OfType<NsData>().Select(ns => ns.Server).Distinct()
            .OrderBy(server => server.ToString(), StringComparer.OrdinalIgnoreCase).Take(MaxServers),
    ];

    private static List<IPAddress> Addresses(IEnumerable<IPAddress> addresses) =>
    [
        .. addresses.Distinct().OrderBy(address => address.AddressFamily)
            .ThenBy(address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal).Take(MaxAddresses),
    ];

    /// <summary>Goes up from the name until the resolver shows an SOA: the apex's own, or the one of a negative answer (RFC 2308 §3).</summary>
    private async Task<DnsName> FindApexAsync(DnsName name, CancellationToken cancellation)
    {
        for (var candidate = name; candidate is not null; candidate = candidate.Parent)
        {
            var answer = await TryAskSoaAsync(candidate, cancellation);
            var apex = answer switch
            {
                // An alias is no apex (RFC 2181 §10.1), and the SOA is then that of its target.
                null or { Aliases.Count: > 0 } => null,
                ResolverAnswer.Found => candidate,
                ResolverAnswer.NoData { Soa: { } soa } => soa.Name,
                ResolverAnswer.NxDomain { Soa: { } soa } => soa.Name,
                _ => null,
            };
            if (apex is not null)
            {
                return apex;
            }
        }

        throw NotFound(name);
    }

    /// <summary>Null where the resolver lives but cannot tell, as for a zone whose own servers are silent: the zone above may tell more.</summary>
    private async Task<ResolverAnswer?> TryAskSoaAsync(DnsName name, CancellationToken cancellation)
    {
        try
        {
            return await resolver.QueryAsync(new DnsQuestion(name, DnsType.Soa), cancellation);
        }
        catch (DnsQueryException failure) when (failure.Fault == DnsQueryFault.Refused)
        {
            return null;
        }
        catch (DnsQueryException failure) when (failure.Fault == DnsQueryFault.TimedOut && !name.IsRoot)
        {
            // A resolver needs longer than we wait to give up on dead servers; a dead resolver does not know the root either.
            await TryAskSoaAsync(DnsName.Root, cancellation);
            return null;
        }
    }

    private async Task<NameServer> ResolveAsync(DnsName server, CancellationToken cancellation)
    {
        try
        {
            var addresses = Addresses(await resolver.ResolveAsync(server, cancellation));
            return new NameServer(server, httpsResolver is not null && addresses.Exists(FakeRanges.Contain)
                ? Addresses(await httpsResolver.ResolveAsync(server, cancellation))
                : addresses);
        }
        catch (DnsQueryException failure)
        {
            return new NameServer(server, [], failure.Explanation);
        }
    }

    private static DnsQueryException NotFound(DnsName name) => new(DnsQueryFault.NotFound, new Text(
        $"the zone of {name} and its servers could not be found through the resolver; check the name, or ask another resolver",
        $"无法通过解析服务器找到 {name} 所在的区域及其权威服务器；请检查域名，或换一台解析服务器"));
}
