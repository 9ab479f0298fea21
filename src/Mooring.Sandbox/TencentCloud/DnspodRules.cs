using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>Which records may stand beside each other.</summary>
internal static class DnspodRules
{
    /// <summary>Refuses a record that cannot stand beside the zone's others.</summary>
    /// <param name="zone">The zone as it is.</param>
    /// <param name="wanted">The record as it shall be; a record with its id is the one it replaces.</param>
    /// <exception cref="TencentError">It clashes, is there already, or is one too many.</exception>
    public static void Check(SandboxZone zone, ZoneRecord wanted)
    {
        var others = zone.Records.RemoveAll(record => record.Id == wanted.Id);
        var same = others.FindAll(record => record.SharesSetWith(wanted));
        if (same.Exists(record => record.Value == wanted.Value))
        {
            throw TencentError.Of("InvalidParameter.DomainRecordExist");
        }

        // The vendor does not publish the code of this clash.
        if (others.Exists(record => record.Name == wanted.Name && record.Line == wanted.Line && Clash(record.Type, wanted.Type, wanted.Name)))
        {
            throw TencentError.Of("InvalidParameter.OperateFailed");
        }

        var moved = zone.Records.Find(record => record.Id == wanted.Id)?.SharesSetWith(wanted) != true;
        var alone = moved && wanted.Line != DnspodLines.Default
            && !others.Exists(record => record.Name == wanted.Name && record.Type == wanted.Type && record.Line == DnspodLines.Default);
        if (alone)
        {
            throw TencentError.Of("FailedOperation.MustAddDefaultLineFirst");
        }

        if (wanted.Type is "A" or "AAAA" or "CNAME" && same.Count >= DnspodGrade.Of(zone.Edition).Roll)
        {
            throw TencentError.Of("LimitExceeded.SubdomainRollLimit");
        }
    }

    private static bool Clash(string one, string other, string name) =>
        one != other && (ClashesOneWay(one, other, name) || ClashesOneWay(other, one, name));

    private static bool ClashesOneWay(string one, string other, string name) => one switch
    {
        "CNAME" => name != "@" || other is not ("NS" or "MX" or "TXT"),
        "A" or "AAAA" => other is "显性URL" or "隐性URL",
        _ => false,
    };
}
