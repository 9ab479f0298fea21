namespace Mooring.Acme;

/// <summary>A certificate with those that lead to a root, as a CA gives them out (RFC 8555 §7.4.2).</summary>
/// <param name="Certificates">Each as PEM with a final line break; the certificate itself first, as a rule without the root.</param>
/// <param name="Issuers">The common name of each one's issuer, in the same order; empty where it has none.</param>
public sealed record AcmeChain(IReadOnlyList<string> Certificates, IReadOnlyList<string> Issuers)
{
    /// <summary>All of it as PEM, the certificate first: what servers want (RFC 8446 §4.4.2).</summary>
    public string Pem => string.Concat(Certificates);

    /// <summary>The common name of the root that it leads to.</summary>
    public string Root => Issuers[^1];
}
