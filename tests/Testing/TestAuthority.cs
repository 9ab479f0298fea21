using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Testing;

/// <summary>An authority of a test's own: a root and an intermediate, which signs what requests ask for.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 middle;

    /// <summary>Its certificates count from a year before to ten years after that time.</summary>
    public TestAuthority(DateTimeOffset now)
    {
        root = Request("CN=Test root", rootKey).CreateSelfSigned(now.AddYears(-1), now.AddYears(10));
        using var bare = Request("CN=Test intermediate", middleKey).Create(root, now.AddYears(-1), now.AddYears(9), [1]);
        middle = bare.CopyWithPrivateKey(middleKey);
    }

    /// <summary>The root as PEM.</summary>
    public string RootPem => root.ExportCertificatePem() + "\n";

    /// <summary>The intermediate as PEM.</summary>
    public string MiddlePem => middle.ExportCertificatePem() + "\n";

    /// <summary>Signs a request, whose own signature is verified: the leaf, then the intermediate, as PEM.</summary>
    /// <param name="request">PKCS #10, DER.</param>
    /// <param name="notBefore">From when it counts.</param>
    /// <param name="notAfter">To when.</param>
    /// <param name="names">The names it gets in place of those asked for; null for these.</param>
    public string[] Sign(byte[] request, DateTimeOffset notBefore, DateTimeOffset notAfter, IEnumerable<string>? names = null)
    {
        var asked = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        if (names is not null)
        {
            asked.CertificateExtensions.Clear();
            asked.CertificateExtensions.Add(Names(names));
        }

        asked.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        asked.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        asked.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(middle, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var leaf = asked.Create(middle.SubjectName, X509SignatureGenerator.CreateForECDsa(middleKey), notBefore, notAfter, RandomNumberGenerator.GetBytes(12));
        return [leaf.ExportCertificatePem() + "\n", MiddlePem];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        root.Dispose();
        middle.Dispose();
        rootKey.Dispose();
        middleKey.Dispose();
    }

    private static X509Extension Names(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            builder.AddDnsName(name);
        }

        return builder.Build();
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
