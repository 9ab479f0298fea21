using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Tests.Issuing;

public sealed class CertificateRequestsTests
{
    public static readonly TheoryData<CertificateKeyKind> Kinds = [.. Enum.GetValues<CertificateKeyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Asks_for_exactly_the_names_with_a_key_of_the_kind_and_no_subject(CertificateKeyKind kind)
    {
        DomainName[] domains = [DomainName.Parse("*.例子.example"), DomainName.Parse("例子.example"), DomainName.Parse("a.b.example.com")];
        var key = CertificateKeys.Create(kind);

        var request = CertificateRequests.Create(key, domains);

        var read = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var names = new X509SubjectAlternativeNameExtension(Assert.Single(read.CertificateExtensions).RawData);
        Assert.Equal(["*.xn--fsqu00a.example", "xn--fsqu00a.example", "a.b.example.com"], names.EnumerateDnsNames());
        Assert.Empty(read.SubjectName.Name);
        using var opened = CertificateKeys.Open(key);
        Assert.Equal(kind, CertificateKeys.KindOf(opened));
        Assert.Equal(opened.ExportSubjectPublicKeyInfo(), read.PublicKey.ExportSubjectPublicKeyInfo());
    }
}
