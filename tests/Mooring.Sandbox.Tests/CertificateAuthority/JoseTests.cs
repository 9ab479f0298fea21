using System.Collections.Immutable;
using System.Text;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Renewal;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>The published vectors.</summary>
public sealed class JoseTests
{
    private const string ExampleKey =
        """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    [Fact]
    public void A_thumbprint_of_P_256_is_that_of_RFC_7515s_key() =>
        Assert.Equal("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", Read(ExampleKey).Thumbprint);

    [Fact]
    public void A_thumbprint_of_RSA_is_that_of_RFC_7638s_example() => Assert.Equal(
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        Read("""
            {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
            """).Thumbprint);

    [Fact]
    public void An_external_binding_is_taken_and_one_bit_less_is_not()
    {
        const string Binding = """
            {"protected":"eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC0xIiwidXJsIjoiaHR0cHM6Ly8xMjcuMC4wLjE6MTQwMDAvc2lnbi1tZS11cCJ9",
             "payload":"eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImY4M09KM0QyeEYxQmc4dnViOXRMZTFnSE16Vjc2ZThUdXM5dVBIdlJWRVUiLCJ5IjoieF9GRXpSdTltMzZITE5fdHVlNjU5TE5wWFc2cEN5U3Rpa1lqS0lXSTVhMCJ9",
             "signature":"CkfbMSSy2IYMSYxMIqc1t51RcAiVZ0yx1GanvprLUdA"}
            """;
        var keys = ImmutableSortedDictionary<string, string>.Empty.Add("kid-1", "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W");

        Assert.Equal("kid-1", ExternalBinding.Check(Members(Binding), Read(ExampleKey), "https://127.0.0.1:14000/sign-me-up", keys));
        var refused = Assert.Throws<ProblemException>(() => ExternalBinding.Check(
            Members(Binding.Replace("CkfbMSSy", "CkfbMSSz", StringComparison.Ordinal)), Read(ExampleKey), "https://127.0.0.1:14000/sign-me-up", keys));
        Assert.Equal("unauthorized", refused.Problem.Type);
    }

    [Fact]
    public void A_certificates_identifier_is_that_of_RFC_9773() => Assert.Equal(
        "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE",
        CertificateIdText.Write(Convert.FromHexString("69885B6B87464041E1B37B847BA0AE2CDE01C8D4"), Convert.FromHexString("87654321")));

    [Theory]
    [InlineData("AQ==")]
    [InlineData("A")]
    [InlineData("A Q")]
    [InlineData("A+Q")]
    [InlineData("AR")]
    public void Base64url_has_one_spelling(string text) => Assert.Null(Base64UrlText.Read(text));

    [Theory]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"AAFEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","d":"AQ","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""")]
    [InlineData("""{"kty":"RSA","n":"3vx7agoebGcQSuuPiLJXZptN9nndrQmb","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","n":"AN78e2oKHmxnEErrj4iyV2abTfZ53a0Jmw","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","n":"3vx7agoebGcQSuuPiLJXZptN9nndrQmb","e":"Aw"}""")]
    public void Keys_that_public_CAs_refuse_are_refused(string jwk) =>
        Assert.Equal("badPublicKey", Assert.Throws<ProblemException>(() => Read(jwk)).Problem.Type);

    private static Jwk Read(string json) => Jwk.Read(Members(json));

    private static JsonMembers Members(string json) => JsonMembers.Parse(Encoding.UTF8.GetBytes(json), "the test");
}
