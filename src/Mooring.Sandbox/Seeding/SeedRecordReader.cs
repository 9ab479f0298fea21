using System.Globalization;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Sandbox.TencentCloud;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Seeding;

/// <summary>Reads one record of a seed: the keys are those of the control API.</summary>
internal static class SeedRecordReader
{
    /// <summary>The keys a record may have.</summary>
    public static readonly string[] Keys = ["name", "type", "value", "ttl", "line", "status", "remark", "id"];

    private const int DefaultPriority = 10;

    private static readonly string[] Types =
        ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA", "REDIRECT_URL", "FORWARD_URL", "显性URL", "隐性URL"];

    /// <summary>The record; null, and the mistakes noted, when it is none.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="zone">The zone it stands in.</param>
    /// <param name="provider">The cloud, whose words for lines are taken.</param>
    public static SeedRecord? Read(SeedMap map, DomainName zone, SandboxProvider provider)
    {
        var (name, type) = (Name(map, zone), Type(map));
        var written = map.Required("value", "192.0.2.1");
        var record = new SeedRecord(name ?? "", type ?? "", "")
        {
            Id = Id(map),
            Ttl = map.Number("ttl", 1, 604800) ?? 600,
            Line = Line(map, provider),
            Enabled = Enabled(map),
            Remark = map.Optional("remark") ?? "",
        };
        return name is null || type is null || written.Length == 0 ? null
            : type == "MX" ? Exchange(map, record, written)
            : Stored(map, type, written) is { } value ? record with { Value = value }
            : null;
    }

    private static string? Name(SeedMap map, DomainName zone)
    {
        var written = map.Required("name", "www");
        if (written.Length == 0)
        {
            return null;
        }

        if (ZoneNames.TryRelative(written, zone, out var relative))
        {
            return relative;
        }

        map.Wrong("name", new($"'{written}' is no name in {zone}", $"“{written}”不是 {zone} 中的名称"),
            new("write it relative to the zone, '@' for the zone itself", "请写相对于区域的名称，区域本身写“@”"));
        return null;
    }

    private static string? Type(SeedMap map)
    {
        var written = map.Required("type", "A").ToUpperInvariant();
        if (Types.Contains(written))
        {
            return written;
        }

        if (written.Length == 0)
        {
            return null;
        }

        map.Wrong("type", new($"'{written}' is no type a seed can hold", $"“{written}”不是种子可用的类型"),
            new($"one of {string.Join(", ", Types)}", $"可用类型：{string.Join("、", Types)}"));
        return null;
    }

    private static bool Enabled(SeedMap map)
    {
        var written = map.Optional("status");
        if (written is not (null or "ENABLE" or "DISABLE"))
        {
            map.Wrong("status", new($"'{written}' is no status", $"“{written}”不是可用的状态"), Text.Same("ENABLE | DISABLE"));
        }

        return written != "DISABLE";
    }

    private static string? Id(SeedMap map)
    {
        var written = map.Optional("id");
        if (written is not null && !long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            map.Wrong("id", new($"'{written}' is no record id", $"“{written}”不是记录 id"), new("write digits only", "只能写数字"));
        }

        return written;
    }

    private static string? Line(SeedMap map, SandboxProvider provider)
    {
        var written = map.Optional("line");
        if (written is null || provider == SandboxProvider.Alidns)
        {
            return written;
        }

        var stored = DnspodLines.Find(written);
        if (stored is null)
        {
            map.Wrong("line", new($"'{written}' is no line of DNSPod", $"“{written}”不是 DNSPod 的线路"),
                new("write a line's name or id: 电信 or 10=0", "请写线路名称或编号：电信 或 10=0"));
        }

        return stored;
    }

    private static SeedRecord? Exchange(SeedMap map, SeedRecord record, string written)
    {
        var (priority, host) = written.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var second]
            ? (first, second)
            : (DefaultPriority.ToString(CultureInfo.InvariantCulture), written);
        if (ushort.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Stored(map, "MX", host) is { } value ? record with { Value = value, Priority = number } : null;
        }

        map.Wrong("value", new($"'{priority}' is no priority", $"“{priority}”不是优先级"), new("write 10 mail.example.net", "请写 10 mail.example.net"));
        return null;
    }

    private static string? Stored(SeedMap map, string type, string written)
    {
        if (RecordSyntax.TryNormalize(type, written, out var stored))
        {
            return stored;
        }

        map.Wrong("value", new($"'{written}' is no value of {type}", $"“{written}”不是 {type} 的值"), new($"write one like {Example(type)}", $"例如：{Example(type)}"));
        return null;
    }

    private static string Example(string type) => type switch
    {
        "A" => "192.0.2.1",
        "AAAA" => "2001:db8::1",
        "SRV" => "10 5 5060 sip.example.net",
        "CAA" => "0 issue \"ca.example.net\"",
        "TXT" => "v=spf1 -all",
        "REDIRECT_URL" or "FORWARD_URL" or "显性URL" or "隐性URL" => "https://www.example.net/",
        _ => "host.example.net",
    };
}
