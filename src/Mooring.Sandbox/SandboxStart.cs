using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Mooring.Core;
using Mooring.Sandbox.AddressEcho;
using Mooring.Sandbox.Alidns;
using Mooring.Sandbox.CertificateAuthority;
using Mooring.Sandbox.Control;
using Mooring.Sandbox.Hosting;
using Mooring.Sandbox.NameServer;
using Mooring.Sandbox.Seeding;
using Mooring.Sandbox.TencentCloud;
using Mooring.Sandbox.TimeServer;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox;

/// <summary>Brings the parts of the sandbox up, one after the other; what is up can be stopped at any moment.</summary>
/// <param name="options">What, and where.</param>
/// <param name="time">True time.</param>
/// <param name="running">Gets every part as soon as it is up.</param>
internal sealed class SandboxStart(SandboxOptions options, TimeProvider time, RunningParts running)
{
    private readonly ListenAddresses listen = ListenAddresses.For(options.Listen);
    private readonly ThrowAwayRoot root = running.Add(ThrowAwayRoot.Create(time.GetUtcNow()));

    /// <summary>What the parts share.</summary>
    public SandboxWorld World { get; } = new(time);

    /// <summary>The root certificate.</summary>
    public string RootPem => root.Pem;

    /// <summary>Starts everything and returns the ports really taken.</summary>
    public async Task<SandboxPorts> RunAsync(CancellationToken cancellation)
    {
        options.Seed.Plant(World);
        var http = TakeHttp();
        var ports = new SandboxPorts
        {
            Control = http["control"].Port.Port,
            Alidns = http["alidns"].Port.Port,
            Tencent = http["tencent"].Port.Port,
            Echo = http["echo"].Port.Port,
            Ca = http["ca"].Port.Port,
            Sntp = StartTimeServers(),
            Dns = StartNameServers(),
            Tls = options.Tls ? http["tls"].Port.Port : 0,
        };

        // Only now: a start that fails for its ports leaves the root of another sandbox alone.
        await WriteRootAsync(cancellation);
        running.AddServer(await HttpFront.StartAsync([.. http.Values], cancellation));
        return ports;
    }

    private Dictionary<string, HttpService> TakeHttp()
    {
        var (alidns, tencent) = (new AlidnsApi(World), new TencentApi(World));
        var authority = running.Add(new TestAuthority(World, root, new HostNames(World, listen)));
        var certificate = running.Add(root.SignServer(ApiHosts.Certified));
        var services = new Dictionary<string, HttpService>(StringComparer.Ordinal)
        {
            ["control"] = Serve("--control-port", options.Ports.Control, new ControlApi(World).HandleAsync),
            ["alidns"] = Serve("--alidns-port", options.Ports.Alidns, alidns.HandleAsync),
            ["tencent"] = Serve("--tencent-port", options.Ports.Tencent, tencent.HandleAsync),
            ["echo"] = ServeEcho(),
            ["ca"] = Serve("--ca-port", options.Ports.Ca, authority.HandleAsync) with { Certificate = certificate },
        };
        if (options.Tls)
        {
            var router = new TlsRouter(alidns.HandleAsync, tencent.HandleAsync);
            services["tls"] = Serve("--tls-port", options.Ports.Tls, router.RouteAsync) with { Certificate = certificate };
        }

        return services;
    }

    private HttpService Serve(string option, int port, RequestDelegate handler) =>
        new(Take(option, port, Everywhere(ProtocolType.Tcp)), handler);

    private HttpService ServeEcho()
    {
        var echo = Take("--echo-port", options.Ports.Echo, Everywhere(ProtocolType.Tcp).Concat(Everywhere(ProtocolType.Udp)));
        StartStun(echo);
        return new HttpService(echo, context => HttpEcho.AnswerAsync(context, World.Echo));
    }

    private void StartStun(BoundPort echo)
    {
        foreach (var socket in echo.Of(ProtocolType.Udp))
        {
            running.AddServer(new DatagramServer(socket, (request, client) =>
                StunReply.To(request, World.Echo.For(client.Address) is { } told ? new IPEndPoint(told, client.Port) : null)));
        }
    }

    private int StartTimeServers()
    {
        var started = World.Clock.TrueNow;
        var taken = Take("--sntp-port", options.Ports.Sntp, Everywhere(ProtocolType.Udp).Concat(Everywhere(ProtocolType.Udp, offset: 1)));
        foreach (var socket in taken.Sockets)
        {
            running.AddServer(new DatagramServer(socket, (request, _) =>
                SntpReply.To(request, started + World.Clock.Offset, World.Clock.Now, World.Clock.Now)));
        }

        return taken.Port;
    }

    private int StartNameServers()
    {
        var hosts = new HostNames(World, listen);
        var taken = Take("--dns-port", options.Ports.Dns, [.. On(listen.FirstNameServer), .. On(listen.SecondNameServer)]);
        foreach (var socket in taken.Sockets)
        {
            var responder = new Responder(listen.SecondNameServer.Contains(socket.Local().Address) ? "ns2" : "ns1", World, hosts);
            running.AddServer(socket.ProtocolType == ProtocolType.Udp
                ? new DatagramServer(socket, responder.AnswerDatagram)
                : new TcpNameServer(socket, responder.AnswerStream, time));
        }

        return taken.Port;
    }

    private async Task WriteRootAsync(CancellationToken cancellation)
    {
        if (options.RootFile is not { } file)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, root.Pem, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SandboxException(
                new Text($"cannot write the root certificate to {file} (--root): {e.Message}; name a file that can be written",
                    $"无法把根证书写入 {file}（--root）：{e.Message}；请指定可写的文件"),
                e);
        }
    }

    private BoundPort Take(string option, int port, IEnumerable<SocketRequest> sockets) =>
        running.Add(PortBinder.Bind(new PortRequest(option, port, [.. sockets])));

    private IEnumerable<SocketRequest> Everywhere(ProtocolType protocol, int offset = 0) =>
        listen.Services.Select(address => new SocketRequest(address, protocol, offset));

    private static IEnumerable<SocketRequest> On(IEnumerable<IPAddress> addresses) => addresses.SelectMany(address =>
        new[] { new SocketRequest(address, ProtocolType.Udp), new SocketRequest(address, ProtocolType.Tcp) });
}
