using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>The authority that signs certificates: one key with two certificates of its own, one below each root.</summary>
internal sealed class Intermediate : IDisposable
{
    private const string Name = "Mooring sandbox CA";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 usual;
    private readonly X509Certificate2 alternate;

    /// <summary>Makes one.</summary>
    /// <param name="root">The root of the usual chain.</param>
    /// <param name="other">The root of the alternate chain.</param>
    public Intermediate(ThrowAwayRoot root, ThrowAwayRoot other)
    {
        usual = root.SignAuthority(Name, key);
        alternate = other.SignAuthority(Name, key);
        KeyId = usual.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes;
    }

    /// <summary>What its certificates name as their authority's key.</summary>
    public ReadOnlyMemory<byte> KeyId { get; }

    /// <summary>What a client is to send beside its certificate, as PEM.</summary>
    /// <param name="alternative">Whether of the alternate chain.</param>
    public string ChainPem(bool alternative) => (alternative ? alternate : usual).ExportCertificatePem() + "\n";

    /// <summary>Signs a certificate.</summary>
    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter, byte[] serial)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(KeyId.Span));
        return request.Create(usual.SubjectName, X509SignatureGenerator.CreateForECDsa(key), notBefore, notAfter, serial);
    }

    public void Dispose()
    {
        usual.Dispose();
        alternate.Dispose();
        key.Dispose();
    }
}
