using System.Net;
using System.Net.Sockets;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.AddressEcho;

/// <summary>Which of the echo's addresses a caller is told.</summary>
internal static class EchoFamily
{
    /// <summary>The one of the family the caller came over, whatever its own address is; null while that family is switched off.</summary>
    public static IPAddress? For(this EchoAddresses echo, IPAddress client) =>
        client.AddressFamily == AddressFamily.InterNetwork || client.IsIPv4MappedToIPv6 ? echo.Ipv4 : echo.Ipv6;
}
