using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>A CSR (RFC 2986) whose signature was checked.</summary>
/// <param name="PublicKey">Its key as it stands there.</param>
/// <param name="Key">Its key, judged.</param>
/// <param name="Names">The names it is for, in lower case: from the subjectAltName, and the common name where it has one.</param>
internal sealed record SigningRequest(PublicKey PublicKey, SubjectKey Key, IReadOnlySet<string> Names)
{
    private const string SubjectAltName = "2.5.29.17";
    private const string CommonName = "2.5.4.3";

    // ECDSA and RSA with SHA-256, SHA-384 or SHA-512.
    private static readonly string[] Signatures =
    [
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
    ];

    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);

    /// <summary>Reads one from the payload of <c>finalize</c>.</summary>
    /// <exception cref="ProblemException">It is none, or of a kind that is not taken.</exception>
    public static SigningRequest Read(string text)
    {
        var der = Base64UrlText.Read(text) ?? throw ProblemException.Malformed("'csr' is not base64url without padding (RFC 8555 §7.4)");
        try
        {
            if (!Signatures.Contains(SignatureAlgorithm(der), StringComparer.Ordinal))
            {
                throw Bad("the CSR is not signed with SHA-256, SHA-384 or SHA-512 by RSA or ECDSA");
            }

            var request = CertificateRequest.LoadSigningRequest(
                der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
            return new SigningRequest(request.PublicKey, SubjectKey.Of(request.PublicKey), NamesOf(request));
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException)
        {
            throw Bad($"the CSR cannot be read, or its signature is wrong: {error.Message}");
        }
    }

    /// <summary>The refusal of a CSR.</summary>
    public static ProblemException Bad(string why) => new(new Problem("badCSR", 400, why));

    private static string SignatureAlgorithm(byte[] der)
    {
        var request = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        request.ReadEncodedValue();
        return request.ReadSequence().ReadObjectIdentifier();
    }

    private static HashSet<string> NamesOf(CertificateRequest request)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var extension in request.CertificateExtensions.Where(extension => extension.Oid?.Value == SubjectAltName))
        {
            names.UnionWith(Alternatives(extension.RawData));
        }

        names.UnionWith(request.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            .Select(part => part.GetSingleElementValue()?.ToLowerInvariant() ?? ""));
        return names;
    }

    private static IEnumerable<string> Alternatives(byte[] extension)
    {
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            yield return names.PeekTag() == DnsName
                ? names.ReadCharacterString(UniversalTagNumber.IA5String, DnsName).ToLowerInvariant()
                : throw Bad("the subjectAltName of the CSR has something else than DNS names");
        }
    }
}
