using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http;

/// <summary>Sees what servers show while a handler connects, for whoever explains it. It decides nothing.</summary>
public sealed class TlsWitness
{
    private readonly ConcurrentQueue<ShownChain> _shown = new();

    /// <summary>What servers showed, oldest first, accepted or not.</summary>
    public IReadOnlyList<ShownChain> Shown => [.. _shown];

    /// <summary>What the last connection that was made speaks; null where none was, or not by TLS.</summary>
    public SslProtocols? Protocol { get; private set; }

    internal void See(ShownChain chain) => _shown.Enqueue(chain);

    internal void SeeConnected(Stream connection) => Protocol = connection is SslStream tls ? tls.SslProtocol : null;
}

/// <summary>The certificates that a server showed, from its own to the last that was found, and what is wrong with them.</summary>
/// <param name="Names">What the server's own is for: names and addresses, a few of them.</param>
/// <param name="Issuers">Who signed: the issuer of each certificate in turn; the last is the root, or who it should be.</param>
/// <param name="ValidFrom">Since when all of them are valid.</param>
/// <param name="ValidTo">Until when.</param>
/// <param name="WrongName">Whether the server's own is for others.</param>
/// <param name="Faults">All that is wrong with the chain.</param>
public sealed record ShownChain(
    IReadOnlyList<string> Names, IReadOnlyList<string> Issuers, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, bool WrongName, X509ChainStatusFlags Faults)
{
    /// <summary>Whether it was accepted.</summary>
    public bool IsAccepted => !WrongName && Faults == X509ChainStatusFlags.NoError;

    internal static ShownChain Of(SslPolicyErrors errors, X509Chain? chain)
    {
        var validity = CertificateValidity.Of(chain);
        return new(
            CertificateTexts.Names(chain),
            [.. chain?.ChainElements.Select(element => Issuer(element.Certificate)).Distinct(StringComparer.Ordinal) ?? []],
            validity.From,
            validity.To,
            errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch),
            CertificateRefusal.FaultsOf(chain));
    }

    private static string Issuer(X509Certificate2 certificate)
    {
        const int LongestShown = 80;
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
        return name.Length > LongestShown ? name[..LongestShown] + "..." : name;
    }
}
