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

    private static IReadOnlyList<MibRoute>? Routes() =>
        MibNetwork.Routes(Outside.Addresses.Select(address => (IpHelper.TryRouteTo(SocketAddressInet.Write(address), out var route), route)));
}
