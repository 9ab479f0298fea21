using System.Security.Cryptography;
using System.Text;
using Mooring.Core;

namespace Mooring.Acme.Tests.Jose;

public sealed class AcmeKeyTests
{
    public static TheoryData<string> Unfit => new(
        PemOf(ECDsa.Create(ECCurve.NamedCurves.nistP521)),
        PemOf(RSA.Create(1024)),
        ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(),
        RSA.Create(2048).ExportSubjectPublicKeyInfoPem(),
        ECDsa.Create().ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "a key");

    [Theory]
    [InlineData(AcmeKeyKind.ES256, 64)]
    [InlineData(AcmeKeyKind.ES384, 96)]
    [InlineData(AcmeKeyKind.RS256, 256)]
    public void A_key_written_out_and_read_again_is_the_same_and_signs(AcmeKeyKind kind, int width)
    {
        using var made = AcmeKey.Create(kind);
        using var key = AcmeKey.FromPem(made.ToPem());

        var signed = SignedRequest.Read(Encoding.UTF8.GetString(Jws.Sign(key, "https://ca.example.com/a?b&c", "n", null, "{}"u8).ToJson()));

        Assert.Equal((kind, made.Thumbprint), (key.Kind, key.Thumbprint));
        Assert.Equal(width, signed.Signature.Length);
        Assert.True(signed.IsSignedBy(signed.Jwk!.Value));
        Assert.Equal(("https://ca.example.com/a?b&c", "n", "{}"), (signed.Url, signed.Nonce, signed.Payload));
    }

    [Fact]
    public void A_request_of_an_account_shows_its_url_and_not_its_key()
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);

        var jws = Jws.Sign(key, "https://ca.example.com/", "n", "https://ca.example.com/account/1", []);

        var signed = SignedRequest.Read(Encoding.UTF8.GetString(jws.ToJson()));
        Assert.Equal(("https://ca.example.com/account/1", null), (signed.Kid, signed.Jwk));
        Assert.Equal("", jws.Payload);
    }

    [Theory]
    [InlineData("EC PRIVATE KEY")]
    [InlineData("RSA PRIVATE KEY")]
    public void Keys_in_older_forms_are_read(string form)
    {
        var pem = form == "EC PRIVATE KEY" ? ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportECPrivateKeyPem() : RSA.Create(2048).ExportRSAPrivateKeyPem();

        using var key = AcmeKey.FromPem(new Secret(pem));

        Assert.Contains(form, pem, StringComparison.Ordinal);
        Assert.Equal(form == "EC PRIVATE KEY" ? AcmeKeyKind.ES384 : AcmeKeyKind.RS256, key.Kind);
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_no_CA_takes_is_refused_with_what_is_taken(string pem)
    {
        var refusal = Assert.Throws<FormatException>(() => AcmeKey.FromPem(new Secret(pem)));

        Assert.Contains("P-256", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_curve_of_the_same_width_is_not_P_256()
    {
        var curve = ECCurve.CreateFromValue("1.3.132.0.10");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "secp256k1 is not everywhere");

        Assert.Throws<FormatException>(() => AcmeKey.FromPem(new Secret(PemOf(ECDsa.Create(curve)))));
    }

    private static string PemOf(AsymmetricAlgorithm key) => key.ExportPkcs8PrivateKeyPem();
}
