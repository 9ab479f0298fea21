using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Certificates;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Private keys of certificates.</summary>
public static class CertificateKeys
{
    /// <summary>P-256 and P-384 as they stand in a public key (RFC 5480 §2.1.1.1).</summary>
    private static readonly byte[][] Curves = [Convert.FromHexString("06082A8648CE3D030107"), Convert.FromHexString("06052B81040022")];

    /// <summary>Makes a new key, PKCS #8 as PEM with a final line break.</summary>
    public static Secret Create(CertificateKeyKind kind)
    {
        using AsymmetricAlgorithm key = kind switch
        {
            CertificateKeyKind.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            CertificateKeyKind.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            CertificateKeyKind.Rsa2048 => RSA.Create(2048),
            CertificateKeyKind.Rsa3072 => RSA.Create(3072),
            CertificateKeyKind.Rsa4096 => RSA.Create(4096),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return new Secret(key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Reads a key, whatever its kind; the caller disposes of it.</summary>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public static AsymmetricAlgorithm Open(Secret pem)
    {
        var text = pem.Reveal();
        AsymmetricAlgorithm[] candidates = [ECDsa.Create(), RSA.Create()];
        foreach (var key in candidates)
        {
            try
            {
                key.ImportFromPem(text);
                return key;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                key.Dispose();
            }
        }

        throw new CryptographicException("the private key can be read neither as ECDSA nor as RSA");
    }

    /// <summary>The key alone, without anything that stood around it, as <see cref="Create"/> writes it.</summary>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public static Secret Rewrite(Secret pem)
    {
        using var key = Open(pem);
        return new Secret(key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Whether <see cref="Open"/> can read it.</summary>
    public static bool IsKey(Secret pem)
    {
        try
        {
            Open(pem).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The public part of a key as SubjectPublicKeyInfo (RFC 5280 §4.1).</summary>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public static byte[] PublicOf(Secret pem)
    {
        using var key = Open(pem);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The kind of a public key; null where it is none of ours. A curve is told by its name, since others have as many bits.</summary>
    public static CertificateKeyKind? KindOf(PublicKey key)
    {
        using AsymmetricAlgorithm? opened = key.Oid.Value switch
        {
            "1.2.840.10045.2.1" when key.EncodedParameters?.RawData is { } curve && Curves.Any(known => known.AsSpan().SequenceEqual(curve)) => key.GetECDsaPublicKey(),
            "1.2.840.113549.1.1.1" => key.GetRSAPublicKey(),
            _ => null,
        };
        return opened is null ? null : KindOf(opened);
    }

    /// <summary>The kind of a key that was read; null where it is none of ours.</summary>
    public static CertificateKeyKind? KindOf(AsymmetricAlgorithm key) => (key, key.KeySize) switch
    {
        (ECDsa, 256) => CertificateKeyKind.EcdsaP256,
        (ECDsa, 384) => CertificateKeyKind.EcdsaP384,
        (RSA, 2048) => CertificateKeyKind.Rsa2048,
        (RSA, 3072) => CertificateKeyKind.Rsa3072,
        (RSA, 4096) => CertificateKeyKind.Rsa4096,
        _ => null,
    };
}
