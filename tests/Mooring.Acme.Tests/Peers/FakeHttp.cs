using System.Net.Sockets;
using System.Text;
using Mooring.Testing;

namespace Mooring.Acme.Tests;

/// <summary>A request as the server read it.</summary>
public sealed record FakeRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>An answer; <see cref="Raw"/> stands in for the whole of it, an empty one closes the connection without a word.</summary>
public sealed record FakeReply(int Status, string Body = "", string Type = "application/json", params string[] Headers)
{
    public byte[]? Raw { get; init; }

    public static FakeReply Nothing { get; } = new(0) { Raw = [] };

    public byte[] ToBytes() => Raw ?? Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {Status} X\r\nContent-Type: {Type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n"
        + string.Concat(Headers.Select(header => header + "\r\n")) + "\r\n" + Body);
}

/// <summary>An HTTP/1.1 server on loopback that keeps connections open.</summary>
public sealed class FakeHttp : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly Func<FakeRequest, FakeReply> answer;

    public FakeHttp(Func<FakeRequest, FakeReply> answer)
    {
        this.answer = answer;
        listener = new LoopbackListener(TalkAsync);
    }

    public string Root => $"http://{listener.Address}";

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task TalkAsync(TcpClient client, CancellationToken stop)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        while (await ReadAsync(reader, stop) is { } request)
        {
            var reply = answer(request);
            var bytes = reply.ToBytes();
            await client.GetStream().WriteAsync(request.Method == "HEAD" ? Head(bytes) : bytes, stop);
            if (reply.Raw is not null)
            {
                return;
            }
        }
    }

    private static byte[] Head(byte[] reply) => reply[..(reply.AsSpan().IndexOf("\r\n\r\n"u8) + 4)];

    private static async Task<FakeRequest?> ReadAsync(StreamReader reader, CancellationToken stop)
    {
        if (await reader.ReadLineAsync(stop) is not { } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
        {
            var pair = line.Split(": ", 2);
            headers[pair[0]] = pair[1];
        }

        var body = new char[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
        if (body.Length > 0)
        {
            // Asked for nothing, it would wait for the next request.
            await reader.ReadBlockAsync(body, stop);
        }

        var words = first.Split(' ');
        return new(words[0], words[1], headers, new string(body));
    }
}
