using System.Diagnostics.CodeAnalysis;
using Mooring.Configuration;
using Mooring.Configuration.Kinds;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Spelling;

namespace Mooring.Cli.Commands;

/// <summary>Reads the arguments of <c>records</c> and collects all that is wrong with them.</summary>
internal sealed class RecordArguments
{
    private readonly List<Problem> problems = [];

    /// <summary>An owner name or a zone.</summary>
    public DomainName? Name(string? text, string key)
    {
        if (DomainName.TryParse(text, out var name, out var why))
        {
            return name;
        }

        Add(key, why, new Text("write a full name such as nas.example.com", "请写完整域名，例如 nas.example.com"));
        return null;
    }

    /// <summary>One of the types that can be written.</summary>
    public RecordType? Type(string? text)
    {
        var type = RecordType.Of(text ?? "");
        if (RecordType.Writable.Contains(type))
        {
            return type;
        }

        var names = RecordType.Writable.Select(known => known.Name).ToArray();
        var nearest = Nearest.Of(type.Name, names);
        Add("TYPE", new Text($"'{text}' is no record type that can be written", $"“{text}”不是可写入的记录类型"), nearest is null
            ? new Text($"one of {string.Join(", ", names)}", $"可用：{string.Join("、", names)}")
            : new Text($"did you mean {nearest}?", $"是否想写 {nearest}？"));
        return null;
    }

    /// <summary>Values of a type, canonical.</summary>
    public IReadOnlyList<RecordValue> Values(RecordType? type, IEnumerable<string> texts)
    {
        var values = new List<RecordValue>();
        foreach (var text in type is null ? [] : texts)
        {
            if (RecordValueParser.TryParse(type!, text, null, out var value, out var why))
            {
                values.Add(value);
            }
            else
            {
                Add("VALUE", why, new Text($"write a value that an {type} record can hold", $"请写 {type} 记录可以保存的值"));
            }
        }

        return [.. values.Distinct()];
    }

    /// <summary>A TTL, or null when none was given.</summary>
    public Ttl? TtlOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (Durations.TryParse(text, out var span) && span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromDays(7))
        {
            return new Ttl((int)span.TotalSeconds);
        }

        Add("--ttl", new Text($"'{text}' is no TTL from 1s to 7d", $"“{text}”不是 1s 到 7d 之间的 TTL"), new Text("write 600, 10m or 1h", "请写 600、10m 或 1h"));
        return null;
    }

    /// <summary>A mode; adopt when none was given.</summary>
    public SetMode ModeOf(string? text)
    {
        switch (text)
        {
            case null or "adopt":
                return SetMode.Adopt;
            case "join":
                return SetMode.Join;
            case "own":
                return SetMode.Own;
            default:
                Add("--mode", new Text($"'{text}' is no mode", $"“{text}”不是有效的模式"), new Text("one of adopt, join, own", "可用：adopt、join、own"));
                return SetMode.Adopt;
        }
    }

    /// <summary>Notes a problem.</summary>
    public void Add(string key, Text message, Text mend) => problems.Add(new Problem(message, mend) { Key = key });

    /// <summary>Ends with all problems, if there are any: exit code 2, before any network call.</summary>
    public void Finish()
    {
        if (problems.Count > 0)
        {
            throw new ProblemsException(problems);
        }
    }

    /// <summary>As above, for a name and a type that must be there.</summary>
    public void Finish([NotNull] DomainName? name, [NotNull] RecordType? type)
    {
        Finish();
        _ = name ?? throw new InvalidOperationException("a missing name is a problem");
        _ = type ?? throw new InvalidOperationException("a missing type is a problem");
    }
}
