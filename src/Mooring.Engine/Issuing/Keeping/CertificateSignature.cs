using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Whether one certificate was signed by another's key.</summary>
/// <remarks>Read by hand (RFC 5280 §4.1), since a chain built by the system's rules takes in what else that system knows.</remarks>
internal static class CertificateSignature
{
    /// <summary>By the object identifier of the signature (RFC 4055, RFC 5758): which hash.</summary>
    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    /// <summary>True or false; null where the algorithm is none that is known here, as new ones will be.</summary>
    public static bool? IsBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!Hashes.TryGetValue(certificate.SignatureAlgorithm.Value ?? "", out var hash))
        {
            return null;
        }

        try
        {
            var (signed, signature) = Parts(certificate.RawDataMemory);
            using var ecdsa = issuer.GetECDsaPublicKey();
            using var rsa = issuer.GetRSAPublicKey();
            return ecdsa?.VerifyData(signed.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence)
                ?? rsa?.VerifyData(signed.Span, signature, hash, RSASignaturePadding.Pkcs1)
                ?? false;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return false;
        }
    }

    private static (ReadOnlyMemory<byte> Signed, byte[] Signature) Parts(ReadOnlyMemory<byte> certificate)
    {
        var parts = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
        var signed = parts.ReadEncodedValue();
        parts.ReadEncodedValue();
        return (signed, parts.ReadBitString(out _));
    }
}
