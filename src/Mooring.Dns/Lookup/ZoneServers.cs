using System.Net;
using Mooring.Core;

namespace Mooring.Dns;

/// <summary>A zone and its authoritative servers.</summary>
/// <param name="Zone">The apex.</param>
/// <param name="Servers">The servers its NS records name, in the order of their names.</param>
public sealed record ZoneServers(DnsName Zone, IReadOnlyList<NameServer> Servers)
{
    /// <summary>The same zone once for each address of each server, to be asked one by one.</summary>
    internal IEnumerable<ZoneServers> ByAddress =>
        from server in Servers
        from address in server.Addresses
        select this with { Servers = [server with { Addresses = [address] }] };
}

/// <summary>One authoritative server.</summary>
/// <param name="Name">Its name, from an NS record.</param>
/// <param name="Addresses">Its IPv4 addresses, then its IPv6 addresses, each in order; none where they could not be found.</param>
/// <param name="Why">Why there are none; null where there are.</param>
public sealed record NameServer(DnsName Name, IReadOnlyList<IPAddress> Addresses, Text? Why = null);
