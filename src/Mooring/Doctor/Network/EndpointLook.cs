using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Http;

namespace Mooring.Doctor.Network;

/// <summary>Tries the way to an API over each family by itself. Nothing is signed, nothing is changed.</summary>
/// <param name="network">This machine's network; null where the system does not tell.</param>
/// <param name="time">The clock of all limits.</param>
internal sealed class EndpointLook(InterfaceReading? network, TimeProvider time)
{
    private static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly IpFamily[] Families = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>Looks.</summary>
    /// <param name="subject">Whose way it is.</param>
    /// <param name="endpoint">Where it leads.</param>
    /// <param name="connections">How it is gone.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<EndpointFacts> TakeAsync(string subject, Uri endpoint, HttpConnectionOptions connections, CancellationToken cancellation)
    {
        var facts = new EndpointFacts(subject, endpoint) { Proxy = connections.Proxy, HasOwnRoots = connections.RootCertificates is { Count: > 0 } };
        using var limit = new CancellationTokenSource(NameLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var addresses = await ResolveAsync((connections.Proxy?.Address ?? endpoint).IdnHost, connections.Resolver, both.Token);
            var families = Families.Where(family => addresses.Any(address => address.Family() == family));
            return facts with { Attempts = await Task.WhenAll(families.Select(family => TryAsync(family, endpoint, connections, cancellation))) };
        }
        catch (Exception e) when (TransportFailure.From(e) is { } failure && !cancellation.IsCancellationRequested)
        {
            return facts with { Unresolved = failure.What };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return facts with { Unresolved = NameLate(facts) };
        }
    }

    private static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, IHostResolver? resolver, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var literal) ? [literal]
        : resolver is null ? await System.Net.Dns.GetHostAddressesAsync(host, cancellation)
        : await resolver.ResolveAsync(host, cancellation);

    private static Text NameLate(EndpointFacts facts) => new(
        $"nobody told the address of {(facts.Proxy?.Address ?? facts.Endpoint).IdnHost} within {NameLimit.TotalSeconds:0} s",
        $"{NameLimit.TotalSeconds:0} 秒内没有得到 {(facts.Proxy?.Address ?? facts.Endpoint).IdnHost} 的地址");

    private async Task<EndpointAttempt> TryAsync(IpFamily family, Uri endpoint, HttpConnectionOptions connections, CancellationToken cancellation)
    {
        var witness = new TlsWitness();
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var sender = new HttpMessageInvoker(HttpConnections.Create(connections with { Family = family, Witness = witness }, time));
        var attempt = new EndpointAttempt(family) { HasWayOut = network?.Routes is not { } routes || routes.Any(route => route.Family == family) };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            using var response = await sender.SendAsync(request, both.Token);
            attempt = Answered(attempt, response, endpoint);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            attempt = attempt with { Failure = new TransportFailure(new Text("no answer in time", "没有及时应答")) };
        }
        catch (Exception e) when (TransportFailure.From(e) is { } failure && !cancellation.IsCancellationRequested)
        {
            attempt = attempt with { Failure = failure };
        }

        return attempt with
        {
            Chain = witness.Shown is [.., var last] ? last : null,
            NeededNetworkTime = attempt.Status is not null && witness.Shown.Any(shown => !shown.IsAccepted),
            Protocol = witness.Protocol,
        };
    }

    private static EndpointAttempt Answered(EndpointAttempt attempt, HttpResponseMessage response, Uri endpoint) => attempt with
    {
        Status = (int)response.StatusCode,
        MediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
        SentTo = response.Headers.Location is { } location && Uri.TryCreate(endpoint, location, out var next) && next.Host != endpoint.Host ? AddressText.Excerpt(next.Authority) : null,
    };
}
