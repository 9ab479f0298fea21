using System.Net.Sockets;

namespace Mooring.Sandbox.Hosting;

/// <summary>Windows' habit of failing a UDP socket because an earlier answer found nobody.</summary>
internal static class DatagramErrors
{
    private const int SioUdpConnectionReset = -1744830452;   // SIO_UDP_CONNRESET, 0x9800000C

    /// <summary>Turns it off; nothing happens on other systems and sockets.</summary>
    public static void Silence(Socket socket)
    {
        if (OperatingSystem.IsWindows() && socket.ProtocolType == ProtocolType.Udp)
        {
            socket.IOControl(SioUdpConnectionReset, [0, 0, 0, 0], null);
        }
    }
}
