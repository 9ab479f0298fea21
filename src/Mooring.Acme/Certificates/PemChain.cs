using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mooring.Acme;

/// <summary>Reads <c>application/pem-certificate-chain</c> (RFC 8555 §9.1), from a CA or from a file.</summary>
public static class PemChain
{
    /// <summary>More than any chain has.</summary>
    private const int Longest = 10;

    /// <summary>The chain in a body, each certificate written anew.</summary>
    /// <exception cref="FormatException">
    /// It is none, or holds anything but certificates: RFC 8555 §7.4.2 has a client look, as such files may be fed to servers.
    /// </exception>
    public static AcmeChain Parse(ReadOnlySpan<byte> body)
    {
        var rest = Encoding.UTF8.GetString(body).AsSpan();
        var certificates = new List<string>();
        var issuers = new List<string>();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (!rest[fields.Label].SequenceEqual("CERTIFICATE") || certificates.Count == Longest)
            {
                throw new FormatException("no chain of certificates, and of nothing else");
            }

            using var certificate = Load(rest[fields.Base64Data]);
            certificates.Add(certificate.ExportCertificatePem() + "\n");
            issuers.Add(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
            rest = rest[fields.Location.End..];
        }

        return certificates.Count > 0 ? new(certificates, issuers) : throw new FormatException("no certificate");
    }

    private static X509Certificate2 Load(ReadOnlySpan<char> base64)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString()));
        }
        catch (CryptographicException e)
        {
            throw new FormatException("a certificate is damaged", e);
        }
    }
}
