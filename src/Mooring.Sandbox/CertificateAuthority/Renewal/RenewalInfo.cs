using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Renewal;

/// <summary>Says when certificates are to be renewed (RFC 9773 §4).</summary>
internal sealed class RenewalInfo(SandboxWorld world)
{
    public AcmeReply Answer(AcmeRequest request, string id)
    {
        if (!CertificateIdText.IsOne(id))
        {
            throw ProblemException.Malformed($"'{id}' is no certificate identifier (RFC 9773 §4.1)");
        }

        var certificate = world.Authority.Certificates.All.Find(issued => issued.Id == id)
            ?? throw ProblemException.Malformed("this CA issued no such certificate", 404);
        var window = RenewalRules.WindowOf(certificate);
        var json = Json.Of(("suggestedWindow", Json.Of(("start", Challenge.Stamp(window.Start)), ("end", Challenge.Stamp(window.End)))));
        if (window != RenewalRules.Usual(certificate))
        {
            json["explanationURL"] = new AcmeUrls(request.Base).Incident;
        }

        return AcmeReply.Json(200, json) with { RetryAfter = world.Authority.Settings.RenewalCheck };
    }
}
