using System.Buffers;
using Mooring.Configuration;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Import.Ini;

/// <summary>Reads a file by the rules of Python's configparser, and remembers where everything stands.</summary>
/// <remarks>
/// Keys are compared without case and end at the first <c>=</c> or <c>:</c>; comments begin a line with <c>#</c> or <c>;</c>; a line that
/// is indented deeper than the key before it continues that key's value.
/// </remarks>
internal sealed class IniReader
{
    /// <summary>What stands in a list of YAML or JSON and in no section's name.</summary>
    private static readonly SearchValues<char> InNoHeader = SearchValues.Create("\"',{[:");

    private static readonly HashSet<string> OfDdnsConf =
        new(StringComparer.OrdinalIgnoreCase) { "access_id", "access_key", "interval", "debug", "domain", "sub_domain", "type", "interface" };

    private readonly ICollection<Problem> problems;
    private IniSection defaults = new(new ScalarNode(1, 1, Place.Called($"[{IniFile.DefaultsName}]"), IniFile.DefaultsName, isQuoted: true));
    private readonly Dictionary<string, IniSection> sections = new(StringComparer.Ordinal);
    private readonly HashSet<(IniSection, string)> keys = [];
    private IniSection? section;
    private readonly List<string> continued = [];
    private IniEntry? last;
    private int indentation;

    private IniReader(ICollection<Problem> problems) => this.problems = problems;

    /// <summary>Whether a text can only be such a file: it begins with a section's header, or with a key of ddns.conf.</summary>
    public static bool IsIni(string text)
    {
        var first = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => !IsComment(line)) ?? "";
        return (first.StartsWith('[') && first.IndexOf(']', StringComparison.Ordinal) is var end and > 1 && !first.AsSpan(1, end - 1).ContainsAny(InNoHeader))
            || (first.Contains('=', StringComparison.Ordinal) && OfDdnsConf.Contains(first[..first.IndexOf('=', StringComparison.Ordinal)].TrimEnd()));
    }

    /// <summary>Reads the text; lines that cannot be read are reported and left out.</summary>
    public static IniFile Read(string text, ICollection<Problem> problems)
    {
        var reader = new IniReader(problems);
        foreach (var (index, line) in text.Split('\n').Index())
        {
            reader.Take(line.TrimEnd('\r'), index + 1);
        }

        reader.EndValue();

        return new IniFile(reader.defaults, [.. reader.sections.Values]);
    }

    private static bool IsComment(string trimmed) => trimmed.Length == 0 || trimmed[0] is '#' or ';';

    private void Take(string line, int number)
    {
        var content = line.Trim();
        if (IsComment(content))
        {
            return;
        }

        var indented = line.Length - line.TrimStart().Length;
        if (last is not null && indented > indentation)
        {
            continued.Add(content);
            return;
        }

        EndValue();
        indentation = indented;
        last = null;
        if (content[0] == '[' && content.LastIndexOf(']') is var end and > 1)
        {
            Open(content[1..end], number, indented + 1);
        }
        else
        {
            Add(content, number, indented + 1);
        }
    }

    /// <summary>Adds to the last value the lines that continue it, all at once: there may be many.</summary>
    private void EndValue()
    {
        if (last is { Value: var value } && continued.Count > 0)
        {
            var text = string.Join('\n', continued.Prepend(value.Text)).Trim();
            section!.Entries[^1] = last with { Value = new ScalarNode(value.Line, value.Column, value.Place, text, isQuoted: true) };
        }

        continued.Clear();
    }

    private void Open(string name, int line, int column)
    {
        if (name == IniFile.DefaultsName)
        {
            defaults = defaults.Entries.Count == 0 ? new IniSection(new ScalarNode(line, column, Place.Called($"[{name}]"), name, isQuoted: true)) : defaults;
            section = defaults;
            return;
        }

        section = new IniSection(new ScalarNode(line, column, Place.Called($"[{Expansion.Show(name)}]"), name, isQuoted: true));
        if (!sections.TryAdd(name, section))
        {
            Report(section.Name,
                new Text($"the section [{Expansion.Show(name)}] stands here a second time (first in line {sections[name].Name.Line})", $"节 [{Expansion.Show(name)}] 重复（首次出现在第 {sections[name].Name.Line} 行）"),
                new Text("give it a name of its own", "请换一个不同的名称"));
        }
    }

    private void Add(string content, int line, int column)
    {
        var delimiter = content.IndexOfAny(['=', ':']);
        var name = delimiter < 0 ? content : content[..delimiter].TrimEnd().ToLowerInvariant();
        var key = new ScalarNode(line, column, Place.Called(section is null ? Expansion.Show(name) : $"{section.Name.Path} {Expansion.Show(name)}"), name, isQuoted: true);
        if (delimiter <= 0)
        {
            ReportNoEntry(content, line, column);
        }
        else if (section is null)
        {
            Report(key,
                new Text($"'{key.Text}' stands before the first section", $"“{key.Text}”出现在第一个节之前"),
                new Text($"write the line [{IniFile.DefaultsName}] above it", $"请在其上方写一行 [{IniFile.DefaultsName}]"));

            // Where it was meant to stand, so that it is not missing there too.
            section = defaults;
            Add(content, line, column);
        }
        else if (!keys.Add((section, name)))
        {
            Report(key,
                new Text($"the key '{key.Text}' stands here a second time (first in line {section.Find(name)!.Key.Line})", $"键“{key.Text}”重复（首次出现在第 {section.Find(name)!.Key.Line} 行）"),
                new Text("keep one of them", "请只保留一个"));
        }
        else
        {
            var value = content[(delimiter + 1)..].TrimStart();
            last = new IniEntry(key, new ScalarNode(line, column + content.Length - value.Length, key.Place, value, isQuoted: true));
            section.Entries.Add(last);
        }
    }

    // What stands in a broken line may be a secret, so the line is not repeated.
    private void ReportNoEntry(string content, int line, int column) => Report(
        new ScalarNode(line, column, section?.Name.Place ?? Place.Top, "", isQuoted: true),
        new Text("this line is neither `[section]` nor `key = value`", "该行既不是 `[节]`，也不是 `键 = 值`"),
        content.IndexOfAny(['＝', '：', '【', '】']) >= 0
            ? new Text("write '=', '[' and ']' in ASCII", "请使用英文的“=”“[”“]”")
            : new Text("correct it, or make it a comment with '#' at its beginning", "请更正，或在行首加“#”改为注释"));

    private void Report(ScalarNode at, Text message, Text mend) =>
        problems.Add(new Problem(message, mend) { Line = at.Line, Column = at.Column, Key = at.Path.Length == 0 ? null : at.Path });
}
