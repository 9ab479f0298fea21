using System.Security.Cryptography;
using System.Text;
using Mooring.Dns;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>Looks whether what a challenge asks for is there, and whether the zone lets this CA issue.</summary>
internal sealed class ChallengeCheck(DnsPerspectives dns, CaaCheck caa, WorldClock clock)
{
    /// <summary>What is wrong; null when the name is proven.</summary>
    public Problem? Check(Authorization authorization, Challenge challenge, AcmeUrls urls)
    {
        var account = urls.Account(authorization.Account.Id);
        var problem = challenge.Type switch
        {
            "dns-01" => Judge($"_acme-challenge.{authorization.Proven}", text => text == Expected(authorization, challenge)),
            PersistentRecord.Type => Judge(
                $"_validation-persist.{authorization.Proven}",
                text => PersistentRecord.Allows(text, account, authorization.Name.IsWildcard, clock.Now)),
            _ => new Problem("connection", 400, "the stand-ins have no web servers, so there is nothing to connect to; take dns-01"),
        };
        return problem ?? caa.Check(authorization, challenge.Type, account);
    }

    // RFC 8555 §8.4.
    private static string Expected(Authorization authorization, Challenge challenge) => Base64UrlText.Write(
        SHA256.HashData(Encoding.ASCII.GetBytes($"{challenge.Token}.{authorization.Account.Key.Thumbprint}")));

    private Problem? Judge(string name, Func<string, bool> isProof)
    {
        // Longer than a name may be: such a challenge cannot be published.
        if (!DnsName.TryParse(name, out var owner, out var why))
        {
            return new Problem("dns", 400, $"DNS problem: {name} is no name: {why}");
        }

        var views = dns.Ask(owner, DnsType.Txt);
        return views.Any(view => view.IsAnswer)
            ? views.Where(view => view.IsAnswer).Select(view => Judge(view, name, isProof)).FirstOrDefault(problem => problem is not null)
            : new Problem("dns", 400, $"DNS problem: {string.Join(", ", views.Select(view => $"{view.Server}: {view.Outcome}"))} looking up TXT for {name}");
    }

    private static Problem? Judge(DnsView view, string name, Func<string, bool> isProof)
    {
        var found = view.Data.OfType<TxtData>().Select(txt => txt.Text).ToArray();
        return found.Any(isProof) ? null
            : view.Rcode == DnsRcode.NxDomain ? new Problem("dns", 400, $"DNS problem: NXDOMAIN looking up TXT for {name} at {view.Server}; does the record exist?")
            : found.Length == 0 ? new Problem("unauthorized", 403, $"No TXT record found at {name} ({view.Server})")
            : new Problem("unauthorized", 403, $"Incorrect TXT record \"{found[0]}\"{More(found.Length - 1)} found at {name} ({view.Server})");
    }

    private static string More(int others) => others == 0 ? "" : $" (and {others} more)";
}
