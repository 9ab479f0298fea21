using System.Security.Cryptography;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>Hands out certificates with either chain (RFC 8555 §7.4.2).</summary>
internal sealed class CertificateDownload(AuthorityWorld authority, Intermediate intermediate)
{
    public AcmeReply Answer(SignedRequest request, string serial, bool alternate)
    {
        request.RequireRead();
        var certificate = authority.Certificates.Find(serial) ?? throw ProblemException.Malformed("there is no such certificate", 404);
        if (certificate.Account != request.Account.Id)
        {
            throw ProblemException.Unauthorized("this certificate was ordered by another account");
        }

        var other = alternate ? request.Urls.Certificate(certificate.Serial) : request.Urls.Alternate(certificate.Serial);
        var leaf = PemEncoding.WriteString("CERTIFICATE", certificate.Der.Span);
        return AcmeReply.Text(200, "application/pem-certificate-chain", $"{leaf}\n{intermediate.ChainPem(alternate)}")
            .With("Link", $"<{other}>;rel=\"alternate\"");
    }
}
