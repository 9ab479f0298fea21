using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mooring.Sandbox.Hosting;

/// <summary>One HTTP service.</summary>
/// <param name="Port">Its listening sockets.</param>
/// <param name="Handler">Answers its requests.</param>
/// <param name="Certificate">For HTTPS; null for plain HTTP.</param>
internal sealed record HttpService(BoundPort Port, RequestDelegate Handler, X509Certificate2? Certificate = null);

/// <summary>Kestrel alone, on sockets that are bound already: no host, configuration, environment, signal handlers or logs.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    // Clients in the middle of a request get this long; then their connections are cut.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    // Alidns' SDK sends every parameter in the query, bulk tasks too; Tencent takes 32 KB there.
    private const int LongestRequestLine = 128 * 1024;

    private readonly KestrelServer server;
    private readonly ServiceProvider provider;
    private readonly TimeProvider time;

    private HttpFront(KestrelServer server, ServiceProvider provider, TimeProvider time)
    {
        this.server = server;
        this.provider = provider;
        this.time = time;
    }

    /// <summary>Starts answering on every service's sockets, which it closes at its end.</summary>
    public static async Task<HttpFront> StartAsync(
        IReadOnlyList<HttpService> services, TimeProvider time, CancellationToken cancellation)
    {
        var needs = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        var options = new KestrelServerOptions { ApplicationServices = needs, AddServerHeader = false };
        options.Limits.MaxRequestLineSize = LongestRequestLine;
        var sockets = new Dictionary<EndPoint, Socket>();
        foreach (var service in services)
        {
            foreach (var socket in service.Port.Of(ProtocolType.Tcp))
            {
                sockets.Add(socket.Local(), socket);
                options.Listen(socket.Local(), listen => Configure(listen, service.Certificate));
            }
        }

        var transport = new SocketTransportOptions { CreateBoundListenSocket = local => sockets[local] };
        var kestrel = new KestrelServer(
            Options.Create(options), new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        await kestrel.StartAsync(new Application(services.ToDictionary(service => service.Port.Port, service => service.Handler)), cancellation);
        return new HttpFront(kestrel, needs, time);
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace, time);
        await server.StopAsync(grace.Token);
        server.Dispose();
        await provider.DisposeAsync();
    }

    // HTTP/1.1 only: faults like a reset or a cut body are then the connection's, as a client of the clouds sees them.
    private static void Configure(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }

    private sealed class Application(Dictionary<int, RequestDelegate> handlers) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handlers[context.Connection.LocalPort](context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
