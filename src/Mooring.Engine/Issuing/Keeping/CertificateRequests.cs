using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Certificate signing requests (PKCS #10, RFC 2986).</summary>
public static class CertificateRequests
{
    /// <summary>A request whose subject is empty and whose alternative names are exactly these, in this order.</summary>
    /// <remarks>RFC 8555 §7.4 asks for exactly the identifiers of the order; the authority picks a subject itself, or none.</remarks>
    /// <param name="key">The certificate's key, as PEM; never an account's (RFC 8555 §11.1).</param>
    /// <param name="domains">At least one; wildcards as <c>*.example.com</c>.</param>
    /// <returns>DER.</returns>
    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    public static byte[] Create(Secret key, IReadOnlyList<DomainName> domains)
    {
        using var opened = CertificateKeys.Open(key);
        var request = For(opened);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var domain in domains)
        {
            names.AddDnsName(domain.Value);
        }

        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }

    private static CertificateRequest For(AsymmetricAlgorithm key)
    {
        var nobody = new X500DistinguishedName("");
        return key switch
        {
            ECDsa { KeySize: 384 } ecdsa => new CertificateRequest(nobody, ecdsa, HashAlgorithmName.SHA384),
            ECDsa ecdsa => new CertificateRequest(nobody, ecdsa, HashAlgorithmName.SHA256),
            RSA rsa => new CertificateRequest(nobody, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => throw new CryptographicException("only ECDSA and RSA keys sign requests"),
        };
    }
}
