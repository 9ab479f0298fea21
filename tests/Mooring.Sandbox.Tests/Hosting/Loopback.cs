using System.Net;
using System.Net.NetworkInformation;

namespace Mooring.Sandbox.Tests.Hosting;

/// <summary>What the loopback interface of this machine has.</summary>
internal static class Loopback
{
    /// <summary>Whether ::1 is there.</summary>
    public static bool HasIpv6 { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
        .Any(unicast => unicast.Address.Equals(IPAddress.IPv6Loopback));
}
