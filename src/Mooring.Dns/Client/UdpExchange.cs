using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Mooring.Dns;

/// <summary>One query over UDP, from a socket of its own.</summary>
internal static class UdpExchange
{
    // IANA's dynamic ports (RFC 6335 §6).
    private const int FirstPort = 49152;
    private const int PortTries = 8;

    /// <summary>Sends, and receives until a reply fits or the token ends it.</summary>
    /// <param name="server">Its family decides the socket's; replies from anywhere else never get here.</param>
    /// <param name="query">What is sent.</param>
    /// <param name="asked">The name as the caller wrote it.</param>
    /// <param name="exactCase">Whether the case of the name's letters must come back.</param>
    /// <param name="noteUnreadable">Is told why a reply with the right id could not be taken.</param>
    /// <param name="cancellation">The time limit of this try.</param>
    public static async Task<Outcome> AskAsync(
        IPEndPoint server, DnsMessage query, DnsName asked, bool exactCase, Action<string> noteUnreadable, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        BindToRandomPort(socket);

        // A connected socket drops what comes from other addresses or ports, and learns that nothing listens there.
        await socket.ConnectAsync(server, cancellation);
        await socket.SendAsync(query.Encode(), cancellation);
        var buffer = new byte[DnsReplies.TcpLimit];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (ReplyCheck.Judge(query, asked, buffer.AsSpan(0, length), exactCase, out var why) is { } outcome)
            {
                return outcome;
            }

            if (why is not null)
            {
                noteUnreadable(why);
            }
        }
    }

    // Not every system gives ports in random order, and a port that can be guessed halves the work of forging (RFC 5452 §4.5).
    private static void BindToRandomPort(Socket socket)
    {
        var any = socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        for (var i = 0; i < PortTries; i++)
        {
            try
            {
                socket.Bind(new IPEndPoint(any, RandomNumberGenerator.GetInt32(FirstPort, IPEndPoint.MaxPort + 1)));
                return;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another socket has it, or Windows keeps it for itself: draw again.
            }
        }

        socket.Bind(new IPEndPoint(any, 0));
    }
}
