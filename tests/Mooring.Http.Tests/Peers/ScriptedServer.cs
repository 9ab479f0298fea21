using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mooring.Http.Tests;

/// <summary>A TCP server on loopback that plays one step per connection; the last step serves all further ones.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<Peer, Task>[] _steps;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _accepting;

    private ScriptedServer(IPEndPoint end, Func<Peer, Task>[] steps)
    {
        _steps = steps;
        _listener = new TcpListener(end);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Everything clients sent, one entry per request, oldest first.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public IPEndPoint End => (IPEndPoint)_listener.LocalEndpoint;

    public Uri Http => new($"http://{End}");

    public Uri Https => new($"https://localhost:{End.Port}");

    /// <summary>Released once per request read.</summary>
    public SemaphoreSlim Arrivals { get; } = new(0);

    public static ScriptedServer Start(params Func<Peer, Task>[] steps) => new(new IPEndPoint(IPAddress.Loopback, 0), steps);

    public static ScriptedServer StartOn(IPAddress address, int port, params Func<Peer, Task>[] steps) => new(new IPEndPoint(address, port), steps);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_served);
        _stop.Dispose();
        Arrivals.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var number = 0; ; number++)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _served.Add(ServeAsync(socket, _steps[Math.Min(number, _steps.Length - 1)]));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, Func<Peer, Task> step)
    {
        await Task.Yield();
        using var peer = new Peer(socket, this, _stop.Token);
        try
        {
            await step(peer);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client left, or the test is over.
        }
    }
}

/// <summary>The server's side of one connection.</summary>
internal sealed class Peer : IDisposable
{
    private readonly ScriptedServer _server;

    public Peer(Socket socket, ScriptedServer server, CancellationToken stop)
    {
        Socket = socket;
        Stream = new NetworkStream(socket, ownsSocket: true);
        _server = server;
        Stop = stop;
    }

    public Socket Socket { get; }

    public Stream Stream { get; set; }

    public CancellationToken Stop { get; }

    /// <summary>Reads one request with its body; null when the client closed.</summary>
    public async Task<string?> ReadAsync()
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await Stream.ReadAsync(one, Stop) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var head = text.ToString();
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length is null ? 0 : int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
        await Stream.ReadExactlyAsync(body, Stop);
        _server.Requests.Enqueue(head + Encoding.UTF8.GetString(body));
        _server.Arrivals.Release();
        return head;
    }

    public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.UTF8.GetBytes(text), Stop);

    /// <summary>Holds the connection until the client leaves.</summary>
    public async Task HangAsync()
    {
        var ignored = new byte[256];
        while (await Stream.ReadAsync(ignored, Stop) > 0)
        {
        }
    }

    /// <summary>Closes with a TCP reset.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, 0);
        Socket.Close();
    }

    public void Dispose() => Stream.Dispose();
}

/// <summary>Steps that tests put together.</summary>
internal static class Steps
{
    public static string Answer(string body, int status = 200, string headers = "", string type = "application/json") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    /// <summary>Answers every request of the connection alike.</summary>
    public static Func<Peer, Task> Answering(string body, int status = 200, string headers = "", string type = "application/json") =>
        async peer =>
        {
            while (await peer.ReadAsync() is not null)
            {
                await peer.WriteAsync(Answer(body, status, headers, type));
            }
        };

    /// <summary>Answers one request and closes.</summary>
    public static Func<Peer, Task> AnsweringOnce(string body, int status = 200, string headers = "", string type = "application/json") =>
        async peer =>
        {
            await peer.ReadAsync();
            await peer.WriteAsync(Answer(body, status, headers + "Connection: close\r\n", type));
        };

    public static Task ResetBeforeReading(Peer peer)
    {
        peer.Reset();
        return Task.CompletedTask;
    }

    public static async Task ResetAfterReading(Peer peer)
    {
        await peer.ReadAsync();
        peer.Reset();
    }

    public static async Task Hang(Peer peer)
    {
        await peer.ReadAsync();
        await peer.HangAsync();
    }

    public static async Task Truncated(Peer peer)
    {
        await peer.ReadAsync();
        await peer.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"half\":");
    }
}
