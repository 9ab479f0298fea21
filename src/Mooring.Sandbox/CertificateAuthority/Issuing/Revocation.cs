using System.Security.Cryptography.X509Certificates;
using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>Revokes certificates (RFC 8555 §7.6).</summary>
internal sealed class Revocation(SandboxWorld world, OrderBook orders)
{
    // Unspecified, key compromise, affiliation changed, superseded, cessation of operation (RFC 5280 §5.3.1).
    private static readonly int[] Reasons = [0, 1, 3, 4, 5];

    public AcmeReply Answer(SignedRequest request)
    {
        var payload = request.Members();
        var der = Base64UrlText.Read(payload.RequiredText("certificate"))
            ?? throw ProblemException.Malformed("'certificate' is not base64url without padding (RFC 8555 §7.6)");
        var certificate = world.Authority.Certificates.All.Find(issued => issued.Der.Span.SequenceEqual(der))
            ?? throw ProblemException.Malformed("this CA issued no such certificate", 404);
        RequireRight(request, certificate);
        if (payload.Whole("reason") is { } reason && !Reasons.Contains(reason))
        {
            throw new ProblemException(new Problem("badRevocationReason", 400, $"the reason {reason} is none of {string.Join(", ", Reasons)}"));
        }

        if (certificate.Revoked is not null)
        {
            throw new ProblemException(new Problem("alreadyRevoked", 400, "the certificate is revoked already"));
        }

        world.Authority.Certificates.Change(certificate.Serial, old => old with { Revoked = world.Clock.Now });
        return AcmeReply.Empty(200);
    }

    private void RequireRight(SignedRequest request, AuthorityCertificate certificate)
    {
        var may = request.Signer is { } account
            ? account.Id == certificate.Account
                || certificate.Names.All(name => orders.FindValid(account, DomainName.Parse(name), world.Clock.Now) is not null)
            : HasKey(certificate, request.Key);
        if (!may)
        {
            throw ProblemException.Unauthorized(
                "revoke with the account that ordered the certificate, one that is authorized for all its names, or the certificate's own key");
        }
    }

    private static bool HasKey(AuthorityCertificate certificate, Jwk key)
    {
        using var loaded = X509CertificateLoader.LoadCertificate(certificate.Der.Span);
        return SubjectKey.Of(loaded.PublicKey).Info.AsSpan().SequenceEqual(key.SubjectPublicKeyInfo);
    }
}
