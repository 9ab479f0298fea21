using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>Which records may stand beside each other ("DNS record conflict rules" and the quotas).</summary>
internal static class RecordRules
{
    /// <summary>Values of one type at one name and line.</summary>
    private const int ValuesPerSet = 90;

    private static readonly string[] BesideAlias = ["A", "AAAA", "ALIAS", "REDIRECT_URL", "FORWARD_URL", "SRV", "CAA", "HTTPS", "SVCB"];

    /// <summary>Refuses a record that cannot stand beside the zone's others.</summary>
    /// <param name="zone">The zone as it is.</param>
    /// <param name="wanted">The record as it shall be; a record with its id is the one it replaces.</param>
    /// <exception cref="AlidnsError">It clashes, is there already, or is one too many.</exception>
    public static void Check(SandboxZone zone, ZoneRecord wanted)
    {
        var others = AlidnsContext.Visible(zone).RemoveAll(record => record.Id == wanted.Id);
        var same = others.FindAll(record => record.SharesSetWith(wanted));
        if (same.Exists(record => SameValue(record, wanted)))
        {
            throw AlidnsError.Of("DomainRecordDuplicate");
        }

        if (others.Exists(record => record.Name == wanted.Name && record.Line == wanted.Line && Clash(record.Type, wanted.Type, wanted.Name)))
        {
            throw AlidnsError.Of("DomainRecordConflict");
        }

        if (same.Count >= ValuesPerSet)
        {
            throw AlidnsError.Of("QuotaExceeded.Record");
        }

        if (wanted.Type is "A" or "AAAA" && same.Count >= AlidnsEdition.Of(zone.Edition).Addresses)
        {
            throw AlidnsError.Of("QuotaExceeded.ARecord");
        }
    }

    /// <summary>Whether an update would change nothing, which Alidns refuses as a duplicate.</summary>
    public static bool IsUnchanged(ZoneRecord old, ZoneRecord wanted) =>
        old.SharesSetWith(wanted) && SameValue(old, wanted) && old.Ttl == wanted.Ttl && old.Priority == wanted.Priority;

    private static bool SameValue(ZoneRecord one, ZoneRecord other) => string.Equals(one.Value, other.Value, StringComparison.Ordinal);

    private static bool Clash(string one, string other, string name) =>
        one != other && (ClashesOneWay(one, other, name) || ClashesOneWay(other, one, name));

    private static bool ClashesOneWay(string one, string other, string name) => one switch
    {
        "CNAME" => BesideAlias.Contains(other, StringComparer.Ordinal) || (name != "@" && (other is "MX" or "TXT" or "NS")),
        "A" or "AAAA" => other is "ALIAS" or "REDIRECT_URL" or "FORWARD_URL",
        _ => false,
    };
}
