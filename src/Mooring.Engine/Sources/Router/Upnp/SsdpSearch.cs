using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Mooring.Core;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>Where a router says that its description lies; or why that is not followed.</summary>
internal sealed record FoundDevice(Uri? Location, Text? Why);

/// <summary>Searches for the Internet gateway on the network that the router is on.</summary>
/// <param name="ports">Where routers listen.</param>
/// <param name="time">The clock of the search.</param>
internal sealed class SsdpSearch(RouterPorts ports, TimeProvider time)
{
    /// <summary>How far a search may travel (UPnP Device Architecture 2.0 §1.3.2).</summary>
    private const short Hops = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(700);

    /// <summary>What the router answers, each place once, until the search is over; what others answer is passed over.</summary>
    /// <exception cref="SocketException">Nothing can be sent.</exception>
    public async IAsyncEnumerable<FoundDevice> FindAsync(IPAddress gateway, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var socket = await OpenAsync(gateway, cancellation);
        var sending = RepeatAsync(socket, gateway, both.Token);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await SendAsync(socket, gateway, both.Token);
            while (await ReceiveAsync(socket, gateway, both.Token) is { } location)
            {
                if (seen.Add(location))
                {
                    yield return GatewayUrl.TryAccept(null, location, gateway, out var url, out var why) ? new FoundDevice(url, null) : new FoundDevice(null, why);
                }
            }
        }
        finally
        {
            await both.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>A socket on the interface that leads to the router, and on no other.</summary>
    private static async Task<Socket> OpenAsync(IPAddress gateway, CancellationToken cancellation)
    {
        using var route = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await route.ConnectAsync(new IPEndPoint(gateway, 1), cancellation);
        var local = ((IPEndPoint)route.LocalEndPoint!).Address;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, local.GetAddressBytes());
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, Hops);
        socket.Bind(new IPEndPoint(local, 0));
        return socket;
    }

    private async Task RepeatAsync(Socket socket, IPAddress gateway, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Repeat, time, cancellation);
            await SendAsync(socket, gateway, cancellation);
        }
    }

    /// <summary>To the group, and to the router alone, for networks whose switches or access points lose multicast.</summary>
    private async Task SendAsync(Socket socket, IPAddress gateway, CancellationToken cancellation)
    {
        foreach (var search in SsdpMessage.Searches(new IPEndPoint(ports.SearchGroup, ports.Search)))
        {
            await socket.SendToAsync(search, new IPEndPoint(ports.SearchGroup, ports.Search), cancellation);
            await socket.SendToAsync(search, new IPEndPoint(gateway, ports.Search), cancellation);
        }
    }

    /// <summary>The place that the router's next answer names; null when the search is over.</summary>
    private static async Task<string?> ReceiveAsync(Socket socket, IPAddress gateway, CancellationToken cancellation)
    {
        var buffer = new byte[DatagramExchange.LargestDatagram];
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), cancellation);
                if (((IPEndPoint)received.RemoteEndPoint).Address.Equals(gateway) && SsdpMessage.ReadLocation(buffer.AsSpan(0, received.ReceivedBytes)) is { } location)
                {
                    return location;
                }
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Windows tells of a closed port this way; the group may answer all the same.
            }
        }

        return null;
    }
}
