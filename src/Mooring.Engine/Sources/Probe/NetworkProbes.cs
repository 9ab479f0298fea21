using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Dns;
using Mooring.Http;

namespace Mooring.Engine.Sources.Probe;

/// <summary>How probes reach the network.</summary>
public sealed record ProbeTransportOptions
{
    /// <summary>Finds hosts' addresses; null (default) asks the operating system.</summary>
    public IHostResolver? Resolver { get; init; }

    /// <summary>The only roots trusted for HTTPS; null (default) trusts the system's.</summary>
    public X509Certificate2Collection? RootCertificates { get; init; }

    /// <summary>Settles the time where TLS fails only for the local clock; null (default) leaves such a failure as it is.</summary>
    public NetworkTime? NetworkTime { get; init; }
}

/// <summary>Asks probes for real: HTTP, STUN and DNS, each over the one family asked for, never through a proxy.</summary>
public sealed class NetworkProbes : IProbeTransport, IDisposable
{
    private readonly ProbeTransportOptions options;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<IpFamily, Lazy<HttpMessageInvoker>> senders = new();
    private readonly StunProbe stun;
    private readonly DnsProbe dns;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="options">How to reach the network.</param>
    /// <param name="time">The clock of all limits.</param>
    public NetworkProbes(ProbeTransportOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        stun = new StunProbe(time);
        dns = new DnsProbe(new DnsClient(time, new DnsClientOptions()));
    }

    /// <inheritdoc />
    public async Task<ProbeReply> AskAsync(ProbeTarget target, IpFamily family, CancellationToken cancellation)
    {
        try
        {
            return target switch
            {
                ProbeTarget.Web web => await new HttpProbe(Sender(family), time).AskAsync(web.Url, cancellation),
                ProbeTarget.Stun server => await OverUdpAsync(server, server.Port, family, stun.AskAsync, cancellation),
                ProbeTarget.Dns server => await OverUdpAsync(
                    server, server.Port, family, (end, token) => dns.AskAsync(end, server, family, token), cancellation),
                _ => throw new InvalidOperationException($"no such target: {target.GetType()}"),
            };
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && TransportFailure.From(e) is { } failure)
        {
            return new ProbeReply.Failed(Describe(failure), ProbeFault.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The connection's own limit, which is shorter than the caller's.
            return new ProbeReply.Failed(new Text("no connection in time", "连接超时"), ProbeFault.Unreachable);
        }
    }

    /// <inheritdoc />
    public bool HasRoute(IpFamily family)
    {
        // A datagram socket that is "connected" looks up the route and sends nothing; the addresses are those of root servers.
        var (sockets, far) = family == IpFamily.IPv4
            ? (AddressFamily.InterNetwork, "198.41.0.4")
            : (AddressFamily.InterNetworkV6, "2001:503:ba3e::2:30");
        try
        {
            using var socket = new Socket(sockets, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(new IPEndPoint(IPAddress.Parse(far), ProbeTarget.DnsPort));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Closes connections.</summary>
    public void Dispose()
    {
        foreach (var sender in senders.Values.Where(sender => sender.IsValueCreated))
        {
            sender.Value.Dispose();
        }
    }

    private static Text Describe(TransportFailure failure) => !failure.ClockSuspected ? failure.What : new Text(
        $"{failure.What.English}; the clock of this machine is probably wrong: set it (NTP), TLS is not relaxed for it",
        $"{failure.What.Chinese}；本机时钟很可能不准：请校准（NTP），TLS 校验不会因此放宽");

    private HttpMessageInvoker Sender(IpFamily family) => senders.GetOrAdd(family, wanted => new Lazy<HttpMessageInvoker>(() =>
        new HttpMessageInvoker(HttpConnections.Create(
            new HttpConnectionOptions
            {
                Family = wanted,
                Resolver = options.Resolver,
                RootCertificates = options.RootCertificates,
                NetworkTime = options.NetworkTime,
            },
            time)))).Value;

    private async Task<ProbeReply> OverUdpAsync(
        ProbeTarget target, int port, IpFamily family, Func<IPEndPoint, CancellationToken, Task<ProbeReply>> ask, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal]
            : options.Resolver is { } resolver ? await resolver.ResolveAsync(target.Host, cancellation)
            : await System.Net.Dns.GetHostAddressesAsync(target.Host, cancellation);
        return addresses.FirstOrDefault(address => address.Family() == family) is { } server
            ? await ask(new IPEndPoint(server, port), cancellation)
            : new ProbeReply.Failed(new Text($"it has no {family} address", $"它没有 {family} 地址"), ProbeFault.Unreachable);
    }
}
