using System.Net;
using System.Net.NetworkInformation;

namespace Mooring.Dns;

/// <summary>The resolvers this machine is set up with.</summary>
public static class SystemResolvers
{
    /// <summary>The port of DNS.</summary>
    public const int Port = 53;

    // What Windows lists for interfaces nobody set up (deprecated site-local addresses).
    private static readonly IPNetwork Unset = IPNetwork.Parse("fec0:0:0:ffff::/64");

    /// <summary>Reads them: the framework's view of the interfaces on Windows, <c>/etc/resolv.conf</c> elsewhere.</summary>
    /// <returns>At least one server: where none is set up, this machine itself, as libc does.</returns>
    public static IReadOnlyList<IPEndPoint> Read() =>
        OrThisMachine(OperatingSystem.IsWindows() ? OfInterfaces() : OfFile("/etc/resolv.conf"));

    /// <summary>The servers of a resolv.conf; none where it cannot be read.</summary>
    private static IReadOnlyList<IPEndPoint> OfFile(string path)
    {
        try
        {
            return ResolvConf.Servers(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The servers of the interfaces that are up, those with a gateway first, each once.</summary>
    private static IReadOnlyList<IPEndPoint> OfInterfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(card => card.GetIPProperties())
            .OrderByDescending(properties => properties.GatewayAddresses.Count > 0)
            .SelectMany(properties => properties.DnsAddresses)
            .Where(address => !Unset.Contains(address))
            .Distinct()
            .Select(address => new IPEndPoint(address, Port)),
    ];

    private static IReadOnlyList<IPEndPoint> OrThisMachine(IReadOnlyList<IPEndPoint> servers) =>
        servers.Count > 0 ? servers : [new IPEndPoint(IPAddress.Loopback, Port)];
}
