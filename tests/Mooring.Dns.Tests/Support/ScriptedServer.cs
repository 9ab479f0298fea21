using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Dns.Tests;

/// <summary>A name server on a free loopback port, over UDP and TCP, that sends whatever a test tells it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _udp;
    private readonly TcpListener? _tcp;
    private readonly Func<Received, IEnumerable<byte[]>> _script;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private readonly SemaphoreSlim _came = new(0);
    private int _awaited;

    /// <summary>Starts it.</summary>
    /// <param name="script">What to send for each query; nothing at all is silence.</param>
    /// <param name="overTcp">False: nothing listens on TCP.</param>
    /// <param name="address">Default 127.0.0.1.</param>
    public ScriptedServer(Func<Received, IEnumerable<byte[]>> script, bool overTcp = true, IPAddress? address = null)
    {
        _script = script;
        (_udp, _tcp) = Bind(address ?? IPAddress.Loopback, overTcp);
        _work = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    /// <summary>One query as it came.</summary>
    public sealed record Received(byte[] Octets, DnsMessage Query, IPEndPoint From, bool OverTcp)
    {
        public DnsQuestion Question => Query.Questions[0];
    }

    public IPEndPoint EndPoint => (IPEndPoint)_udp.LocalEndPoint!;

    public ConcurrentQueue<Received> Queries { get; } = new();

    /// <summary>A server that answers every query with one message.</summary>
    public static ScriptedServer Answering(Func<DnsMessage, DnsMessage> answer) => new(received => [answer(received.Query).Encode()]);

    /// <summary>Completes once that many queries have come.</summary>
    public async Task WaitForQueriesAsync(int count, CancellationToken cancellation)
    {
        for (; _awaited < count; _awaited++)
        {
            await _came.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _udp.Dispose();
        _tcp?.Dispose();
        _stop.Dispose();
        _came.Dispose();
    }

    private static (Socket Udp, TcpListener? Tcp) Bind(IPAddress address, bool overTcp)
    {
        while (true)
        {
            var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(address, 0));
            if (!overTcp)
            {
                return (udp, null);
            }

            var tcp = new TcpListener(address, ((IPEndPoint)udp.LocalEndPoint!).Port);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException)
            {
                // Somebody else's TCP port: draw another for both.
                tcp.Dispose();
                udp.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[65535];
        try
        {
            while (true)
            {
                var got = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(_udp.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0), _stop.Token);
                foreach (var reply in Script(buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint, overTcp: false))
                {
                    await _udp.SendToAsync(reply, got.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (_tcp is not null)
            {
                using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                if (await DnsStream.ReadAsync(stream, _stop.Token) is not { } octets)
                {
                    continue;
                }

                foreach (var reply in Script(octets, (IPEndPoint)client.Client.RemoteEndPoint!, overTcp: true))
                {
                    await DnsStream.WriteAsync(stream, reply, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private IEnumerable<byte[]> Script(byte[] octets, IPEndPoint from, bool overTcp)
    {
        Assert.True(DnsMessage.TryDecode(octets, out var query, out var why), why);
        var received = new Received(octets, query, from, overTcp);
        Queries.Enqueue(received);
        _came.Release();
        return _script(received);
    }
}
