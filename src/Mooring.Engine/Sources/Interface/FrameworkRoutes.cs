using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>The way out of each family, as far as .NET tells it.</summary>
internal static class FrameworkRoutes
{
    private const int AnyPort = 9;

    /// <summary>The routes that lead out over these interfaces.</summary>
    public static IReadOnlyList<DefaultRoute> Of(IReadOnlyCollection<NetworkInterface> cards) =>
        [.. Outside.Addresses.Select(SourceTowards).OfType<IPAddress>().Select(source => Over(cards, source)).OfType<DefaultRoute>()];

    /// <summary>The source address that a packet to this address would get; null where no route leads there.</summary>
    private static IPAddress? SourceTowards(IPAddress destination)
    {
        try
        {
            // A datagram socket that is "connected" looks up the route and sends nothing.
            using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(new IPEndPoint(destination, AnyPort));
            return socket.LocalEndPoint is IPEndPoint local ? new IPAddress(local.Address.GetAddressBytes()) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static DefaultRoute? Over(IEnumerable<NetworkInterface> cards, IPAddress source)
    {
        var card = cards.FirstOrDefault(card => card.GetIPProperties().UnicastAddresses.Any(
            one => one.Address.GetAddressBytes().AsSpan().SequenceEqual(source.GetAddressBytes())));
        return card is null ? null : new DefaultRoute(source.Family(), card.Name, source)
        {
            Gateway = card.GetIPProperties().GatewayAddresses.Select(one => one.Address)
                .FirstOrDefault(one => one.AddressFamily == source.AddressFamily && !one.Equals(IPAddress.Any) && !one.Equals(IPAddress.IPv6Any)),
        };
    }
}
