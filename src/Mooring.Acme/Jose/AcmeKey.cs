using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Mooring.Core;

namespace Mooring.Acme;

/// <summary>A key that signs ACME requests: an account's, or a certificate's when that revokes itself.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class AcmeKey : IDisposable
{
    /// <summary>What public CAs take and a new key gets (Let's Encrypt: 2048, 3072 or 4096 bits).</summary>
    private const int RsaBits = 2048;

    private readonly Lock _gate = new();
    private readonly AsymmetricAlgorithm _key;

    private AcmeKey(AsymmetricAlgorithm key, AcmeKeyKind kind)
    {
        _key = key;
        Kind = kind;
        Jwk = key is ECDsa curve ? JsonWebKey.Of(curve) : JsonWebKey.Of((RSA)key);
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Jwk)));
    }

    /// <summary>What kind of key it is.</summary>
    public AcmeKeyKind Kind { get; }

    /// <summary>The SHA-256 thumbprint of the public key, base64url: RFC 7638, as RFC 8555 §8.1 has it in key authorizations.</summary>
    public string Thumbprint { get; }

    /// <summary>The public key as a JWK in its canonical form (RFC 7638 §3).</summary>
    internal string Jwk { get; }

    /// <summary>The value of <c>alg</c>.</summary>
    internal string Algorithm => Kind.ToString();

    /// <summary>Makes a new key.</summary>
    public static AcmeKey Create(AcmeKeyKind kind) => new(
        kind switch
        {
            AcmeKeyKind.ES256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            AcmeKeyKind.ES384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            AcmeKeyKind.RS256 => RSA.Create(RsaBits),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        },
        kind);

    /// <summary>Reads a private key: PKCS #8, or the older <c>EC</c> and <c>RSA PRIVATE KEY</c>, not encrypted.</summary>
    /// <exception cref="FormatException">It is no such key, or of a kind that CAs do not take; the message says which are taken, and never holds the key.</exception>
    public static AcmeKey FromPem(Secret pem)
    {
        var key = PemKey.Read(pem.Reveal());
        if (key is not null && KindOf(key) is { } kind)
        {
            return new AcmeKey(key, kind);
        }

        key?.Dispose();
        throw new FormatException("not a private key in PEM form, without a password, on P-256 or P-384 or with RSA of 2048 to 4096 bits");
    }

    /// <summary>The private key as PKCS #8 in PEM form.</summary>
    public Secret ToPem()
    {
        lock (_gate)
        {
            return new Secret(_key.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The signature as JWS wants it: for ECDSA r and s side by side, each as wide as the field (RFC 7518 §3.4).</summary>
    internal byte[] Sign(byte[] data)
    {
        lock (_gate)
        {
            return _key switch
            {
                ECDsa curve => curve.SignData(data, Kind == AcmeKeyKind.ES384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256),
                RSA rsa => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => throw new InvalidOperationException("The key is of no known kind."),
            };
        }
    }

    private static AcmeKeyKind? KindOf(AsymmetricAlgorithm key) => key switch
    {
        ECDsa curve => JsonWebKey.CurveName(curve.ExportParameters(includePrivateParameters: false)) switch
        {
            "P-256" => AcmeKeyKind.ES256,
            "P-384" => AcmeKeyKind.ES384,
            _ => null,
        },
        { KeySize: >= 2048 and <= 4096 } => AcmeKeyKind.RS256,
        _ => null,
    };
}
