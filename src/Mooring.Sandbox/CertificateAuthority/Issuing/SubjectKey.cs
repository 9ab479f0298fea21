using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>The key that a certificate is for, of a kind that public CAs take.</summary>
/// <param name="IsRsa">Whether it is an RSA key.</param>
/// <param name="Info">The key as DER (SubjectPublicKeyInfo), in one form for each key.</param>
internal sealed record SubjectKey(bool IsRsa, byte[] Info)
{
    private static readonly string?[] Curves = [ECCurve.NamedCurves.nistP256.Oid.Value, ECCurve.NamedCurves.nistP384.Oid.Value];

    /// <summary>Judges a key.</summary>
    /// <exception cref="ProblemException">It is of another kind or size.</exception>
    public static SubjectKey Of(PublicKey key)
    {
        using var rsa = key.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize is 2048 or 3072 or 4096 && rsa.ExportParameters(includePrivateParameters: false).Exponent is [1, 0, 1]
                ? new SubjectKey(IsRsa: true, rsa.ExportSubjectPublicKeyInfo())
                : throw SigningRequest.Bad($"RSA keys of 2048, 3072 or 4096 bits with exponent 65537 are supported, not this one of {rsa.KeySize} bits");
        }

        using var ec = key.GetECDsaPublicKey();
        return ec is not null && Curves.Contains(ec.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value, StringComparer.Ordinal)
            ? new SubjectKey(IsRsa: false, ec.ExportSubjectPublicKeyInfo())
            : throw SigningRequest.Bad("the key of the CSR is none of P-256, P-384 and RSA");
    }
}
