using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud.Cns;

/// <summary>The actions of CNS v2; each returns <c>data</c>, null for none.</summary>
internal static class CnsActions
{
    /// <summary>Longest page; a client that asks for more gets this many.</summary>
    private const int LongestPage = 100;

    public static readonly FrozenDictionary<string, Func<DnspodContext, CnsContext, JsonObject?>> ByName =
        new Dictionary<string, Func<DnspodContext, CnsContext, JsonObject?>>(StringComparer.Ordinal)
        {
            ["RecordList"] = RecordList,
            ["RecordCreate"] = RecordCreate,
            ["RecordModify"] = RecordModify,
            ["RecordStatus"] = RecordStatus,
            ["RecordDelete"] = RecordDelete,
            ["DomainList"] = (_, call) => DomainList(call),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static JsonObject RecordList(DnspodContext records, CnsContext call)
    {
        var zone = call.Zone();
        var (name, type) = (call.Text("subDomain"), call.Text("recordType"));
        var found = records.Listed(zone).FindAll(record =>
            (name is null || record.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            && (type is null || record.Type.Equals(type, StringComparison.OrdinalIgnoreCase)));
        return Json.Of(
            ("domain", Domain(zone)),
            ("info", Json.Of(
                ("sub_domains", Count(found.DistinctBy(record => record.Name, StringComparer.Ordinal).Count())),
                ("record_total", Count(found.Count)))),
            ("records", Json.List(Cut(call, found).Select(Listed))));
    }

    private static JsonObject RecordCreate(DnspodContext records, CnsContext call)
    {
        var zone = call.Zone();
        var added = records.Add(zone, RecordWish.Of(zone, international: false, Written(call)));
        return Json.Of(("record", Json.Of(("id", added.Id), ("name", added.Name), ("status", "enabled"), ("weight", null))));
    }

    private static JsonObject RecordModify(DnspodContext records, CnsContext call)
    {
        var zone = call.Zone();
        var id = call.Required("recordId");
        var wish = RecordWish.Of(zone, international: false, Written(call));
        records.Change(zone, id, (_, old) => wish.ApplyTo(old) with { Enabled = old.Enabled, Weight = old.Weight });
        return Json.Of(("record", Json.Of(
            ("id", DnspodShow.Number(id)), ("name", wish.Name), ("value", wish.Value), ("status", "enabled"), ("weight", null))));
    }

    private static JsonObject? RecordStatus(DnspodContext records, CnsContext call)
    {
        var enabled = call.Required("status") switch
        {
            "enable" => true,
            "disable" => false,
            _ => throw TencentError.BadValue("status"),
        };
        records.Change(call.Zone(), call.Required("recordId"), (_, old) => old with { Enabled = enabled });
        return null;
    }

    private static JsonObject? RecordDelete(DnspodContext records, CnsContext call)
    {
        records.Change(call.Zone(), call.Required("recordId"), (_, _) => null);
        return null;
    }

    private static JsonObject DomainList(CnsContext call)
    {
        var word = call.Text("keyword");
        var found = call.Zones
            .Where(zone => word is null || zone.Name.Describe().Contains(word, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return Json.Of(
            ("info", Json.Of(("domain_total", found.Count))),
            ("domains", Json.List(Cut(call, found).Select(Domain))));
    }

    private static IEnumerable<T> Cut<T>(CnsContext call, IEnumerable<T> items)
    {
        var length = Math.Min(call.Number("length") ?? 20, Math.Min(LongestPage, call.World.Limits.PageSize ?? LongestPage));
        return items.Skip(call.Number("offset") ?? 0).Take(length);
    }

    private static WrittenRecord Written(CnsContext call) => new()
    {
        SubDomain = call.Required("subDomain"),
        Type = call.Required("recordType"),
        Line = call.Required("recordLine"),
        Value = call.Required("value"),
        Ttl = call.Number("ttl"),
        Mx = call.Number("mx"),
    };

    private static JsonObject Domain(SandboxZone zone)
    {
        var grade = DnspodGrade.Of(zone.Edition);
        return Json.Of(
            ("id", zone.Id),
            ("name", zone.Name.Describe()),
            ("punycode", zone.Name.Value),
            ("grade", grade.Code),
            ("ttl", 600),
            ("min_ttl", grade.MinTtl),
            ("status", "enable"),
            ("dnspod_ns", Json.List(SandboxWorld.NameServers.Select(server => (JsonNode)server.Value))));
    }

    private static JsonObject Listed(ZoneRecord record) => Json.Of(
        ("id", DnspodShow.Number(record.Id)),
        ("ttl", record.Ttl),
        ("value", DnspodShow.Value(record)),
        ("enabled", record.Enabled ? 1 : 0),
        ("status", record.Enabled ? "enabled" : "disabled"),
        ("updated_on", DnspodShow.Time(record.Updated)),
        ("q_project_id", 0),
        ("name", record.Name),
        ("line", record.Line),
        ("line_id", DnspodLines.IdOf(record.Line)),
        ("type", record.Type),
        ("remark", record.Remark),
        ("mx", record.Priority ?? 0));

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
