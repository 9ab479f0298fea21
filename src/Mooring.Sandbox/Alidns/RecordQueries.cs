using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>The actions that read records.</summary>
internal static class RecordQueries
{
    public static JsonObject DescribeDomainRecords(AlidnsContext call)
    {
        var zone = call.Zone();
        return Page(call, zone, RecordFilter.Apply(AlidnsContext.Visible(zone), call.Parameters));
    }

    public static JsonObject DescribeSubDomainRecords(AlidnsContext call)
    {
        var name = call.Parameters.Required("SubDomain");
        var owner = SubDomain(name);
        var zone = call.Parameters.Text("DomainName") is not null ? call.Zone() : call.Zone(MainDomain.Split(owner).Zone);
        if (!owner.IsWithin(zone.Name))
        {
            throw AlidnsError.Invalid("SubDomain");
        }

        var relative = owner.RelativeTo(zone.Name);
        var (type, line) = (call.Parameters.Text("Type"), call.Parameters.Text("Line"));
        var records = AlidnsContext.Visible(zone)
            .Where(record => record.Name == relative)
            .Where(record => type is null || string.Equals(record.Type, type, StringComparison.OrdinalIgnoreCase))
            .Where(record => line is null || record.Line == line)
            .Reverse();
        return Page(call, zone, [.. records]);
    }

    public static JsonObject DescribeDomainRecordInfo(AlidnsContext call)
    {
        var (zone, record) = call.Record(call.Parameters.RecordId());
        var reply = Json.Of(("DomainId", zone.Id), ("PunyCode", zone.Name.Value), ("GroupId", ""), ("GroupName", ""));
        foreach (var (name, value) in Show(zone, record).ToList())
        {
            reply[name] = value?.DeepClone();
        }

        return reply;
    }

    /// <summary>A full name; the apex may also be written <c>@.example.com</c>.</summary>
    public static DomainName SubDomain(string text) =>
        DomainName.TryParse(text.StartsWith("@.", StringComparison.Ordinal) ? text[2..] : text, out var name) && name.Labels.Length > 1
            ? name
            : throw AlidnsError.Invalid("SubDomain");

    private static JsonObject Page(AlidnsContext call, SandboxZone zone, List<ZoneRecord> records) =>
        call.Page(records, max: 500, "DomainRecords", "Record", record => Show(zone, record));

    private static JsonObject Show(SandboxZone zone, ZoneRecord record)
    {
        var shown = Json.Of(
            ("DomainName", zone.Name.Describe()),
            ("RecordId", record.Id),
            ("RR", record.Name),
            ("Type", record.Type),
            ("Value", record.Value),
            ("TTL", record.Ttl),
            ("Line", record.Line),
            ("Status", record.Enabled ? "ENABLE" : "DISABLE"),
            ("Locked", record.Locked),
            ("Weight", record.Weight ?? 1),
            ("CreateTimestamp", AlidnsContext.Stamp(record.Created)),
            ("UpdateTimestamp", AlidnsContext.Stamp(record.Updated)));
        if (record.Priority is { } priority)
        {
            shown["Priority"] = priority;
        }

        if (record.Remark.Length > 0)
        {
            shown["Remark"] = record.Remark;
        }

        return shown;
    }
}
