using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mooring.Core;

namespace Mooring.Acme.Tests.Jose;

/// <summary>Numbers computed by others: the RFCs' examples, and what openssl and Python made of them.</summary>
public sealed class VectorTests : IDisposable
{
    /// <summary>The key of RFC 7515, appendix A.3.</summary>
    private readonly AcmeKey key = AcmeKey.FromPem(RfcKey());

    [Fact]
    public void The_thumbprint_is_that_of_RFC_7638()
    {
        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", key.Thumbprint);
        Assert.Equal(
            """{"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""",
            key.Jwk);
    }

    [Fact]
    public void So_is_that_of_an_RSA_key()
    {
        // RFC 7638 §3.1
        const string Modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN"
            + "5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(Modulus), Exponent = [1, 0, 1] });

        var thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(JsonWebKey.Of(rsa))));

        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", thumbprint);
    }

    [Theory]
    [InlineData("evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA", "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI")]
    [InlineData("DGyRejmCefe7v4NfDGDKfA", "VIhlObU14SszuGiJjYEkSCWza9-X-UFUuzGh1QsiYcU")]
    public void The_TXT_value_is_the_digest_of_the_key_authorization(string token, string value)
    {
        using var client = new AcmeClient(new AcmeClientOptions { Directory = new Uri("https://ca.example.com/") }, key, TimeProvider.System);

        Assert.Equal(value, client.TxtValue(new AcmeChallenge
        {
            Type = AcmeChallenge.Dns01, Url = new Uri("https://ca.example.com/1"), Status = AcmeChallengeStatus.Pending, Token = token,
        }));
    }

    [Theory]
    [InlineData("zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W")]
    [InlineData(" zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\n")]
    public void An_external_binding_is_signed_as_Pebbles_example(string macKey)
    {
        var bound = Jws.Bind(new ExternalBinding("kid-1", new Secret(macKey)), "https://127.0.0.1:14000/sign-me-up", key.Jwk);

        Assert.Equal("eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC0xIiwidXJsIjoiaHR0cHM6Ly8xMjcuMC4wLjE6MTQwMDAvc2lnbi1tZS11cCJ9", bound.Protected);
        Assert.Equal(
            "eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImY4M09KM0QyeEYxQmc4dnViOXRMZTFnSE16Vjc2ZThUdXM5dVBIdlJWRVUiLCJ5IjoieF9GRXpSdTltMzZITE5fdHVlNjU5TE5wWFc2cEN5U3Rpa1lqS0lXSTVhMCJ9",
            bound.Payload);
        Assert.Equal("CkfbMSSy2IYMSYxMIqc1t51RcAiVZ0yx1GanvprLUdA", bound.Signature);
    }

    [Fact]
    public void A_MAC_key_in_the_other_base64_is_the_same_key() => Assert.Equal(
        new ExternalBinding("k", new Secret("-_-_AQ")).Key(), new ExternalBinding("k", new Secret("+/+/AQ==")).Key());

    [Fact]
    public void What_is_no_MAC_key_is_refused_without_showing_it()
    {
        var refusal = Assert.Throws<FormatException>(() => new ExternalBinding("k", new Secret("not/base%64")));

        Assert.DoesNotContain("%64", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => key.Dispose();

    private static Secret RfcKey()
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64Url.DecodeFromChars("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
            },
        });
        return new Secret(ecdsa.ExportPkcs8PrivateKeyPem());
    }
}
