using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Mooring.Sandbox.Hosting;

/// <summary>One HTTP service.</summary>
/// <param name="Port">Its listening sockets.</param>
/// <param name="Handler">Answers its requests.</param>
/// <param name="Certificate">For HTTPS; null for plain HTTP.</param>
internal sealed record HttpService(BoundPort Port, RequestDelegate Handler, X509Certificate2? Certificate = null);

/// <summary>
/// Kestrel on sockets that are bound already. The host around it is built for its services and never started: no configuration,
/// environment, signal handlers or logs.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    // Clients in the middle of a request get this long; then their connections are cut.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    // Alidns' SDK sends every parameter in the query, bulk tasks too; Tencent takes 32 KB there.
    private const int LongestRequestLine = 128 * 1024;

    private readonly WebApplication host;
    private readonly IServer server;

    private HttpFront(WebApplication host)
    {
        this.host = host;
        server = host.Services.GetRequiredService<IServer>();
    }

    /// <summary>Starts answering on every service's sockets, which it closes at its end.</summary>
    public static async Task<HttpFront> StartAsync(IReadOnlyList<HttpService> services, CancellationToken cancellation)
    {
        var sockets = services
            .SelectMany(service => service.Port.Of(ProtocolType.Tcp), (service, socket) => (service, socket))
            .ToDictionary(pair => (EndPoint)pair.socket.Local());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = local => sockets[local].socket);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            foreach (var (service, socket) in sockets.Values)
            {
                kestrel.Listen(socket.Local(), listen => Configure(listen, service.Certificate));
            }
        });
        var front = new HttpFront(builder.Build());
        await front.server.StartAsync(
            new Application(services.ToDictionary(service => service.Port.Port, service => service.Handler)), cancellation);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace, TimeProvider.System);
        await server.StopAsync(grace.Token);
        await host.DisposeAsync();
    }

    // HTTP/1.1 only: faults like a reset or a cut body are then the connection's, as a client of the clouds sees them.
    private static void Configure(ListenOptions listen, X509Certificate2? certificate)
    {
        listen.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            // A selector, because Kestrel tells the name of the connection (SNI) only where there is one.
            listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificateSelector = (_, _) => certificate });
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
