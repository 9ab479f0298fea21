using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mooring.Acme.Tests;

/// <summary>A JWS taken apart and checked, written apart from the client.</summary>
public sealed record SignedRequest(JsonElement Header, string Payload, string Input, byte[] Signature)
{
    public string? Nonce => Text("nonce");

    public string? Url => Text("url");

    public string? Kid => Text("kid");

    public JsonElement? Jwk => Header.TryGetProperty("jwk", out var jwk) ? jwk : null;

    public static SignedRequest Read(string json)
    {
        var jws = JsonDocument.Parse(json).RootElement;
        Assert.Equal(["payload", "protected", "signature"], jws.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        var header = jws.GetProperty("protected").GetString()!;
        var payload = jws.GetProperty("payload").GetString()!;
        return new(
            JsonDocument.Parse(Decode(header)).RootElement,
            Encoding.UTF8.GetString(Decode(payload)),
            $"{header}.{payload}",
            Decode(jws.GetProperty("signature").GetString()!));
    }

    public bool IsSignedBy(JsonElement jwk)
    {
        var input = Encoding.ASCII.GetBytes(Input);
        if (Text("alg") == "RS256")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Part(jwk, "n"), Exponent = Part(jwk, "e") });
            return rsa.VerifyData(input, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        var wide = jwk.GetProperty("crv").GetString() == "P-384";
        if (Text("alg") != (wide ? "ES384" : "ES256"))
        {
            return false;
        }

        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = wide ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Part(jwk, "x"), Y = Part(jwk, "y") },
        });
        return curve.VerifyData(input, Signature, wide ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public static byte[] Decode(string text)
    {
        Assert.DoesNotContain('=', text);
        return Base64Url.DecodeFromChars(text);
    }

    private static byte[] Part(JsonElement jwk, string name) => Decode(jwk.GetProperty(name).GetString()!);

    private string? Text(string name) => Header.TryGetProperty(name, out var value) ? value.GetString() : null;
}
