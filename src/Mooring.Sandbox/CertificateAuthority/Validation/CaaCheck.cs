using Mooring.Dns;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>Whether the owner of a name lets this CA issue for it (RFC 8659), to this account and in this way (RFC 8657).</summary>
internal sealed class CaaCheck(DnsPerspectives dns)
{
    /// <summary>The domain name that stands for this CA in CAA records.</summary>
    public const string Issuer = "ca.sandbox.example";

    private const byte Critical = 128;

    /// <summary>What forbids it; null when nothing does.</summary>
    public Problem? Check(Authorization authorization, string method, string account)
    {
        // Up the tree to the first name that has such records; above the zones of the sandbox nobody has any.
        for (var name = authorization.Proven; name is not null; name = name.Parent)
        {
            var views = dns.Ask(name, DnsType.Caa);
            var sets = views.Where(view => view.IsAnswer).Select(view => view.Data.OfType<CaaData>().ToArray()).ToArray();
            if (sets.Length == 0)
            {
                return views.Any(view => view.Rcode == DnsRcode.Refused) ? null
                    : new Problem("caa", 403, $"CAA for {name} cannot be learned: {views[0].Outcome}");
            }

            if (sets.Any(set => set.Length > 0))
            {
                return sets.All(set => set.Length == 0 || Allows(set, authorization.Name.IsWildcard, method, account)) ? null
                    : new Problem("caa", 403, $"CAA records at {name} forbid {Issuer} to issue for {authorization.Name}");
            }
        }

        return null;
    }

    private static bool Allows(CaaData[] set, bool wildcard, string method, string account)
    {
        if (set.Any(record => (record.Flags & Critical) != 0 && !Is(record, "issue") && !Is(record, "issuewild") && !Is(record, "iodef")))
        {
            return false;
        }

        var tag = wildcard && set.Any(record => Is(record, "issuewild")) ? "issuewild" : "issue";
        var relevant = set.Where(record => Is(record, tag)).ToArray();
        return relevant.Length == 0 || relevant.Any(record => IssuerValue.Read(record.Value.Text) is { } value && Names(value, method, account));
    }

    private static bool Names(IssuerValue value, string method, string account) =>
        value.Issuer == Issuer
        && (value["accounturi"] ?? account) == account
        && (value["validationmethods"] ?? method).Split(',', StringSplitOptions.TrimEntries).Contains(method, StringComparer.Ordinal);

    private static bool Is(CaaData record, string tag) => record.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase);
}
