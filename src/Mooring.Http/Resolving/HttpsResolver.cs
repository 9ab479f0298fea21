using System.Net;
using System.Net.Http.Headers;
using Mooring.Core;
using Mooring.Dns;

namespace Mooring.Http;

/// <summary>A resolver asked over HTTPS (RFC 8484), by POST, so that no HTTP cache answers in its place; HTTP/2 where the server speaks it.</summary>
/// <remarks>Safe for concurrent use. The server is verified like every other; its own name is resolved as the connections' options say.</remarks>
public sealed class HttpsResolver : IHttpsResolver, IDisposable
{
    /// <summary>How long one question may take: name, connection, TLS and the whole answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(6);

    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="address">Where to ask: <c>https://dns.alidns.com/dns-query</c>; <c>http</c> on loopback only.</param>
    /// <param name="connections">Roots, resolver of the server's own name, network time.</param>
    /// <param name="time">The clock of all limits.</param>
    public HttpsResolver(Uri address, HttpConnectionOptions connections, TimeProvider time)
        : this(address, HttpConnections.Create(connections, time), time)
    {
    }

    /// <summary>Over a handler of a test's choice, which it then owns.</summary>
    internal HttpsResolver(Uri address, HttpMessageHandler handler, TimeProvider time)
    {
        Address = address;
        _invoker = new HttpMessageInvoker(handler);
        _time = time;
    }

    /// <inheritdoc />
    public Uri Address { get; }

    private string Name => ((IHttpsResolver)this).Name;

    /// <inheritdoc />
    public async Task<DnsMessage> QueryAsync(DnsQuestion question, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await AskAsync(question, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed(DnsQueryFault.TimedOut, question, new Text(
                $"no reply within {Limit.TotalSeconds:0} s; check the address and that no firewall drops it", $"{Limit.TotalSeconds:0} 秒内没有应答；请检查地址以及防火墙是否拦截"));
        }
        catch (Exception e) when (e is not DnsQueryException && TransportFailure.From(e) is { } failure)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Failed(DnsQueryFault.Unreachable, question, failure.What, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();

    private async Task<DnsMessage> AskAsync(DnsQuestion question, CancellationToken cancellation)
    {
        var query = HttpsMessages.Query(question);
        using var request = Request(query);
        request.Options.Set(Dialer.RequestLimit, cancellation);
        using var response = await _invoker.SendAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Failed(DnsQueryFault.Refused, question, new Text(
                $"it answers with HTTP status {(int)response.StatusCode}; check its path, often /dns-query", $"它以 HTTP 状态码 {(int)response.StatusCode} 应答；请检查路径，通常为 /dns-query"));
        }

        var body = await ReadAsync(response.Content, cancellation);
        if (body is null || !string.Equals(response.Content.Headers.ContentType?.MediaType, HttpsMessages.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw Failed(DnsQueryFault.Unreadable, question, new Text(
                "something that is no DNS message came back; check its path, and that no login page stands in between", "收到的不是 DNS 报文；请检查路径，以及中间是否有登录页面"));
        }

        return HttpsMessages.TryRead(query, body, response.Headers.Age ?? TimeSpan.Zero, out var reply, out var why)
            ? reply
            : throw Failed(DnsQueryFault.Unreadable, question, new Text($"the reply cannot be taken ({why}); ask another server", $"应答不可用（{why}）；请换一台服务器"));
    }

    private HttpRequestMessage Request(DnsMessage query) => new(HttpMethod.Post, Address)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        Headers = { Accept = { new MediaTypeWithQualityHeaderValue(HttpsMessages.MediaType) } },
        Content = new ByteArrayContent(query.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue(HttpsMessages.MediaType) } },
    };

    /// <summary>The whole body; null where it is longer than any message.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var body = await content.ReadAsStreamAsync(cancellation);
        var octets = new byte[HttpsMessages.MaxLength + 1];
        var length = await body.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, cancellation);
        return length > HttpsMessages.MaxLength ? null : octets[..length];
    }

    private DnsQueryException Failed(DnsQueryFault fault, DnsQuestion question, Text what, Exception? cause = null) => new(fault, new Text(
        $"asked {Name} for {question}: {what.English}", $"向 {Name} 查询 {question}：{what.Chinese}"), cause);
}
