using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Http;

namespace Mooring.Doctor.Network;

/// <summary>The way to one provider's API, as it was tried.</summary>
/// <param name="Subject">The accounts that go this way, or the provider where there is no configuration.</param>
/// <param name="Endpoint">Where it leads.</param>
internal sealed record EndpointFacts(string Subject, Uri Endpoint)
{
    /// <summary>The proxy on the way; null for none.</summary>
    public ProxyAddress? Proxy { get; init; }

    /// <summary>The environment variable that names a proxy, which Mooring does not read; null where there is none, or a proxy is set.</summary>
    public string? UnreadProxy { get; init; }

    /// <summary>Whether the accounts trust roots of their own in place of the system's.</summary>
    public bool HasOwnRoots { get; init; }

    /// <summary>Why the name led to no address; null when it did.</summary>
    public Text? Unresolved { get; init; }

    /// <summary>One for each family that the endpoint, or the proxy, has an address of.</summary>
    public IReadOnlyList<EndpointAttempt> Attempts { get; init; } = [];

    /// <summary>The endpoint's host, with its port where it is not the usual one.</summary>
    public string Host => Endpoint.Authority;
}

/// <summary>One family's attempt. Either a status or a failure.</summary>
/// <param name="Family">Over which family.</param>
internal sealed record EndpointAttempt(IpFamily Family)
{
    /// <summary>Whether this machine has a way out of the family; true where the system does not tell.</summary>
    public bool HasWayOut { get; init; } = true;

    /// <summary>The status of the answer; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The media type of the answer, in lower case; null where it has none.</summary>
    public string? MediaType { get; init; }

    /// <summary>The host that the answer sends to; null where it sends nowhere else.</summary>
    public string? SentTo { get; init; }

    /// <summary>Why no answer came; null with an answer.</summary>
    public TransportFailure? Failure { get; init; }

    /// <summary>What the server showed last; null where it came to no certificate.</summary>
    public ShownChain? Chain { get; init; }

    /// <summary>Whether a certificate was refused for its dates alone and then accepted by network time.</summary>
    public bool NeededNetworkTime { get; init; }

    /// <summary>What the connection speaks; null without TLS.</summary>
    public SslProtocols? Protocol { get; init; }

    /// <summary>Whether what answered speaks as an API may: neither a web page nor a way elsewhere.</summary>
    public bool IsApi => Status is not null && !IsPage && SentTo is null && Status is not ProxyAsks;

    /// <summary>Whether a web page came in the API's place. A missing page (404, 405) may be the API's own.</summary>
    public bool IsPage => MediaType is "text/html" or "application/xhtml+xml" && Status is not (404 or 405);

    /// <summary>The status of a proxy that asks for a password.</summary>
    public const int ProxyAsks = 407;
}

/// <summary>The roots that this system trusts.</summary>
/// <param name="Count">How many; null where the system does not tell.</param>
/// <param name="InContainer">Whether this process runs in a container.</param>
internal sealed record RootFacts(int? Count, bool InContainer)
{
    /// <summary>Counts them.</summary>
    public static RootFacts Read(bool inContainer)
    {
        try
        {
            using var machine = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            using var user = new X509Store(StoreName.Root, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
            return new(machine.Certificates.Count + user.Certificates.Count, inContainer);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return new(null, inContainer);
        }
    }
}
