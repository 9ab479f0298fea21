using System.Security.Cryptography;
using System.Text;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Jose;

/// <summary>A public key of an account as JSON (RFC 7517), of a kind that public CAs take: P-256, P-384, RSA of 2048 to 4096 bits.</summary>
internal abstract class Jwk
{
    /// <summary>Takes the members that make the key, in the order of RFC 7638 §3.2.</summary>
    protected Jwk(string algorithm, string canonical)
    {
        Algorithm = algorithm;
        Canonical = canonical;
        Thumbprint = Base64UrlText.Write(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    /// <summary>The one algorithm that this key signs by.</summary>
    public string Algorithm { get; }

    /// <summary>The members that make the key and no others, as RFC 7638 §3 writes them.</summary>
    public string Canonical { get; }

    /// <summary>The thumbprint (RFC 7638) with SHA-256, in base64url: what tells keys apart.</summary>
    public string Thumbprint { get; }

    /// <summary>The key as certificates hold it, DER.</summary>
    public abstract byte[] SubjectPublicKeyInfo { get; }

    /// <summary>Whether this key made the signature.</summary>
    public abstract bool Verify(byte[] data, byte[] signature);

    /// <summary>Reads a key.</summary>
    /// <exception cref="ProblemException">It is of another kind or size, a private one, or no key.</exception>
    public static Jwk Read(JsonMembers members)
    {
        if (members.Has("d") || members.Has("k"))
        {
            throw Bad("the JWK holds a secret; send the public key alone");
        }

        return members.RequiredText("kty") switch
        {
            "EC" => EcJwk.Read(members),
            "RSA" => RsaJwk.Read(members),
            var other => throw Bad($"keys of type '{other}' are not supported; take P-256, P-384 or RSA"),
        };
    }

    /// <summary>The refusal of a key.</summary>
    protected static ProblemException Bad(string why) => new(new Problem("badPublicKey", 400, why));

    /// <summary>A member in base64url.</summary>
    protected static byte[] Octets(JsonMembers members, string name) => Base64UrlText.Read(members.RequiredText(name))
        ?? throw Bad($"'{name}' of the JWK is not base64url without padding");
}
