using System.Net;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Sandbox.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>Names beside the zones that lead to this sandbox: both name servers, as the zones name them, and the clouds' API hosts.</summary>
/// <param name="world">The zones.</param>
/// <param name="listen">Where everything is.</param>
internal sealed class HostNames(SandboxWorld world, ListenAddresses listen)
{
    private static readonly Ttl Ttl = new(600);

    /// <summary>Answers a question for such a name; false when the name is none of them.</summary>
    public bool TryAnswer(DnsName name, DnsType type, Reply reply)
    {
        var all = Records(name).ToArray();
        reply.Authoritative |= all.Length > 0 && reply.Answers.Count == 0;
        reply.Answers.AddRange(all.Where(record => record.Type == type || type == DnsType.Any));
        return all.Length > 0;
    }

    /// <summary>Adds the addresses of such a name as additional data; nothing for any other name.</summary>
    public void AddAddresses(DnsName name, Reply reply) => reply.Additionals.AddRange(Records(name));

    private IEnumerable<DnsRecord> Records(DnsName name) =>
        name.TryToDomainName(out var host)
            ? Addresses(host).Select(address => new DnsRecord(name, Ttl, new AddressData(address)))
            : [];

    private IEnumerable<IPAddress> Addresses(DomainName host) =>
        ApiHosts.ProviderOf(host.Value) is not null ? listen.Reachable
        : NameServers().FirstOrDefault(server => server.Name == host) is { Name: not null } server ? Loopback(server.First)
        : [];

    // Every zone names two; the cloud counts them in the order of its records.
    private IEnumerable<(DomainName Name, bool First)> NameServers() =>
        world.Zones.SelectMany(zone => NameServerNames.Of(zone.Current).Select((name, i) => (name, i % 2 == 0)));

    // The contract's addresses, not those of --listen: that is where both servers always are.
    private IEnumerable<IPAddress> Loopback(bool first) =>
        (first ? listen.FirstNameServer : listen.SecondNameServer).Where(IPAddress.IsLoopback);
}
