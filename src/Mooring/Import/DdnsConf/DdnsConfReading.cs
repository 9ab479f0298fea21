using Mooring.Configuration;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Import.Ini;
using Mooring.Spelling;

namespace Mooring.Import.DdnsConf;

/// <summary>Takes values out of a ddns.conf and says, with section, key and line, what is wrong with them.</summary>
internal sealed class DdnsConfReading(IniFile file, ICollection<Problem> problems)
{
    /// <summary>The file.</summary>
    public IniFile File => file;

    /// <summary>A value that has to be there; null, and reported, where it is missing or empty.</summary>
    public ScalarNode? Require(IniSection section, string key, Text what)
    {
        if (TryFind(section, key, out var value) && value is not { Text.Length: > 0 })
        {
            Report(value ?? new ScalarNode(section.Name.Line, section.Name.Column, Place.Called($"{section.Name.Path} {key}"), "", isQuoted: true),
                value is null
                    ? new Text($"section {section.Name.Path}: '{key}' is missing", $"节 {section.Name.Path}：缺少“{key}”")
                    : new Text($"section {section.Name.Path}: '{key}' is empty", $"节 {section.Name.Path}：“{key}”为空"),
                new Text($"write `{key} = …`: {what.English}", $"请写 `{key} = …`：{what.Chinese}"));
            return null;
        }

        return Single(value);
    }

    /// <summary>A value that may be there; null where it is missing or empty, or wrong and reported.</summary>
    public ScalarNode? Find(IniSection section, string key) => TryFind(section, key, out var value) && value is { Text.Length: > 0 } ? Single(value) : null;

    /// <summary>A value as it is written, empty or not; null where it is missing, or wrong and reported.</summary>
    public ScalarNode? FindWritten(IniSection section, string key) => TryFind(section, key, out var value) ? value : null;

    /// <summary>A list, its items separated by commas, blanks or line breaks; null where it is missing or empty, or wrong and reported.</summary>
    public SequenceNode? FindList(IniSection section, string key) =>
        TryFind(section, key, out var value) && value is { Text.Length: > 0 }
            ? Leaf.List(value, value.Text.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(item => Leaf.Of(value, item)))
            : null;

    /// <summary>A switch in Python's words; false where it is missing, empty, or wrong and reported.</summary>
    public bool IsOn(IniSection section, string key)
    {
        var value = Find(section, key);
        switch (value?.Text.ToLowerInvariant())
        {
            case null or "no" or "false" or "off" or "0":
                return false;
            case "yes" or "true" or "on" or "1":
                return true;
            default:
                Report(value!,
                    new Text($"section {section.Name.Path}: '{key}' is no switch", $"节 {section.Name.Path}：“{key}”不是开关值"),
                    new Text("write true or false", "请写 true 或 false"));
                return false;
        }
    }

    /// <summary>Warns of keys that have no meaning in a section.</summary>
    public void WarnUnknown(IniSection section, params string[] known)
    {
        foreach (var key in section.Entries.Select(entry => entry.Key).Where(key => !known.Contains(key.Text, StringComparer.Ordinal) && !file.TakenUp.Contains(key.Text)))
        {
            if (Refused.Reason(key.Text) is { } refused)
            {
                Report(key, refused.Message, refused.Mend);
                continue;
            }

            Warn(key,
                new Text($"'{key.Text}' has no meaning in section {section.Name.Path} and is left out", $"“{key.Text}”在节 {section.Name.Path} 中没有意义，已忽略"),
                Nearest.Of(key.Text, known) is { } near
                    ? new Text($"did you mean '{near}'?", $"您是否想写“{near}”？")
                    : new Text($"the keys are {string.Join(", ", known)}", $"可用的键：{string.Join("、", known)}"));
        }
    }

    /// <summary>Reports an error.</summary>
    public void Report(Node at, Text message, Text mend) =>
        problems.Add(new Problem(message, mend) { Line = at.Line, Column = at.Column, Key = at.Path });

    /// <summary>Reports a warning.</summary>
    public void Warn(Node at, Text message, Text mend) =>
        problems.Add(new Problem(message, mend) { Line = at.Line, Column = at.Column, Key = at.Path, IsWarning = true });

    /// <summary>Whether nothing was wrong with the value, which is null where it is missing.</summary>
    private bool TryFind(IniSection section, string key, out ScalarNode? value)
    {
        var before = problems.Count;
        value = file.Find(section, key, problems);
        value = problems.Count == before ? value : null;
        return problems.Count == before;
    }

    private ScalarNode? Single(ScalarNode? value)
    {
        if (value?.Text.Contains('\n', StringComparison.Ordinal) != true)
        {
            return value;
        }

        Report(value,
            new Text($"{value.Path}: the indented line below continues the value", $"{value.Path}：下方缩进的行会接续该值"),
            new Text("begin every key at the left margin", "请让每个键都从行首开始"));
        return null;
    }
}
