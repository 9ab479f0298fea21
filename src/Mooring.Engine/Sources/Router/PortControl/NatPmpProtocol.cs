using System.Net;
using System.Net.Sockets;

namespace Mooring.Engine.Sources.Router.PortControl;

/// <summary>Asks over NAT-PMP (RFC 6886).</summary>
/// <param name="ports">Where the router listens.</param>
/// <param name="time">The clock of the repetitions.</param>
internal sealed class NatPmpProtocol(RouterPorts ports, TimeProvider time) : IRouterProtocol
{
    /// <summary>The pause before a question is repeated, doubled each time (§3.1).</summary>
    public static readonly TimeSpan FirstTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Three questions: the router is one hop away.</summary>
    public TimeSpan Limit => FirstTimeout * 7;

    /// <inheritdoc />
    public async Task<RouterReply> AskAsync(IPAddress gateway, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(gateway, ports.PortControl), cancellation);
        return NatPmpMessage.Read(await DatagramExchange.AskAsync(
            socket, NatPmpMessage.Request(), NatPmpMessage.IsAnswer, FirstTimeout, time, cancellation));
    }
}
