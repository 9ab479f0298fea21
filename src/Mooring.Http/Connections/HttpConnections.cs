
namespace Mooring.Http;

/// <summary>Makes the handlers that every HTTP request of this program goes through.</summary>
/// <remarks>
/// HTTP/1.1 with kept-alive connections; no redirects followed, no cookies, no decompression, no proxy from the environment.
/// <c>http://</c> reaches loopback only, whatever the name resolves to: everything else here carries signatures or is trusted, and needs TLS.
/// </remarks>
public static class HttpConnections
{
    /// <summary>A handler for these options. Dispose it with its last request.</summary>
    /// <param name="options">How to connect.</param>
    /// <param name="time">The clock for time limits and head starts.</param>
    public static HttpMessageHandler Create(HttpConnectionOptions options, TimeProvider time)
    {
        var dialer = new Dialer(options, time);
        if (options.NetworkTime is { } networkTime)
        {
            return new TlsTimeHandler((check, connecting) => Make(options, dialer, check, connecting), options, networkTime, time);
        }

        var check = new ServerCertificateCheck(options.RootCertificates, options.Witness);
        return Make(options, dialer, check, () => check.JudgeAt(time.GetUtcNow()));
    }

    private static SocketsHttpHandler Make(HttpConnectionOptions options, Dialer dialer, ServerCertificateCheck check, Action connecting) => new()
    {
        UseProxy = options.Proxy is not null,
        Proxy = options.Proxy?.ToWebProxy(),
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        SslOptions = check.Options,
        ConnectTimeout = options.ConnectTimeout,
        // Shorter than any cloud's own keep-alive, so that a request seldom meets a connection the host is just closing; and short, since after
        // a change of address or a sleep a request on a connection of before would wait out its time limit.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectCallback = (context, cancellation) =>
        {
            connecting();
            return dialer.ConnectAsync(context, cancellation);
        },
        PlaintextStreamFilter = (connection, _) =>
        {
            options.Witness?.SeeConnected(connection.PlaintextStream);
            return ValueTask.FromResult(Marked(connection));
        },
    };

    /// <summary>A CONNECT to the proxy is not yet the request.</summary>
    private static Stream Marked(SocketsHttpPlaintextStreamFilterContext connection) =>
        connection.InitialRequestMessage.Method == HttpMethod.Connect ? connection.PlaintextStream : new MarkedStream(connection.PlaintextStream);
}
