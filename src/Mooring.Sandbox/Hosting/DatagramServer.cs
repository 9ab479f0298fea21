using System.Net;
using System.Net.Sockets;

namespace Mooring.Sandbox.Hosting;

/// <summary>The answer to one datagram, or null for silence. Must not throw, whatever comes.</summary>
internal delegate byte[]? DatagramAnswer(ReadOnlySpan<byte> request, IPEndPoint client);

/// <summary>Answers the datagrams of one socket, one after the other.</summary>
internal sealed class DatagramServer : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly DatagramAnswer answer;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    /// <summary>Starts answering.</summary>
    /// <param name="socket">A bound UDP socket; closed with this server.</param>
    /// <param name="answer">Makes the answers; called by one thread at a time.</param>
    public DatagramServer(Socket socket, DatagramAnswer answer)
    {
        this.socket = socket;
        this.answer = answer;
        loop = Task.Run(ServeAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        socket.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        var anybody = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var came = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop.Token);
                if (answer(buffer.AsSpan(0, came.ReceivedBytes), (IPEndPoint)came.RemoteEndPoint) is { } reply)
                {
                    await socket.SendToAsync(reply, SocketFlags.None, came.RemoteEndPoint, stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client is gone or cannot be reached: its answer is lost, as datagrams may be. The next may be served.
            }
        }
    }
}
