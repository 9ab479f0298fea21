using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Sandbox.CertificateAuthority;

/// <summary>The root of one run of the sandbox: its key lives in memory only and dies with the process.</summary>
/// <remarks>
/// Everything it signs, and the root itself, is valid from two days back to 30 days ahead of the time it is made, so that
/// clients whose clock is off by years meet a certificate that seems not yet or no longer valid.
/// </remarks>
public sealed class ThrowAwayRoot : IDisposable
{
    private readonly X509Certificate2 certificate;
    private readonly DateTimeOffset notBefore;
    private readonly DateTimeOffset notAfter;

    private ThrowAwayRoot(X509Certificate2 certificate, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        this.certificate = certificate;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /// <summary>The root certificate, without its key, as PEM with a final line break.</summary>
    public string Pem => certificate.ExportCertificatePem() + "\n";

    /// <summary>Makes a new root with a P-256 key.</summary>
    /// <param name="now">The true time.</param>
    /// <param name="name">What it is called.</param>
    public static ThrowAwayRoot Create(DateTimeOffset now, string name = "Mooring sandbox throw-away root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));
        var (notBefore, notAfter) = (now.AddDays(-2), now.AddDays(30));
        return new ThrowAwayRoot(request.CreateSelfSigned(notBefore, notAfter), notBefore, notAfter);
    }

    /// <summary>Signs the certificate of an authority below this one.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="key">Its key.</param>
    /// <returns>The certificate without the key; the caller disposes of it.</returns>
    public X509Certificate2 SignAuthority(string name, ECDsa key)
    {
        var request = AuthorityRequest(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request.Create(certificate, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Signs a server certificate with a fresh P-256 key.</summary>
    /// <param name="names">Which servers it speaks for.</param>
    /// <returns>The certificate with its key; the caller disposes of it.</returns>
    public X509Certificate2 SignServer(ServerNames names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Mooring sandbox", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(names.ToExtension());
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var bare = request.Create(certificate, notBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        using var whole = bare.CopyWithPrivateKey(key);

        // Windows' TLS takes no key that lives in memory only, so the pair goes once through PKCS #12.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), password: null);
    }

    /// <inheritdoc />
    public void Dispose() => certificate.Dispose();

    private static CertificateRequest AuthorityRequest(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
