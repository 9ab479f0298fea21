using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Acme;

/// <summary>How ACME names a certificate where renewal is concerned.</summary>
public static class CertificateId
{
    /// <summary>
    /// The key identifier of the issuer and the serial number as it stands in DER, both base64url, with a dot between (RFC 9773 §4.1);
    /// null for a certificate without such an identifier, about whose renewal no CA can be asked.
    /// </summary>
    public static string? Of(X509Certificate2 certificate)
    {
        var authority = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault();
        return authority?.KeyIdentifier is { } identifier
            ? $"{Base64Url.EncodeToString(identifier.Span)}.{Base64Url.EncodeToString(certificate.SerialNumberBytes.Span)}"
            : null;
    }
}
