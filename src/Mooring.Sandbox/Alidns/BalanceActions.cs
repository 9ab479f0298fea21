using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The actions on weighted answers ("DNS SLB").</summary>
internal static class BalanceActions
{
    public static JsonObject SetDnsSlbStatus(AlidnsContext call)
    {
        var owner = RecordQueries.SubDomain(call.Parameters.Required("SubDomain"));
        var zone = call.Parameters.Text("DomainName") is not null ? call.Zone() : call.Zone(MainDomain.Split(owner).Zone);
        if (!owner.IsWithin(zone.Name))
        {
            throw AlidnsError.Invalid("SubDomain");
        }

        var type = call.Parameters.Text("Type")?.ToUpperInvariant() ?? "A";
        var (name, line) = (owner.RelativeTo(zone.Name), call.Parameters.Text("Line"));
        var open = call.Parameters.Flag("Open", fallback: true);
        var records = AlidnsContext.Visible(zone)
            .FindAll(record => record.Name == name && record.Type == type && (line is null || record.Line == line));
        if (type is not ("A" or "AAAA") || records.Count == 0)
        {
            throw AlidnsError.Of(records.Count == 0 ? "InvalidRR.NoExist" : "UnsupportedOperation");
        }

        foreach (var record in records)
        {
            call.Memory.Balanced[Key(zone, record)] = open;
        }

        return Json.Of(("Open", open), ("RecordCount", records.Count));
    }

    public static JsonObject UpdateDnsSlbWeight(AlidnsContext call)
    {
        var id = call.Parameters.RecordId();
        var weight = call.Parameters.Number("Weight", fallback: 1, min: 1, max: 100);
        call.Change(id, (zone, old) =>
            IsOpen(call, zone, old) ? old with { Weight = weight } : throw AlidnsError.Of("UnsupportedOperation"));
        return Json.Of(("RecordId", id), ("Weight", weight));
    }

    public static JsonObject DescribeDnsSlbSubDomains(AlidnsContext call)
    {
        var zone = call.Zone();
        var rr = call.Parameters.Text("Rr");
        var names = AlidnsContext.Visible(zone)
            .Where(record => record.Type is "A" or "AAAA" && (rr is null || record.Name.Contains(rr, StringComparison.OrdinalIgnoreCase)))
            .GroupBy(record => (record.Name, record.Type))
            .Where(set => set.Count() > 1)
            .ToList();
        return call.Page(names, max: 100, "SlbSubDomains", "SlbSubDomain", set => Show(call, zone, [.. set]));
    }

    private static JsonObject Show(AlidnsContext call, SandboxZone zone, List<ZoneRecord> records) => Json.Of(
        ("SubDomain", records[0].Name == "@" ? $"@.{zone.Name}" : $"{records[0].Name}.{zone.Name}"),
        ("Type", records[0].Type),
        ("Open", records.Exists(record => IsOpen(call, zone, record))),
        ("RecordCount", records.Count),
        ("LineAlgorithms", Json.Of(("LineAlgorithm", Json.List(records
            .DistinctBy(record => record.Line, StringComparer.Ordinal)
            .Select(record => Json.Of(("Line", record.Line), ("Open", IsOpen(call, zone, record)))))))));

    private static bool IsOpen(AlidnsContext call, SandboxZone zone, ZoneRecord record) =>
        call.Memory.Balanced.GetValueOrDefault(Key(zone, record));

    private static (string, string, string, string) Key(SandboxZone zone, ZoneRecord record) =>
        (zone.Id, record.Name, record.Type, record.Line);
}
