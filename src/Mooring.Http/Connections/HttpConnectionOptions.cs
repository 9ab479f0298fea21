using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Addresses;

namespace Mooring.Http;

/// <summary>How connections are made: to whom, through what, trusting whom.</summary>
public sealed record HttpConnectionOptions
{
    /// <summary>The proxy to go through; null (default) connects directly. The environment's proxies are never read here.</summary>
    public ProxyAddress? Proxy { get; init; }

    /// <summary>Finds hosts' addresses; null (default) asks the operating system. With a proxy only the proxy's own name is resolved here.</summary>
    public IHostResolver? Resolver { get; init; }

    /// <summary>
    /// The only roots trusted, in place of the system's, as curl's <c>--cacert</c> does; null or empty (default) trusts the system's.
    /// Certificates in it that are not self-signed serve as intermediates.
    /// </summary>
    /// <remarks>
    /// In place, not in addition: whoever names a root for one endpoint (a private CA, a company's inspecting proxy) gains from trusting
    /// nobody else there. A file that holds the system's bundle as well gives the sum.
    /// </remarks>
    public X509Certificate2Collection? RootCertificates { get; init; }

    /// <summary>Connects over this family only; null (default) takes whichever answers.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>The local address or interface to leave by; null (default) leaves it to the system.</summary>
    public LocalEnd? LocalEnd { get; init; }

    /// <summary>Limit for one connection: name, race, TLS. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Settles the time where TLS fails only for the local clock; null (default) leaves such a failure as it is.</summary>
    public NetworkTime? NetworkTime { get; init; }

    /// <summary>Sees what servers show when TLS is begun; null (default) for nobody.</summary>
    public TlsWitness? Witness { get; init; }
}
