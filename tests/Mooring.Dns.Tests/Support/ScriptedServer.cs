using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Dns.Tests;

/// <summary>A name server on one free port of one or more loopback addresses, over UDP and TCP, that sends whatever a test tells it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly List<Socket> _sockets;
    private readonly Func<Received, IEnumerable<byte[]>> _script;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private readonly SemaphoreSlim _came = new(0);
    private int _awaited;

    /// <summary>Starts it.</summary>
    /// <param name="script">What to send for each query; nothing at all is silence.</param>
    /// <param name="overTcp">False: nothing listens on TCP.</param>
    /// <param name="addresses">Default 127.0.0.1.</param>
    public ScriptedServer(Func<Received, IEnumerable<byte[]>> script, bool overTcp = true, params string[] addresses)
    {
        _script = script;
        _sockets = Bind([.. addresses.DefaultIfEmpty("127.0.0.1").Select(IPAddress.Parse)], overTcp);
        _work = Task.WhenAll(_sockets.Select(socket => socket.SocketType == SocketType.Dgram ? ServeUdpAsync(socket) : ServeTcpAsync(socket)));
    }

    /// <summary>One query as it came.</summary>
    public sealed record Received(byte[] Octets, DnsMessage Query, IPEndPoint From, IPAddress To, bool OverTcp)
    {
        public DnsQuestion Question => Query.Questions[0];
    }

    /// <summary>The first address.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_sockets[0].LocalEndPoint!;

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
        _sockets.ForEach(socket => socket.Dispose());
        _stop.Dispose();
        _came.Dispose();
    }

    private static List<Socket> Bind(IPAddress[] addresses, bool overTcp)
    {
        SocketType[] types = overTcp ? [SocketType.Dgram, SocketType.Stream] : [SocketType.Dgram];
        while (true)
        {
            var port = 0;
            var sockets = new List<Socket>();
            try
            {
                foreach (var (address, type) in addresses.SelectMany(address => types.Select(type => (address, type))))
                {
                    var socket = new Socket(address.AddressFamily, type, ProtocolType.Unspecified);
                    sockets.Add(socket);
                    socket.Bind(new IPEndPoint(address, port));
                    port = ((IPEndPoint)socket.LocalEndPoint!).Port;
                    if (type == SocketType.Stream)
                    {
                        socket.Listen();
                    }
                }

                return sockets;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody else has the port that the first socket drew: draw another for all.
                sockets.ForEach(socket => socket.Dispose());
            }
        }
    }

    private async Task ServeUdpAsync(Socket socket)
    {
        var buffer = new byte[65535];
        var to = ((IPEndPoint)socket.LocalEndPoint!).Address;
        await UntilStoppedAsync(async () =>
        {
            var got = await socket.ReceiveFromAsync(buffer, socket.LocalEndPoint!, _stop.Token);
            foreach (var reply in Script(buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint, to, overTcp: false))
            {
                await socket.SendToAsync(reply, got.RemoteEndPoint, _stop.Token);
            }
        });
    }

    private async Task ServeTcpAsync(Socket listener)
    {
        var connections = new List<Task>();
        await UntilStoppedAsync(async () => connections.Add(ServeAsync(await listener.AcceptAsync(_stop.Token))));
        await Task.WhenAll(connections);
    }

    // A connection stays open until the asker closes it, so that silence is silence.
    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        try
        {
            while (await DnsStream.ReadAsync(stream, _stop.Token) is { } octets)
            {
                foreach (var reply in Script(octets, (IPEndPoint)connection.RemoteEndPoint!, ((IPEndPoint)connection.LocalEndPoint!).Address, overTcp: true))
                {
                    await DnsStream.WriteAsync(stream, reply, _stop.Token);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The test is over, or the asker has gone.
        }
    }

    private async Task UntilStoppedAsync(Func<Task> work)
    {
        try
        {
            while (true)
            {
                await work();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private IEnumerable<byte[]> Script(byte[] octets, IPEndPoint from, IPAddress to, bool overTcp)
    {
        Assert.True(DnsMessage.TryDecode(octets, out var query, out var why), why);
        var received = new Received(octets, query, from, to, overTcp);
        Queries.Enqueue(received);
        _came.Release();
        return _script(received);
    }
}
