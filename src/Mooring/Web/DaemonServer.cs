using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Web;

/// <summary>
/// Kestrel on one address. The host around it is built for its services and never started: no configuration, environment, signal
/// handlers or logs.
/// </summary>
internal sealed class DaemonServer : IAsyncDisposable
{
    private const int LargestBody = 64 * 1024;
    private const int LongestLine = 4 * 1024;
    private const int LargestHead = 16 * 1024;
    private const int MostHeaders = 64;
    private const int MostConnections = 64;
    private static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly WebApplication host;
    private readonly IServer server;

    private DaemonServer(WebApplication host)
    {
        this.host = host;
        server = host.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where it answers, with the port that was really taken.</summary>
    public string Address => server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts answering.</summary>
    /// <exception cref="CommandException">The address cannot be had; says why and what to do. Exit code 2.</exception>
    public static async Task<DaemonServer> StartAsync(IPEndPoint listen, RequestDelegate answer, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LongestLine;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadTime;
            kestrel.Limits.KeepAliveTimeout = IdleTime;
            kestrel.Listen(listen, port => port.Protocols = HttpProtocols.Http1);
        });
        var started = new DaemonServer(builder.Build());
        try
        {
            await started.server.StartAsync(new Application(answer), cancellation);
            return started;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await started.DisposeAsync();
            throw new CommandException(Explain(listen, e), ExitCode.Usage, e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(Grace, TimeProvider.System);
        await server.StopAsync(grace.Token);
        await host.DisposeAsync();
    }

    private static Text Explain(IPEndPoint listen, Exception e)
    {
        var why = (e is IOException { InnerException: AddressInUseException } ? SocketError.AddressAlreadyInUse : (e as SocketException)?.SocketErrorCode) switch
        {
            SocketError.AddressAlreadyInUse => new Text(
                "it is in use. End the program that holds it, or write another port",
                "该端口已被占用。请结束占用它的程序，或改用其他端口"),
            SocketError.AccessDenied => new Text(
                "this user may not. Ports below 1024 need root or CAP_NET_BIND_SERVICE; write a higher port",
                "当前用户无权限。1024 以下的端口需要 root 或 CAP_NET_BIND_SERVICE；请改用更大的端口"),
            SocketError.AddressNotAvailable => new Text(
                $"this machine has no address {listen.Address}. Write one that it has, or 127.0.0.1",
                $"本机没有地址 {listen.Address}。请填写本机已有的地址，或 127.0.0.1"),
            _ => new Text($"{e.Message}. Write another address or port", $"{e.Message}。请改用其他地址或端口"),
        };
        return new Text($"console.listen: cannot listen on {listen}: {why.English}", $"console.listen：无法监听 {listen}：{why.Chinese}");
    }

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
