using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Acme.Tests.Certificates;

/// <summary>A leaf, its intermediate as two roots signed it, and those.</summary>
public sealed class TestChain : IDisposable
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestChain()
    {
        using var rootOne = Authority("Root One", null);
        using var rootTwo = Authority("Root Two", null);
        IntermediateOne = Authority("Middle", rootOne);
        IntermediateTwo = Authority("Middle", rootTwo);
        Leaf = Issue([0x00, 0x87, 0x65, 0x43, 0x21], Convert.FromHexString("69885B6B87464041E1B37B847BA0AE2CDE01C8D4"));
    }

    public X509Certificate2 Leaf { get; }

    public X509Certificate2 IntermediateOne { get; }

    public X509Certificate2 IntermediateTwo { get; }

    public ECDsa Key => key;

    /// <summary>A certificate of the intermediate with this serial number, in DER's octets, and this key identifier of its issuer; null for none.</summary>
    public X509Certificate2 Issue(byte[] serial, byte[]? authority)
    {
        var request = new CertificateRequest("", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("example.com");
        request.CertificateExtensions.Add(names.Build(critical: true));
        if (authority is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(authority));
        }

        return request.Create(new X500DistinguishedName("CN=Middle"), X509SignatureGenerator.CreateForECDsa(key), From, From.AddDays(90), serial);
    }

    public static string Pem(params X509Certificate2[] certificates) => string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())) + "\n";

    public void Dispose()
    {
        Leaf.Dispose();
        IntermediateOne.Dispose();
        IntermediateTwo.Dispose();
        key.Dispose();
    }

    private X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return issuer is null
            ? request.CreateSelfSigned(From, From.AddDays(900))
            : request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), From, From.AddDays(900), [1]);
    }
}
