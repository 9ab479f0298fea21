using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>DNS over HTTP on loopback (RFC 8484 without TLS): hands each message on to a name server, octet by octet.</summary>
internal sealed class DnsOverHttp : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly LoopbackListener _listener;

    public DnsOverHttp(int port)
    {
        _server = new IPEndPoint(IPAddress.Loopback, port);
        _listener = new LoopbackListener(ServeAsync);
    }

    public Uri Address => new($"http://{_listener.Address}/dns-query");

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        var stream = client.GetStream();
        while (await ReadHeadAsync(stream, stop) is { } head)
        {
            var query = new byte[LengthIn(head)];
            await stream.ReadExactlyAsync(query, stop);
            var reply = head.StartsWith("POST /dns-query ", StringComparison.Ordinal) ? await AskAsync(query, stop) : null;
            var status = reply is null ? "404 Not Found" : "200 OK";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/dns-message\r\nContent-Length: {reply?.Length ?? 0}\r\n\r\n"), stop);
            await stream.WriteAsync(reply ?? [], stop);
        }
    }

    private async Task<byte[]> AskAsync(byte[] query, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(_server, stop);
        await socket.SendAsync(query, stop);
        var reply = new byte[65535];
        return reply[..await socket.ReceiveAsync(reply, stop)];
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static int LengthIn(string head) => int.Parse(
        head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1], CultureInfo.InvariantCulture);
}
