using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>Addresses as <c>SOCKADDR_INET</c>.</summary>
internal static class SocketAddressInet
{
    /// <summary>The address, without its zone; null for another family.</summary>
    public static IPAddress? Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ushort>(bytes) switch
    {
        Netio.IPv4 => new IPAddress(bytes.Slice(Netio.SocketAddress.IPv4Bytes, 4)),
        Netio.IPv6 => new IPAddress(bytes.Slice(Netio.SocketAddress.IPv6Bytes, 16)),
        _ => null,
    };

    /// <summary>The structure that holds this address, without port and zone.</summary>
    public static byte[] Write(IPAddress address)
    {
        var isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var bytes = new byte[Netio.SocketAddress.Length];
        MemoryMarshal.Write(bytes, isIPv6 ? Netio.IPv6 : Netio.IPv4);
        address.GetAddressBytes().CopyTo(bytes, isIPv6 ? Netio.SocketAddress.IPv6Bytes : Netio.SocketAddress.IPv4Bytes);
        return bytes;
    }
}
