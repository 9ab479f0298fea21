using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Http;

/// <summary>Opens the socket of a connection: resolves, keeps to family and loopback rules, races the addresses.</summary>
internal sealed class Dialer
{
    /// <summary>How long the family that won is tried first; RFC 8305 §8 lets a client keep such state for some minutes.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The time limit of the request that asked for a connection. Without it the handler goes on connecting for some seconds after the
    /// request has given up, and has the next request wait for that same connection.
    /// </summary>
    public static readonly HttpRequestOptionsKey<CancellationToken> RequestLimit = new("mooring.limit");

    private readonly HttpConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly IHostResolver _resolver;
    private readonly AddressRace _race;
    private readonly ConcurrentDictionary<string, (AddressFamily Family, long Since)> _winners = new(StringComparer.OrdinalIgnoreCase);

    public Dialer(HttpConnectionOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _resolver = options.Resolver ?? new SystemHostResolver();
        _race = new AddressRace(DialAsync, time);
    }

    /// <summary>As <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        context.InitialRequestMessage.Options.TryGetValue(RequestLimit, out var limit);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit);
        return await ConnectWithinAsync(context, both.Token);
    }

    private async Task<Stream> ConnectWithinAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = Admissible(host, await ResolveAsync(host, cancellation), IsPlainRequest(context.InitialRequestMessage));
        var ordered = AddressRace.Interleave(addresses, Preferred(host) ?? addresses[0].AddressFamily);
        var socket = await _race.ConnectAsync([.. ordered.Select(address => new IPEndPoint(address, context.DnsEndPoint.Port))], cancellation);
        _winners[host] = (((IPEndPoint)socket.RemoteEndPoint!).AddressFamily, _time.GetTimestamp());
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static bool IsPlainRequest(HttpRequestMessage request) =>
        request.Method != HttpMethod.Connect && request.RequestUri?.Scheme == Uri.UriSchemeHttp;

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await _resolver.ResolveAsync(host, cancellation);

    private IPAddress[] Admissible(string host, IReadOnlyList<IPAddress> addresses, bool plain)
    {
        var ofFamily = addresses.Where(IsOfFamily).ToArray();
        if (ofFamily.Length == 0)
        {
            throw new ConnectionFailedException(NoAddressOfFamily(host));
        }

        var allowed = plain ? Array.FindAll(ofFamily, IPAddress.IsLoopback) : ofFamily;
        return allowed.Length > 0 ? allowed : throw new ConnectionFailedException(PlainBeyondLoopback(host));
    }

    private bool IsOfFamily(IPAddress address) =>
        (_options.Family is null || address.AddressFamily == Socketed(_options.Family.Value))
        && (_options.LocalEnd?.Address is not { } local || address.AddressFamily == local.AddressFamily);

    private AddressFamily? Preferred(string host) =>
        _winners.TryGetValue(host, out var winner) && _time.GetElapsedTime(winner.Since) < Memory ? winner.Family : null;

    private async Task<Socket> DialAsync(IPEndPoint end, CancellationToken cancellation)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            _options.LocalEnd?.Bind(socket);
            await socket.ConnectAsync(end, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static AddressFamily Socketed(IpFamily family) =>
        family == IpFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    private TransportFailure NoAddressOfFamily(string host)
    {
        var family = _options.Family?.ToString() ?? (_options.LocalEnd?.Address?.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4");
        return NameFailure.For(host, new Text($"it has no {family} address", $"它没有 {family} 地址"));
    }

    private static TransportFailure PlainBeyondLoopback(string host) => new(new Text(
        $"http:// without TLS is allowed to loopback only, and {host} is elsewhere; use https://",
        $"不加密的 http:// 只允许连接本机回环地址，而 {host} 不是；请使用 https://"), Passing: false);
}
