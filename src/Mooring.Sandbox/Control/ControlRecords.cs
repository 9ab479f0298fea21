using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.TencentCloud;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>A zone's records as the control API shows and takes them; the vendor's own name server records are left out and left alone.</summary>
internal static class ControlRecords
{
    private const int DefaultPriority = 10;

    /// <summary>The records, <c>id</c> as text; an MX value has its priority in front.</summary>
    public static JsonArray Show(SandboxZone zone) => Json.List(zone.Records.Where(record => !record.System).Select(record => Json.Of(
        ("id", record.Id),
        ("name", record.Name),
        ("type", record.Type),
        ("value", record.Priority is { } priority ? $"{priority} {record.Value}" : record.Value),
        ("ttl", record.Ttl),
        ("line", record.Line),
        ("status", record.Enabled ? "ENABLE" : "DISABLE"),
        ("remark", record.Remark))));

    /// <summary>Replaces the records; no rule of the vendor is asked, so that any state can be set up.</summary>
    /// <exception cref="ControlError">The body is wrong; nothing is changed then.</exception>
    public static SandboxZone Replace(SandboxWorld world, SandboxZone zone, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            throw ControlError.Bad("a JSON list of records is expected", "应为记录的 JSON 列表");
        }

        return world.Edit(zone, current =>
        {
            var records = current.Records
                .Where(record => record.System)
                .Concat(body.EnumerateArray().Select(element => Read(world, current, element)))
                .ToImmutableList();
            return records.GroupBy(record => record.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw ControlError.Bad($"the id {twice.Key} is given twice", $"id {twice.Key} 重复")
                : records;
        });
    }

    /// <summary>Reads one record.</summary>
    /// <exception cref="ControlError">It is wrong.</exception>
    public static ZoneRecord Read(SandboxWorld world, SandboxZone zone, JsonElement element)
    {
        var given = new ControlObject(element, "id", "name", "type", "value", "ttl", "line", "status", "remark");
        var type = given.RequiredText("type").ToUpperInvariant();
        var (value, priority) = Value(type, given.RequiredText("value"));
        var id = Id(given) ?? world.NextRecordId(zone.Provider);
        var known = zone.Records.Find(record => record.Id == id);
        return new ZoneRecord
        {
            Id = id,
            Name = ZoneNames.TryRelative(given.RequiredText("name"), zone.Name, out var name)
                ? name
                : throw ControlError.BadValue("name", "a name relative to the zone, '@' for its apex", "相对于区域的名称，顶点写作“@”"),
            Type = type,
            Value = value,
            Priority = priority,
            Ttl = given.Whole("ttl", 1, 604800) ?? 600,
            Line = Line(zone.Provider, given.Text("line")),
            Enabled = given.Word("status", "ENABLE", "DISABLE") != "DISABLE",
            Remark = given.Text("remark") ?? "",
            Weight = known?.Weight,
            Created = known?.Created ?? world.Clock.Now,
            Updated = world.Clock.Now,
        };
    }

    private static (string Value, int? Priority) Value(string type, string written)
    {
        var space = type == "MX" ? written.IndexOf(' ', StringComparison.Ordinal) : -1;
        var priority = DefaultPriority;
        if (space > 0 && !int.TryParse(written[..space], NumberStyles.None, CultureInfo.InvariantCulture, out priority))
        {
            throw ControlError.BadValue("value", "a priority and a name, like '10 mx.example.com'", "优先级加名称，例如“10 mx.example.com”");
        }

        return RecordSyntax.TryNormalize(type, written[(space + 1)..], out var value)
            ? (value, type == "MX" ? priority : null)
            : throw ControlError.BadValue("value", $"a value of type {type}, not '{written}'", $" {type} 类型的值，而不是“{written}”");
    }

    private static string? Id(ControlObject given)
    {
        var id = given.Value("id") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : given.Text("id");
        return id is null || long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? id
            : throw ControlError.BadValue("id", "a number", "数字");
    }

    private static string Line(SandboxProvider provider, string? written) =>
        written is null ? provider.DefaultLine()
        : provider == SandboxProvider.Alidns ? written
        : DnspodLines.Find(written) ?? throw ControlError.BadValue("line", "a line of the provider, by name or id", "服务商的线路名称或编号");
}
