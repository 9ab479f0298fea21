using System.Security.Cryptography;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Jose;

/// <summary>An RSA key (RFC 7518 §6.3), signing with PKCS #1 v1.5 and SHA-256.</summary>
internal sealed class RsaJwk : Jwk
{
    private readonly RSAParameters parameters;

    private RsaJwk(RSAParameters parameters)
        : base("RS256", $$"""{"e":"{{Base64UrlText.Write(parameters.Exponent)}}","kty":"RSA","n":"{{Base64UrlText.Write(parameters.Modulus)}}"}""")
    {
        this.parameters = parameters;
        using var key = RSA.Create(parameters);
        SubjectPublicKeyInfo = key.ExportSubjectPublicKeyInfo();
    }

    public override byte[] SubjectPublicKeyInfo { get; }

    public static new RsaJwk Read(JsonMembers members)
    {
        var (modulus, exponent) = (Octets(members, "n"), Octets(members, "e"));
        if (modulus is [0, ..] || exponent is [0, ..])
        {
            throw Bad("n and e of the JWK have no leading zero octets (RFC 7518 §6.3.1)");
        }

        if (!exponent.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[1, 0, 1]))
        {
            throw Bad("the public exponent of an RSA key must be 65537");
        }

        // The product of two odd primes is odd.
        return modulus is [>= 0x80, ..] && modulus.Length is 256 or 384 or 512 && modulus[^1] % 2 == 1
            ? new RsaJwk(new RSAParameters { Modulus = modulus, Exponent = exponent })
            : throw Bad("RSA keys of 2048, 3072 or 4096 bits are supported");
    }

    public override bool Verify(byte[] data, byte[] signature)
    {
        using var key = RSA.Create(parameters);
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
