using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The actions on zones.</summary>
internal static class DomainActions
{
    private static readonly int[] Ttls = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 43200, 86400];

    public static JsonObject DescribeDomains(AlidnsContext call)
    {
        var word = call.Parameters.Text("KeyWord");
        Func<SandboxZone, bool> matches = (call.Parameters.Text("SearchMode")?.ToUpperInvariant() ?? "LIKE") switch
        {
            "LIKE" => zone => word is null || zone.Name.Describe().Contains(word, StringComparison.OrdinalIgnoreCase)
                || zone.Name.Value.Contains(word, StringComparison.OrdinalIgnoreCase),
            "EXACT" => zone => word is null || (DomainName.TryParse(word, out var name) && zone.Name == name),
            _ => throw AlidnsError.NotOneOf("SearchMode"),
        };
        return call.Page([.. call.Zones.Where(matches)], max: 100, "Domains", "Domain", Listed);
    }

    public static JsonObject DescribeDomainInfo(AlidnsContext call)
    {
        var zone = call.Zone();
        var edition = AlidnsEdition.Of(zone.Edition);
        var info = Common(zone);
        info["Remark"] = "";
        info["SubDomain"] = zone.Name != MainDomain.Split(zone.Name).Zone;
        info["SlaveDns"] = false;
        info["InBlackHole"] = false;
        info["InClean"] = false;
        info["LineType"] = "default";
        info["RegionLines"] = edition.FineLines;
        if (call.Parameters.Flag("NeedDetailAttributes", fallback: false))
        {
            info["MinTtl"] = edition.MinTtl;
            info["AvailableTtls"] = Json.Of(("AvailableTtl", Json.List(TtlsFrom(edition.MinTtl))));
            info["RecordLines"] = Json.Of(("RecordLine", Lines(edition)));
        }

        return info;
    }

    public static JsonObject GetMainDomainName(AlidnsContext call)
    {
        if (!DomainName.TryParse(call.Parameters.Required("InputString"), out var name))
        {
            throw AlidnsError.Of("InvalidDomainName.Format");
        }

        var (zone, relative) = MainDomain.Split(name);
        var level = relative == "@" ? 0 : relative.Split('.').Length;
        return Json.Of(("DomainName", zone.Describe()), ("RR", relative), ("DomainLevel", level));
    }

    public static JsonObject AddDomain(AlidnsContext call)
    {
        var name = AlidnsContext.Apex(call.Parameters.Required("DomainName"));
        _ = MainDomain.Split(name);
        if (call.World.FindZone(name) is { } there)
        {
            throw AlidnsError.Of(
                there.Provider == SandboxProvider.Alidns && there.Account == call.Account.Owner ? "InvalidDomainName.Duplicate" : "DomainAddedByOthers");
        }

        var zone = call.World.AddZone(SandboxProvider.Alidns, call.Account.Owner, name);
        return Json.Of(
            ("DomainId", zone.Id),
            ("DomainName", zone.Name.Describe()),
            ("PunyCode", zone.Name.Value),
            ("GroupId", ""),
            ("GroupName", ""),
            ("DnsServers", DnsServers()));
    }

    public static JsonObject DeleteDomain(AlidnsContext call)
    {
        var zone = call.Zone();
        call.World.RemoveZone(zone);
        return Json.Of(("DomainName", zone.Name.Describe()));
    }

    public static JsonObject DescribeSupportLines(AlidnsContext call)
    {
        var edition = AlidnsEdition.Of(call.Parameters.Text("DomainName") is null ? ZoneEdition.Free : call.Zone().Edition);
        return Json.Of(("RecordLines", Json.Of(("RecordLine", Lines(edition)))));
    }

    private static JsonObject Listed(SandboxZone zone)
    {
        var listed = Common(zone);
        listed["RecordCount"] = AlidnsContext.Visible(zone).Count;
        listed["CreateTimestamp"] = AlidnsContext.Stamp(zone.Created);
        listed["Tags"] = Json.Of(("Tag", new JsonArray()));
        return listed;
    }

    private static JsonObject Common(SandboxZone zone)
    {
        var edition = AlidnsEdition.Of(zone.Edition);
        return Json.Of(
            ("DomainId", zone.Id),
            ("DomainName", zone.Name.Describe()),
            ("PunyCode", zone.Name.Value),
            ("AliDomain", true),
            ("VersionCode", edition.Code),
            ("VersionName", edition.Name),
            ("InstanceId", ""),
            ("GroupId", ""),
            ("GroupName", ""),
            ("CreateTime", AlidnsContext.Minute(zone.Created)),
            ("DnsServers", DnsServers()));
    }

    private static JsonObject DnsServers() =>
        Json.Of(("DnsServer", Json.List(SandboxWorld.NameServers.Select(server => (JsonNode)server.Value))));

    private static IEnumerable<JsonNode> TtlsFrom(int min) =>
        Ttls.Where(ttl => ttl >= min).Select(ttl => (JsonNode)ttl.ToString(CultureInfo.InvariantCulture));

    private static JsonArray Lines(AlidnsEdition edition) => Json.List(AlidnsLines.Of(edition).Select(line =>
        Json.Of(("LineCode", line.Code), ("LineName", line.Name), ("LineDisplayName", line.Name), ("FatherCode", ""))));
}
