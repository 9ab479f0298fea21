using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>Records and times as the vendor shows them.</summary>
internal static class DnspodShow
{
    /// <summary>One record of a listing.</summary>
    public static JsonObject Listed(ZoneRecord record, bool international) => Json.Of(
        ("RecordId", Number(record.Id)),
        ("Value", Value(record)),
        ("Status", record.Enabled ? "ENABLE" : "DISABLE"),
        ("UpdatedOn", Time(record.Updated)),
        ("Name", record.Name),
        ("Line", DnspodLines.Show(record.Line, international)),
        ("LineId", DnspodLines.IdOf(record.Line)),
        ("Type", record.Type),
        ("Weight", record.Weight),
        ("MonitorStatus", ""),
        ("Remark", record.Remark),
        ("TTL", record.Ttl),
        ("MX", record.Priority ?? 0),
        ("DefaultNS", record.System));

    /// <summary>One record by itself, under its other field names.</summary>
    public static JsonObject Info(SandboxZone zone, ZoneRecord record, bool international) => Json.Of(
        ("Id", Number(record.Id)),
        ("SubDomain", record.Name),
        ("RecordType", record.Type),
        ("RecordLine", DnspodLines.Show(record.Line, international)),
        ("RecordLineId", DnspodLines.IdOf(record.Line)),
        ("Value", Value(record)),
        ("Weight", record.Weight),
        ("MX", record.Priority ?? 0),
        ("TTL", record.Ttl),
        ("Enabled", record.Enabled ? 1 : 0),
        ("MonitorStatus", ""),
        ("Remark", record.Remark),
        ("UpdatedOn", Time(record.Updated)),
        ("DomainId", Number(zone.Id)));

    /// <summary>Names come with their final dot.</summary>
    public static string Value(ZoneRecord record) => record.Type is "CNAME" or "NS" or "MX" ? record.Value + "." : record.Value;

    /// <summary>An id as the number it is.</summary>
    public static long Number(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    /// <summary>A point in time in Beijing's time, without saying so.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
