using System.Net;

namespace Mooring.Dns.Propagation;

/// <summary>Waits until TXT records are seen: by every authoritative server, asked directly over IPv4 and IPv6.</summary>
/// <remarks>
/// Safe for concurrent use. A server that answers an old state always holds the wait up. One that fails does so for
/// <see cref="PropagationOptions.Grace"/>; then it is passed over, if all others are right and at least one resolver agrees. Where no
/// authoritative server answers at all, as behind a firewall or a proxy that answers in their place, two resolvers over HTTPS must
/// agree. No resolver is asked for a name before that, since it would remember that there was none (RFC 2308 §5).
/// </remarks>
public sealed class PropagationCheck
{
    private readonly IWitnesses _witnesses;
    private readonly PropagationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Asks nobody yet.</summary>
    /// <param name="client">How servers are asked.</param>
    /// <param name="resolvers">Find zones and servers, and are asked in the end where servers fail.</param>
    /// <param name="httpsResolvers">The same over HTTPS; with <paramref name="resolvers"/> at least one.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock of all limits.</param>
    /// <exception cref="ArgumentException">There is no resolver.</exception>
    public PropagationCheck(
        DnsClient client, IReadOnlyList<IPEndPoint> resolvers, IReadOnlyList<IHttpsResolver> httpsResolvers, PropagationOptions options, TimeProvider time)
        : this(
            new NetworkWitnesses(
                new AuthoritativeLookup(client, resolvers, time, new AuthoritativeLookupOptions { Port = options.Port, HttpsResolvers = httpsResolvers }),
                resolvers,
                httpsResolvers),
            options,
            time)
    {
    }

    /// <summary>With witnesses of a test's choice.</summary>
    internal PropagationCheck(IWitnesses witnesses, PropagationOptions options, TimeProvider time)
    {
        _witnesses = witnesses;
        _options = options;
        _time = time;
    }

    /// <summary>Waits until all are seen, or for <see cref="PropagationOptions.Timeout"/>. What fails on the way is part of the report.</summary>
    /// <param name="expected">What shall be seen; none is seen at once.</param>
    /// <param name="progress">Told at the begin and whenever something changes, on the wait's own flow; must not throw.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<PropagationReport> WaitAsync(
        IReadOnlyList<ExpectedTxt> expected, Action<PropagationProgress>? progress, CancellationToken cancellation) =>
        new PropagationWatch(_witnesses, expected, _options, _time).RunAsync(progress, cancellation);
}
