using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Mooring.Testing;

/// <summary>A small HTTP server on loopback: tells what it was sent, and answers as the test says.</summary>
public sealed class HookServer : IAsyncDisposable
{
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private readonly LoopbackListener listener;

    /// <summary>Starts on a free port.</summary>
    public HookServer() => listener = new LoopbackListener(TalkAsync);

    /// <summary>The answer; null: none at all.</summary>
    public string? Answer { get; set; } = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";

    /// <summary>The answer to each request, in place of <see cref="Answer"/>; null: that one.</summary>
    public Func<string, string>? Answers { get; set; }

    /// <summary>Where it listens.</summary>
    public string Url => $"http://{listener.Address}/hook";

    /// <summary>The next request, whole.</summary>
    public ValueTask<string> NextAsync(CancellationToken cancellation) => heard.Reader.ReadAsync(cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task TalkAsync(TcpClient client, CancellationToken stop)
    {
        var text = new StringBuilder();
        var piece = new byte[8192];
        while (!IsWhole(text.ToString()))
        {
            var read = await client.GetStream().ReadAsync(piece, stop);
            if (read == 0)
            {
                return;
            }

            text.Append(Encoding.UTF8.GetString(piece, 0, read));
        }

        await heard.Writer.WriteAsync(text.ToString(), stop);
        if ((Answers?.Invoke(text.ToString()) ?? Answer) is { } answer)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer), stop);
        }
        else
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
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
