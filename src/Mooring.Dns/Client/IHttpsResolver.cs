namespace Mooring.Dns;

/// <summary>A recursive resolver that is asked over HTTPS (RFC 8484): what neither a firewall nor a proxy with fake answers reaches into.</summary>
/// <remarks>Safe for concurrent use. This project speaks no HTTP, so whoever does implements it.</remarks>
public interface IHttpsResolver
{
    /// <summary>Where it is asked, as configured. The path may tell who the subscriber is; <see cref="Name"/> is for people.</summary>
    Uri Address { get; }

    /// <summary>Scheme, host and port, as people are told of it.</summary>
    string Name => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Asks one question, recursion desired.</summary>
    /// <returns>The reply, whatever its outcome says; TTLs are less the age that HTTP caches gave it (RFC 8484 §5.1).</returns>
    /// <exception cref="DnsQueryException">No reply that fits came in time, or the network, TLS or HTTP refused.</exception>
    Task<DnsMessage> QueryAsync(DnsQuestion question, CancellationToken cancellation);
}
