using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>Asks over PCP (RFC 6887): a mapping for a moment, which is taken back at once.</summary>
/// <param name="ports">Where the server listens.</param>
/// <param name="time">The clock of the repetitions.</param>
internal sealed class PcpProtocol(RouterPorts ports, TimeProvider time) : IRouterProtocol
{
    /// <summary>How long the mapping lives if taking it back gets lost: the least that servers are told to grant (§15).</summary>
    private const uint LifetimeSeconds = 120;

    /// <inheritdoc />
    public TimeSpan Limit => NatPmpProtocol.FirstTimeout * 7;

    /// <inheritdoc />
    public async Task<RouterReply> AskAsync(IPAddress gateway, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(gateway, ports.PortControl), cancellation);

        // The port is this very socket's, which hears nobody but the router: nothing becomes reachable from outside.
        var local = (IPEndPoint)socket.LocalEndPoint!;
        var mapping = new PcpMapping(RandomNumberGenerator.GetBytes(PcpMessage.NonceLength), local.Address, (ushort)local.Port);
        try
        {
            return PcpMessage.Read(await DatagramExchange.AskAsync(
                socket, PcpMessage.Map(mapping, LifetimeSeconds), datagram => PcpMessage.IsAnswer(datagram, mapping), NatPmpProtocol.FirstTimeout, time, cancellation));
        }
        finally
        {
            TakeBack(socket, mapping);
        }
    }

    private static void TakeBack(Socket socket, PcpMapping mapping)
    {
        try
        {
            socket.Send(PcpMessage.Map(mapping, lifetime: 0));
        }
        catch (SocketException)
        {
            // Nobody listens there, so there is no mapping either.
        }
    }
}
