using System.Net;
using System.Net.NetworkInformation;

namespace Mooring.Dns.Tests;

/// <summary>Some containers have no IPv6 at all, not even to themselves.</summary>
internal static class Ipv6Loopback
{
    public static void SkipUnlessThere() => Assert.SkipUnless(
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Any(unicast => unicast.Address.Equals(IPAddress.IPv6Loopback)),
        "this machine has no IPv6 loopback address");
}
