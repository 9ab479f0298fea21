using System.Net.NetworkInformation;
using System.Runtime.Versioning;

namespace Mooring.Engine.Sources.Interface.Windows;

/// <summary>Reads interfaces, addresses and the way out from the tables of Windows, lifetimes and origins included.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsNetwork
{
    /// <summary>The tables as they are now.</summary>
    /// <exception cref="NetworkInformationException">Windows does not tell.</exception>
    public static (IReadOnlyList<NetworkCard> Interfaces, IReadOnlyList<DefaultRoute> Routes) Read()
    {
        var (interfaces, routes) = MibNetwork.Join(IpHelper.Interfaces(), IpHelper.Addresses(), Routes());
        return (interfaces, routes ?? FrameworkRoutes.Of(NetworkInterface.GetAllNetworkInterfaces()));
    }

    /// <summary>The ways out; null on what stands in for Windows and has no such call.</summary>
    private static MibRoute[]? Routes()
    {
        try
        {
            return [.. Outside.Addresses.Select(address => IpHelper.RouteTo(SocketAddressInet.Write(address))).OfType<MibRoute>()];
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }
}
