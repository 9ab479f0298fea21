using System.Net;
using Mooring.Core.Names;

namespace Mooring.Dns.Propagation;

/// <summary>Who is asked whether records are seen. Safe for concurrent use.</summary>
internal interface IWitnesses
{
    /// <summary>The resolvers, in order.</summary>
    IReadOnlyList<ResolverSeat> Resolvers { get; }

    /// <summary>The servers to which a zone is delegated.</summary>
    /// <exception cref="DnsQueryException">Nobody could tell.</exception>
    Task<ZoneServers> FindAsync(DomainName zone, CancellationToken cancellation);

    /// <summary>Asks one server of a zone at one of its addresses. What fails is part of the report.</summary>
    Task<ServerReport> AskAsync(DnsName zone, DnsName server, IPAddress address, DnsQuestion question, CancellationToken cancellation);
}

/// <summary>A resolver.</summary>
/// <param name="Name">Its address or URL.</param>
/// <param name="IsHttps">Whether it is asked over HTTPS.</param>
/// <param name="AskAsync">Asks it. What fails is part of the report.</param>
internal sealed record ResolverSeat(string Name, bool IsHttps, Func<DnsQuestion, CancellationToken, Task<ServerReport>> AskAsync);

/// <summary>The name servers of the world.</summary>
internal sealed class NetworkWitnesses(AuthoritativeLookup lookup, IReadOnlyList<IPEndPoint> resolvers, IReadOnlyList<IHttpsResolver> httpsResolvers) : IWitnesses
{
    private readonly DelegationFinder _finder = new(lookup);

    /// <inheritdoc />
    public IReadOnlyList<ResolverSeat> Resolvers { get; } =
    [
        .. resolvers.Distinct().Select(server => new ResolverSeat(
            server.ToString(), IsHttps: false, (question, cancellation) => lookup.AskResolverAsync(server, question, cancellation))),
        .. httpsResolvers.DistinctBy(server => server.Name, StringComparer.OrdinalIgnoreCase).Select(server => new ResolverSeat(
            server.Name, IsHttps: true, (question, cancellation) => lookup.AskResolverAsync(server, question, cancellation))),
    ];

    /// <inheritdoc />
    public Task<ZoneServers> FindAsync(DomainName zone, CancellationToken cancellation) => _finder.FindAsync(zone, cancellation);

    /// <inheritdoc />
    public async Task<ServerReport> AskAsync(DnsName zone, DnsName server, IPAddress address, DnsQuestion question, CancellationToken cancellation) =>
        (await lookup.AskAsync(new ZoneServers(zone, [new NameServer(server, [address])]), question, cancellation))[0];
}
