using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing;

/// <summary>Requests that others made: those that are taken, and those that are told apart with what to do.</summary>
public sealed class GivenRequestTests : IDisposable
{
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly TestAuthority authority = new(Sample.Now);

    public static TheoryData<CertificateKeyKind> Kinds => [.. Enum.GetValues<CertificateKeyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_kind_and_key_are_read_from_PEM_and_DER(CertificateKeyKind kind)
    {
        var key = CertificateKeys.Create(kind);
        var der = CertificateRequests.Create(key, Sample.Domains);
        var pem = Pem(der);

        Assert.All([GivenRequest.Read(der), GivenRequest.Read(pem), GivenRequest.Read([.. "a note of openssl's\n"u8, .. pem])], request =>
        {
            Assert.Equal(Sample.Domains, request.Domains);
            Assert.Equal(kind, request.Kind);
            Assert.Equal(der, request.Der.ToArray());
            Assert.Equal(CertificateKeys.PublicOf(key), request.PublicKey.ToArray());
        });
    }

    [Fact]
    public void A_common_name_that_is_an_alternative_name_too_is_fine()
    {
        var request = GivenRequest.Read(Make("CN=example.com, O=Example", names => names.AddDnsName("EXAMPLE.com"), P256));

        Assert.Equal("example.com", Assert.Single(request.Domains).Value);
    }

    public static TheoryData<string, byte[], string> Wrong => new()
    {
        { "nothing", [], "holds no certificate request" },
        { "words", "not a request at all"u8.ToArray(), "holds no certificate request" },
        { "PEM of garbage", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"u8.ToArray(), "the request is damaged" },
        { "DER of garbage", [0x30, 0x82, 0x01, 0x00, 1, 2, 3], "the request is damaged" },
        { "a private key", Encoding.ASCII.GetBytes(CertificateKeys.Create(CertificateKeyKind.EcdsaP256).Reveal()), "holds a private key" },
        { "a request beside its key", [.. Pem(Make("", Example, P256)), .. Encoding.ASCII.GetBytes(P256.ExportECPrivateKeyPem())], "holds a private key" },
        { "two requests", [.. Pem(Make("", Example, P256)), .. Pem(Make("", Example, P256))], "several requests" },
        { "no names", Make("CN=example.com", null, P256), "no alternative name" },
        { "an IP address", Make("", names => names.AddIpAddress(IPAddress.Parse("192.0.2.1")), P256), "IP address" },
        { "a mail address", Make("", names => names.AddEmailAddress("me@example.com"), P256), "no domain name" },
        { "a name that is none", Make("", names => names.AddDnsName("a b.example.com"), P256), "'a b.example.com' in it is no domain name" },
        { "another common name", Make("CN=www.example.com", Example, P256), "common name, 'www.example.com', is not among" },
        { "a weak RSA key", Make("", Example, RSA.Create(1024)), "a kind that authorities do not take" },
        { "a curve that is not taken", Make("", Example, ECDsa.Create(ECCurve.NamedCurves.nistP521)), "a kind that authorities do not take" },
        { "a signature that is not its own", Spoilt(Make("", Example, P256)), "the request's signature" },
    };

    [Fact]
    public void A_certificate_is_told_as_one()
    {
        var why = Assert.Throws<GivenRequestException>(() => GivenRequest.Read(Encoding.ASCII.GetBytes(authority.RootPem)));

        Assert.Equal("it holds a certificate, and no request", why.What.English);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_used_is_told_with_what_to_do_and_shows_no_key(string what, byte[] file, string expected)
    {
        var why = Assert.Throws<GivenRequestException>(() => GivenRequest.Read(file));

        Assert.Contains(expected, why.What.English, StringComparison.Ordinal);
        Assert.All(new[] { why.What, why.Mend }, text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Chinese));
        Assert.True(why.Mend.English.Length > 0, what);
        Assert.DoesNotContain("PRIVATE KEY-----\n", why.What.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_octet_is_changed_a_reason_is_given()
    {
        var (good, random) = (Make("", Example, P256), new Random(4));
        for (var i = 0; i < 3000; i++)
        {
            var file = (byte[])good.Clone();
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));

            Assert.Throws<GivenRequestException>(() => GivenRequest.Read(file));
        }
    }

    public void Dispose() => authority.Dispose();

    private static void Example(SubjectAlternativeNameBuilder names) => names.AddDnsName("example.com");

    private static byte[] Spoilt(byte[] request)
    {
        request[^1] ^= 1;
        return request;
    }

    private static byte[] Pem(byte[] der) => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE REQUEST", der) + "\n");

    private static byte[] Make(string subject, Action<SubjectAlternativeNameBuilder>? add, AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        if (add is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            add(names);
            request.CertificateExtensions.Add(names.Build());
        }

        return request.CreateSigningRequest();
    }
}
