using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The actions that read zones.</summary>
internal static class DnspodDomainQueries
{
    private static readonly string[] Types =
        ["ALL", "MINE", "SHARE", "SHARE_OUT", "ISMARK", "PAUSE", "VIP", "RECENT", "FREE", "LOCK", "SPAM", "ERROR"];

    public static JsonObject DescribeDomainList(DnspodContext call) => List(call, longest: 3000);

    public static JsonObject DescribeDomainFilterList(DnspodContext call) => List(call, longest: 5000);

    public static JsonObject DescribeDomain(DnspodContext call)
    {
        var zone = call.Zone();
        var grade = DnspodGrade.Of(zone.Edition);
        return Json.Of(("DomainInfo", Json.Of(
            ("DomainId", DnspodShow.Number(zone.Id)),
            ("Domain", zone.Name.Describe()),
            ("Punycode", zone.Name.Value),
            ("Status", "ENABLE"),
            ("Grade", grade.Code),
            ("GradeLevel", grade.Level),
            ("GradeTitle", grade.Title),
            ("GroupId", 1),
            ("IsMark", "no"),
            ("TTL", 600),
            ("CnameSpeedup", "disable"),
            ("DnsStatus", ""),
            ("DnspodNsList", NameServers()),
            ("ActualNsList", NameServers()),
            ("Owner", Owner(zone)),
            ("OwnerNick", Owner(zone)),
            ("Uin", "100000000001"),
            ("UserId", 1),
            ("RecordCount", zone.Records.Count),
            ("Remark", ""),
            ("CreatedOn", DnspodShow.Time(zone.Created)),
            ("UpdatedOn", DnspodShow.Time(zone.Created)),
            ("IsVip", zone.Edition == ZoneEdition.Free ? "NO" : "YES"),
            ("IsSubDomain", zone.Name.Labels.Length > 2),
            ("SlaveDNS", "no"),
            ("SearchEnginePush", "no"),
            ("TagList", new JsonArray()))));
    }

    private static JsonObject List(DnspodContext call, int longest)
    {
        var word = call.Parameters.Word("Keyword");
        var type = call.Parameters.Word("Type")?.ToUpperInvariant() ?? "ALL";
        if (!Types.Contains(type, StringComparer.Ordinal))
        {
            throw TencentError.BadValue("Type");
        }

        var all = call.Zones.ToList();
        var found = all.FindAll(zone => IsOfType(zone, type)
            && (word is null || zone.Name.Describe().Contains(word, StringComparison.OrdinalIgnoreCase)
                || zone.Name.Value.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var page = DnspodPage.Of(call, fallback: longest, max: longest);
        return found.Count == 0 ? throw TencentError.Of("ResourceNotFound.NoDataOfDomain") : Json.Of(
            ("DomainCountInfo", Counts(all, found.Count)),
            ("DomainList", Json.List(page.Cut(found).Select(Listed))));
    }

    private static bool IsOfType(SandboxZone zone, string type) => type switch
    {
        "ALL" or "MINE" or "RECENT" => true,
        "FREE" => zone.Edition == ZoneEdition.Free,
        "VIP" => zone.Edition != ZoneEdition.Free,
        _ => false,
    };

    private static JsonObject Counts(List<SandboxZone> all, int found) => Json.Of(
        ("DomainTotal", found),
        ("AllTotal", all.Count),
        ("MineTotal", all.Count),
        ("ShareTotal", 0),
        ("VipTotal", all.Count(zone => zone.Edition != ZoneEdition.Free)),
        ("PauseTotal", 0),
        ("ErrorTotal", 0),
        ("LockTotal", 0),
        ("SpamTotal", 0),
        ("VipExpire", 0),
        ("ShareOutTotal", 0),
        ("GroupTotal", 1));

    private static JsonObject Listed(SandboxZone zone)
    {
        var grade = DnspodGrade.Of(zone.Edition);
        return Json.Of(
            ("DomainId", DnspodShow.Number(zone.Id)),
            ("Name", zone.Name.Describe()),
            ("Status", "ENABLE"),
            ("TTL", 600),
            ("CNAMESpeedup", "DISABLE"),
            ("DNSStatus", ""),
            ("Grade", grade.Code),
            ("GroupId", 1),
            ("SearchEnginePush", "NO"),
            ("Remark", ""),
            ("Punycode", zone.Name.Value),
            ("EffectiveDNS", NameServers()),
            ("GradeLevel", grade.Level),
            ("GradeTitle", grade.Title),
            ("IsVip", zone.Edition == ZoneEdition.Free ? "NO" : "YES"),
            ("VipStartAt", "0000-00-00 00:00:00"),
            ("VipEndAt", "0000-00-00 00:00:00"),
            ("VipAutoRenew", "DEFAULT"),
            ("RecordCount", zone.Records.Count),
            ("CreatedOn", DnspodShow.Time(zone.Created)),
            ("UpdatedOn", DnspodShow.Time(zone.Created)),
            ("Owner", Owner(zone)),
            ("TagList", new JsonArray()));
    }

    private static JsonArray NameServers() => Json.List(SandboxWorld.NameServers.Select(server => (JsonNode)server.Value));

    private static string Owner(SandboxZone zone) => $"{zone.Account}@example.com";
}
