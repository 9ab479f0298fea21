using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>The calls of IP Helper (<c>netioapi.h</c>) that read tables and the route to an address.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class IpHelper
{
    /// <summary>ERROR_NOT_SUPPORTED.</summary>
    public const uint NotSupported = 50;

    private const uint NotImplemented = 120;

    /// <summary>A copy of <c>MIB_IF_TABLE2</c>.</summary>
    /// <exception cref="NetworkInformationException">Windows does not tell.</exception>
    public static byte[] Interfaces()
    {
        Check(GetIfTable2(out var table));
        return Take(table, Netio.Interface.Length);
    }

    /// <summary>A copy of <c>MIB_UNICASTIPADDRESS_TABLE</c>, both families.</summary>
    /// <exception cref="NetworkInformationException">Windows does not tell.</exception>
    public static byte[] Addresses()
    {
        Check(GetUnicastIpAddressTable(Netio.AnyFamily, out var table));
        return Take(table, Netio.Unicast.Length);
    }

    /// <summary>Asks for the route to an address.</summary>
    /// <param name="destination"><c>SOCKADDR_INET</c>.</param>
    /// <param name="found">The route; null when there is none.</param>
    /// <returns>False where Windows does not tell: it lacks the protocol of that family, or this only stands in for Windows and lacks the call.</returns>
    public static bool TryRouteTo(ReadOnlySpan<byte> destination, out MibRoute? found)
    {
        var route = stackalloc byte[Netio.Route.Length];
        var source = stackalloc byte[Netio.SocketAddress.Length];
        fixed (byte* address = destination)
        {
            var error = GetBestRoute2(null, 0, null, address, 0, route, source);
            found = error == 0 ? MibRoute.Read(new ReadOnlySpan<byte>(route, Netio.Route.Length), new ReadOnlySpan<byte>(source, Netio.SocketAddress.Length)) : null;
            return error is not (NotSupported or NotImplemented);
        }
    }

    /// <summary>Throws what an error code means.</summary>
    /// <exception cref="NetworkInformationException">It is not 0.</exception>
    public static void Check(uint error)
    {
        if (error != 0)
        {
            throw new NetworkInformationException((int)error);
        }
    }

    private static byte[] Take(byte* table, int rowLength)
    {
        try
        {
            return new ReadOnlySpan<byte>(table, checked((int)(Netio.FirstRow + (*(uint*)table * rowLength)))).ToArray();
        }
        finally
        {
            FreeMibTable(table);
        }
    }

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetIfTable2(out byte* table);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetUnicastIpAddressTable(ushort family, out byte* table);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void FreeMibTable(byte* table);

    [LibraryImport("iphlpapi")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetBestRoute2(
        byte* luid, uint index, byte* source, byte* destination, uint sortOptions, byte* bestRoute, byte* bestSource);
}
