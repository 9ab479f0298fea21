using System.Net;
using System.Net.Sockets;

namespace Mooring.Dns;

/// <summary>One query over TCP, on a connection of its own.</summary>
internal static class TcpExchange
{
    /// <summary>Sends, and reads until a reply fits, the server closes, or the token ends it.</summary>
    /// <param name="server">Where to connect.</param>
    /// <param name="query">What is sent.</param>
    /// <param name="asked">The name as the caller wrote it.</param>
    /// <param name="noteUnreadable">Is told why a reply with the right id could not be taken.</param>
    /// <param name="cancellation">The time limit of this try.</param>
    public static async Task<Outcome> AskAsync(IPEndPoint server, DnsMessage query, DnsName asked, Action<string> noteUnreadable, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation);
        await using var stream = new NetworkStream(socket);
        await DnsStream.WriteAsync(stream, query.Encode(), cancellation);
        while (await DnsStream.ReadAsync(stream, cancellation) is { } octets)
        {
            var outcome = ReplyCheck.Judge(query, asked, octets, exactCase: false, out var why);
            if (outcome is Outcome.Reply { Message.IsTruncated: false })
            {
                return outcome;
            }

            noteUnreadable(outcome is null ? why ?? "it has another id" : "it is truncated although it came over TCP");
        }

        throw new EndOfStreamException("the server closed the connection without a reply");
    }
}
