using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mooring.Sandbox.Hosting;

/// <summary>Which local addresses the sandbox serves on.</summary>
/// <param name="Services">For everything but the name servers.</param>
/// <param name="FirstNameServer">For ns1.</param>
/// <param name="SecondNameServer">For ns2.</param>
internal sealed record ListenAddresses(
    IReadOnlyList<IPAddress> Services, IReadOnlyList<IPAddress> FirstNameServer, IReadOnlyList<IPAddress> SecondNameServer)
{
    private static readonly IPAddress SecondLoopback = IPAddress.Parse("127.0.0.2");

    /// <summary>
    /// The addresses that follow from <c>--listen</c>: that address, its counterpart of the other family where there is one, and for
    /// the name servers always the loopback addresses. The wildcard becomes every address that the machine has now, because
    /// an answer over UDP must leave from the address that was asked.
    /// </summary>
    public static ListenAddresses For(IPAddress listen)
    {
        IPAddress[] services = [listen, .. Counterpart(listen)];
        IPAddress[] loopback = HasIpv6Loopback ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        return new ListenAddresses(
            services, [.. loopback.Concat(services.SelectMany(Concrete)).Where(a => !a.Equals(SecondLoopback)).Distinct()], [SecondLoopback]);
    }

    /// <summary>Where a client on this machine reaches the services: the wildcard stands for the loopback address of its family.</summary>
    public IEnumerable<IPAddress> Reachable => Services.Select(address =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address);

    private static bool HasIpv6Loopback { get; } = CanBind(IPAddress.IPv6Loopback);

    private static IEnumerable<IPAddress> Counterpart(IPAddress listen) =>
        listen.Equals(IPAddress.IPv6Any) ? [IPAddress.Any]
        : !HasIpv6Loopback ? []
        : listen.Equals(IPAddress.Loopback) ? [IPAddress.IPv6Loopback]
        : listen.Equals(IPAddress.Any) ? [IPAddress.IPv6Any]
        : [];

    private static IEnumerable<IPAddress> Concrete(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(found => found.AddressFamily == address.AddressFamily && CanBind(found))
            : [address];

    private static bool CanBind(IPAddress address)
    {
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;   // the system lacks the family, or the address is not ready
        }
    }
}
