using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Mooring.Core;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Asks a STUN server over UDP, from a port of its own.</summary>
/// <param name="time">The clock of the retransmissions.</param>
internal sealed class StunProbe(TimeProvider time)
{
    /// <summary>The first retransmission time-out, doubled with each (RFC 8489 §6.2.1).</summary>
    private static readonly TimeSpan FirstTimeout = TimeSpan.FromMilliseconds(500);

    private static readonly Text NothingInIt = new("it answered without an address", "应答中没有地址");

    /// <summary>Sends until an answer comes or the caller's limit is over. Datagrams of others are passed over.</summary>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    public async Task<ProbeReply> AskAsync(IPEndPoint server, CancellationToken cancellation)
    {
        var transaction = RandomNumberGenerator.GetBytes(StunMessage.TransactionLength);
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellation);
        var answer = await DatagramExchange.AskAsync(
            socket, StunMessage.Request(transaction), datagram => StunMessage.Answers(datagram, transaction), FirstTimeout, time, cancellation);
        return StunMessage.ReadAddress(answer) is { } address
            ? new ProbeReply.Told(address.ToString())
            : new ProbeReply.Failed(NothingInIt, ProbeFault.NoAddress);
    }
}
