using System.Net;
using System.Net.Sockets;

namespace Mooring.Testing;

/// <summary>Accepts TCP connections on a free port of loopback, and serves each by itself until it is disposed.</summary>
public sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    /// <summary>Starts to accept.</summary>
    /// <param name="serve">Serves one connection, which is closed afterwards; either side may leave at any time.</param>
    public LoopbackListener(Func<TcpClient, CancellationToken, Task> serve)
    {
        listener.Start();
        serving = AcceptAsync(serve);
    }

    /// <summary>Where it listens, as <c>127.0.0.1:port</c>.</summary>
    public string Address => listener.LocalEndpoint.ToString()!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task AcceptAsync(Func<TcpClient, CancellationToken, Task> serve)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token), serve));
            }
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever begins to accept in the moment in which the listener goes hears either that or "not listening".
            await Task.WhenAll(connections);
        }
    }

    private async Task TalkAsync(TcpClient client, Func<TcpClient, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client, stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // Either side left, or the test is over.
            }
        }
    }
}
