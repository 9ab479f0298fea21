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

        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAsync(socket, StunMessage.Request(transaction), answered.Token);
        var receiving = ReceiveAsync(socket, transaction, answered.Token);
        try
        {
            // An ICMP error is told once, to whichever of the two comes first.
            var answer = await await Task.WhenAny(receiving, sending);
            return StunMessage.ReadAddress(answer) is { } address
                ? new ProbeReply.Told(address.ToString())
                : new ProbeReply.Failed(NothingInIt, ProbeFault.NoAddress);
        }
        finally
        {
            await answered.CancelAsync();
            await ((Task)Task.WhenAll(sending, receiving)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends again and again; ends only by failing.</summary>
    private async Task<byte[]> SendAsync(Socket socket, byte[] request, CancellationToken cancellation)
    {
        for (var pause = FirstTimeout; ; pause *= 2)
        {
            await socket.SendAsync(request, cancellation);
            await Task.Delay(pause, time, cancellation);
        }
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, byte[] transaction, CancellationToken cancellation)
    {
        var buffer = new byte[2048];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (StunMessage.Answers(buffer.AsSpan(0, length), transaction))
            {
                return buffer[..length];
            }
        }
    }
}
