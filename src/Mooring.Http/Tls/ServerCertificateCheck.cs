using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http;

/// <summary>How the servers of one handler are verified: by the framework, always, in every respect.</summary>
/// <remarks>
/// The callback decides nothing: it lets pass what the framework found in order, and puts the reason of a refusal into words.
/// A chain is built from what the server sends (RFC 8446 §4.4.2 has it send all but the root) and from the roots; nothing is downloaded on the
/// server's word. Revocation is not checked, as is .NET's default: neither cloud's certificate names a list that must be reachable.
/// </remarks>
internal sealed class ServerCertificateCheck
{
    private readonly X509ChainPolicy _policy = new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    private readonly ConcurrentDictionary<string, CertificateValidity> _accepted = new(StringComparer.OrdinalIgnoreCase);

    private readonly TlsWitness? _witness;

    /// <param name="roots">The only roots trusted; null or empty trusts the system's.</param>
    /// <param name="witness">Sees what servers show; null for nobody.</param>
    public ServerCertificateCheck(X509Certificate2Collection? roots, TlsWitness? witness)
    {
        _witness = witness;
        if (roots is { Count: > 0 })
        {
            _policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            _policy.CustomTrustStore.AddRange(roots);
        }
    }

    /// <summary>For the handler. The policy in it is cloned by each handshake.</summary>
    public SslClientAuthenticationOptions Options => new()
    {
        CertificateChainPolicy = _policy,
        RemoteCertificateValidationCallback = Accept,
    };

    /// <summary>Handshakes from now on judge validity at this instant. To be said before each: what the framework would do without is off in some time zones.</summary>
    public void JudgeAt(DateTimeOffset time) => _policy.VerificationTime = VerificationTime.For(time);

    /// <summary>The validity of the chain that a host was last accepted with; null when none was.</summary>
    public CertificateValidity? AcceptedFrom(string host) => _accepted.TryGetValue(host, out var validity) ? validity : null;

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var host = ((SslStream)sender).TargetHostName;
        _witness?.See(ShownChain.Of(errors, chain));
        if (errors == SslPolicyErrors.None)
        {
            _accepted[host] = CertificateValidity.Of(chain);
            return true;
        }

        Refuse(errors, chain, host);
        return false;
    }

    /// <summary>Thrown rather than returned, as the handshake's own exception does not say why.</summary>
    private static void Refuse(SslPolicyErrors errors, X509Chain? chain, string host) =>
        throw new CertificateRefusedException(CertificateRefusal.From(errors, chain, host));
}
