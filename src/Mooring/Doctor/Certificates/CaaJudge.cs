using Mooring.Core;
using Mooring.Dns;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Doctor.Certificates;

/// <summary>Judges whether CAA records let an authority issue by dns-01 (RFC 8659 §4.2, RFC 8657 §4). Pure.</summary>
internal static class CaaJudge
{
    /// <summary>One finding for each name that is forbidden, and one for all that are not.</summary>
    /// <param name="names">The records that count for each name.</param>
    /// <param name="offer">The authority; one that does not say its name for CAA cannot be judged.</param>
    public static IEnumerable<Finding> Judge(IReadOnlyList<CaaFacts> names, AuthorityOffer offer)
    {
        if (offer is not { Error: null, CaaIdentities: [var identity, ..] })
        {
            yield break;
        }

        var forbidden = names.Where(name => !IsAllowed(name, offer.CaaIdentities)).ToArray();
        foreach (var name in forbidden)
        {
            yield return Forbidden(name, offer.Issuer.Name, identity);
        }

        if (names.Count > forbidden.Length)
        {
            yield return Finding.Ok(FindingIds.CertificateCaa, offer.Issuer.Name, new Text(
                $"no CAA record keeps {identity} from issuing{(forbidden.Length > 0 ? " for the other names" : "")}",
                $"{(forbidden.Length > 0 ? "对其余域名，" : "")}没有 CAA 记录阻止 {identity} 签发"));
        }
    }

    /// <summary>Without a property that counts for the name anybody may issue; a wildcard has its own, if there is one.</summary>
    private static bool IsAllowed(CaaFacts name, IReadOnlyList<string> identities)
    {
        var wild = name.Domain.Labels[0] == "*" ? Of(name, "issuewild") : [];
        var counting = wild.Length > 0 ? wild : Of(name, "issue");
        return counting.Length == 0 || Array.Exists(counting, record => Allows(record.Value.Text, identities));
    }

    private static CaaData[] Of(CaaFacts name, string tag) => [.. name.Records.Where(record => record.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase))];

    private static bool Allows(string value, IReadOnlyList<string> identities)
    {
        var parts = value.Split(';', StringSplitOptions.TrimEntries);
        var methods = parts.Skip(1).FirstOrDefault(part => part.StartsWith("validationmethods", StringComparison.OrdinalIgnoreCase))?.Split('=', 2) is [_, var list]
            ? list.Split(',', StringSplitOptions.TrimEntries) : null;
        return identities.Contains(parts[0], StringComparer.OrdinalIgnoreCase) && methods?.Contains("dns-01", StringComparer.OrdinalIgnoreCase) != false;
    }

    private static Finding Forbidden(CaaFacts name, string issuer, string identity)
    {
        var (at, records) = (name.At!, string.Join(", ", name.Records.Select(record => $"'{record}'")));
        var tag = name.Domain.Labels[0] == "*" && Of(name, "issuewild").Length > 0 ? "issuewild" : "issue";
        return new Finding(
            FindingIds.CertificateCaa, Severity.Fault, $"{name.Domain.Describe()} ({issuer})",
            new Text($"the CAA records of {at.Describe()} do not let {identity} issue by dns-01: {records}", $"{at.Describe()} 的 CAA 记录不允许 {identity} 以 dns-01 方式签发：{records}"),
            new Text(
                $"allow it: `mooring records set {at} CAA '0 {tag} \"{identity}\"' --mode join`, or choose another issuer",
                $"请放行：`mooring records set {at} CAA '0 {tag} \"{identity}\"' --mode join`，或换一个颁发机构"));
    }
}
