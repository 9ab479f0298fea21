using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>A web server on loopback that answers each request line with the bytes a test gives it.</summary>
internal sealed class PlainHttpServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Func<string, string> answer;
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    private PlainHttpServer(IPAddress address, Func<string, string> answer)
    {
        this.answer = answer;
        listener = new TcpListener(address, 0);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The requests as they came, heads only.</summary>
    public IList<string> Requests { get; } = new List<string>();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Starts a server; <paramref name="answer"/> maps a path to a whole response.</summary>
    public static PlainHttpServer Start(Func<string, string> answer, IPAddress? address = null) => new(address ?? IPAddress.Loopback, answer);

    /// <summary>A response with a body.</summary>
    public static string Response(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            await using var stream = client.GetStream();
            var head = await ReadHeadAsync(stream);
            Requests.Add(head);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer(head.Split(' ')[1])), stop.Token);
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, stop.Token) > 0)
        {
            head.Append((char)buffer[0]);
        }

        return head.ToString();
    }
}
