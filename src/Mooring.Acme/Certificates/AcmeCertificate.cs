namespace Mooring.Acme;

/// <summary>A certificate with all chains that the CA has for it (RFC 8555 §7.4.2).</summary>
/// <param name="Chain">The one that the CA recommends.</param>
/// <param name="Alternates">The others; of the same certificate.</param>
public sealed record AcmeCertificate(AcmeChain Chain, IReadOnlyList<AcmeChain> Alternates)
{
    /// <summary>The first chain that leads to a root of this common name; else the first with such an issuer in it; null where there is none.</summary>
    /// <param name="issuer">A common name as it stands in the certificate: <c>ISRG Root X1</c>.</param>
    public AcmeChain? Find(string issuer) =>
        All.FirstOrDefault(chain => chain.Root == issuer) ?? All.FirstOrDefault(chain => chain.Issuers.Contains(issuer, StringComparer.Ordinal));

    private IEnumerable<AcmeChain> All => [Chain, .. Alternates];
}
