using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Mooring.Testing;

/// <summary>A small HTTP server on loopback: tells what it was sent, and answers as the test says.</summary>
public sealed class HookServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private readonly Task serving;

    /// <summary>Starts on a free port.</summary>
    public HookServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The answer; null: none at all.</summary>
    public string? Answer { get; set; } = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";

    /// <summary>Where it listens.</summary>
    public string Url => $"http://{listener.LocalEndpoint}/hook";

    /// <summary>The next request, whole.</summary>
    public ValueTask<string> NextAsync(CancellationToken cancellation) => heard.Reader.ReadAsync(cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var near = client;
        try
        {
            var text = new StringBuilder();
            var piece = new byte[8192];
            while (!IsWhole(text.ToString()))
            {
                var read = await near.GetStream().ReadAsync(piece, stop.Token);
                if (read == 0)
                {
                    return;
                }

                text.Append(Encoding.UTF8.GetString(piece, 0, read));
            }

            await heard.Writer.WriteAsync(text.ToString(), stop.Token);
            if (Answer is { } answer)
            {
                await near.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test is over, or the client gave up.
        }
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = head < 0 ? -1 : text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return head >= 0 && (length < 0
            || Encoding.UTF8.GetByteCount(text[(head + 4)..]) >= int.Parse(text[(length + 16)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture));
    }
}
