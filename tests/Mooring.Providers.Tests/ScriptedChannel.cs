using System.Text;
using System.Text.Json;
using Mooring.Http;

namespace Mooring.Providers.Tests;

/// <summary>A channel without a network: shows each signed request to the test and reads the answer the test gives.</summary>
internal sealed class ScriptedChannel(Func<SentRequest, ApiReply> answer) : IApiChannel
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public List<SentRequest> Sent { get; } = [];

    /// <summary>Gives the answers in order, then the last one again and again.</summary>
    public static ScriptedChannel Answering(params ApiReply[] replies)
    {
        var next = 0;
        return new ScriptedChannel(_ => replies[Math.Min(next++, replies.Length - 1)]);
    }

    public async Task<T> SendAsync<T>(ApiCall<T> call, CancellationToken cancellation)
    {
        using var request = call.Sign(Now);
        var sent = await SentRequest.OfAsync(request, call.Kind);
        Sent.Add(sent);
        return call.Read(answer(sent));
    }
}

/// <summary>A request as it would go over the wire.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body, CallKind Kind)
{
    /// <summary>The decoded parameters of the query.</summary>
    public IReadOnlyDictionary<string, string> Query { get; } = Uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    /// <summary>The body's JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    public static async Task<SentRequest> OfAsync(HttpRequestMessage request, CallKind kind)
    {
        _ = request.Content?.Headers.ContentLength;   // puts the header among the others, as sending does
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        return new SentRequest(request.Method.Method, request.RequestUri!, headers, body, kind);
    }

    /// <summary>The request as text, headers in order of their names.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Uri.AbsoluteUri}\n");
        foreach (var (name, value) in Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append($"{name}: {value}\n");
        }

        return text.Append(Body.Length == 0 ? "" : $"\n{Body}\n").ToString();
    }
}

/// <summary>Answers for a <see cref="ScriptedChannel"/>.</summary>
internal static class Replies
{
    public static ApiReply Json(string body, int status = 200, TimeSpan? signingError = null) =>
        new() { Status = status, MediaType = "application/json", Body = Encoding.UTF8.GetBytes(body), SigningError = signingError };

    public static ApiReply Html(int status = 200) =>
        new() { Status = status, MediaType = "text/html", Body = "<html><body>Bad gateway</body></html>"u8.ToArray() };

    public static ApiReply Empty(int status = 200) => new() { Status = status, Body = ReadOnlyMemory<byte>.Empty };
}
