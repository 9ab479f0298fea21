using System.Net;

namespace Mooring.Sandbox.World;

/// <summary>The addresses the echo tells its callers they have.</summary>
/// <param name="Ipv4">Told over IPv4; null makes that family fail.</param>
/// <param name="Ipv6">Told over IPv6; null makes that family fail.</param>
public sealed record EchoAddresses(IPAddress? Ipv4, IPAddress? Ipv6)
{
    /// <summary>What is told before anything is set: 203.0.113.1 and 2001:db8::1.</summary>
    public static EchoAddresses Default { get; } = new(IPAddress.Parse("203.0.113.1"), IPAddress.Parse("2001:db8::1"));
}
