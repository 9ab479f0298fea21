using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Mooring.Core;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>Talks HTTP to the router, and to nobody else whatever it says.</summary>
/// <remarks>Every connection goes to the router's own address; no redirect, proxy, cookie or decompression, and bounded in size and time.</remarks>
internal sealed class GatewayHttp : IDisposable
{
    /// <summary>The most octets of a body; descriptions of real routers have up to 40,000.</summary>
    public const int LargestBody = 256 * 1024;

    private const int LargestHead = 16;   // KiB
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpMessageInvoker sender;
    private readonly TimeProvider time;

    /// <summary>Connects to nobody yet.</summary>
    /// <param name="gateway">The router.</param>
    /// <param name="time">The clock of the limits.</param>
    public GatewayHttp(IPAddress gateway, TimeProvider time)
    {
        this.time = time;
        sender = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = LargestHead,
            MaxResponseDrainSize = 0,
            // Routers close a connection without a word, so none serves twice.
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellation) => ConnectAsync(new IPEndPoint(gateway, context.DnsEndPoint.Port), cancellation),
        });
    }

    /// <summary>The device's description.</summary>
    public Task<HttpBody> GetAsync(Uri url, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellation);

    /// <summary>Asks a service.</summary>
    public Task<HttpBody> AskAsync(WanService service, CancellationToken cancellation) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, service.Control)
        {
            Headers = { { "SOAPACTION", AddressAction.Header(service.Type) } },
            Content = new ByteArrayContent(AddressAction.Request(service.Type))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/xml", "utf-8") },
            },
        },
        cancellation);

    /// <inheritdoc />
    public void Dispose() => sender.Dispose();

    private async Task<HttpBody> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using (request)
        {
            request.Headers.ConnectionClose = true;
            using var response = await sender.SendAsync(request, both.Token);

            // A refusal of UPnP is a body with status 500.
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.InternalServerError
                ? await ReadAsync(response, both.Token)
                : new HttpBody(null, new Text($"it answered HTTP {(int)response.StatusCode}", $"应答为 HTTP {(int)response.StatusCode}"));
        }
    }

    private static async Task<HttpBody> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LargestBody + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length <= LargestBody
            ? new HttpBody(buffer[..length], null)
            : new HttpBody(null, new Text("it answered with more than any router has to say", "应答过大，不像路由器的应答"));
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A body, or why there is none.</summary>
internal sealed record HttpBody(byte[]? Octets, Text? Why);
