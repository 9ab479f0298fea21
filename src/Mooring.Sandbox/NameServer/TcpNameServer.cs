using System.Net;
using System.Net.Sockets;
using Mooring.Dns;

namespace Mooring.Sandbox.NameServer;

/// <summary>Makes the answer to one message, or null for silence. Must not throw, whatever comes.</summary>
internal delegate byte[]? StreamAnswer(ReadOnlySpan<byte> query, IPEndPoint client);

/// <summary>Answers over TCP: many queries on a connection, each after a length of two octets, in order (RFC 7766).</summary>
internal sealed class TcpNameServer : IAsyncDisposable
{
    // RFC 7766 §6.2.3 leaves the number to the server; a stand-in has no reason to be stingy.
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    private readonly Socket listener;
    private readonly StreamAnswer answer;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<Task> connections = [];
    private readonly Task loop;

    /// <summary>Starts answering.</summary>
    /// <param name="listener">A listening socket; closed with this server.</param>
    /// <param name="answer">Makes the answers; called by several threads.</param>
    /// <param name="time">Ends connections on which nothing comes.</param>
    public TcpNameServer(Socket listener, StreamAnswer answer, TimeProvider time)
    {
        this.listener = listener;
        this.answer = answer;
        this.time = time;
        loop = Task.Run(AcceptAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await loop;
        await Task.WhenAll(connections);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stop.Token);
                connections.RemoveWhere(connection => connection.IsCompleted);
                connections.Add(ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client left before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            try
            {
                var peer = (IPEndPoint)client.RemoteEndPoint!;
                var stream = new NetworkStream(client);
                while (await ReadAsync(stream) is { } query)
                {
                    if (answer(query, peer) is { } reply)
                    {
                        await DnsStream.WriteAsync(stream, reply, stop.Token);
                    }
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client left, said nothing for too long, or the sandbox ends.
            }
        }
    }

    private async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        using var idle = new CancellationTokenSource(IdleLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, idle.Token);
        return await DnsStream.ReadAsync(stream, limit.Token);
    }
}
