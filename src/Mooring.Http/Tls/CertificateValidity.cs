using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http;

/// <summary>When a certificate, or all of a chain together, is valid; both ends included.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CertificateValidity(DateTimeOffset From, DateTimeOffset To)
{
    public static CertificateValidity Always { get; } = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>What the certificates of a chain have in common; without a chain, always.</summary>
    public static CertificateValidity Of(X509Chain? chain) =>
        chain is null
            ? Always
            : chain.ChainElements.Aggregate(Always, static (all, element) => all.And(element.Certificate));

    public bool Holds(DateTimeOffset time) => time >= From && time <= To;

    private CertificateValidity And(X509Certificate2 certificate)
    {
        var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        var to = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        return new(from > From ? from : From, to < To ? to : To);
    }
}
