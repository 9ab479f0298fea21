using System.Text;
using Mooring.Configuration;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Import.Ini;

/// <summary>Python's way to repeat a value: <c>%(key)s</c> is that key's value in the section or its defaults, <c>%%</c> is a percent sign.</summary>
internal sealed class Interpolation(IniFile file, IniSection section, ICollection<Problem> problems)
{
    // Python's own bound.
    private const int Deepest = 10;

    // Values that repeat values that repeat values grow without bound, and so does the work where they are empty.
    private const int Longest = 64 * 1024;
    private const int MostTaken = 10_000;

    private int taken;

    /// <summary>The value with everything filled in; as written where something in it is wrong, which is then reported.</summary>
    public ScalarNode Fill(IniEntry entry)
    {
        var at = entry.Value;
        return at.Text.Contains('%', StringComparison.Ordinal) && Fill(at.Text, at, 0) is { } text
            ? new ScalarNode(at.Line, at.Column, at.Place, text, at.IsQuoted)
            : at;
    }

    private string? Fill(string text, ScalarNode at, int depth)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '%')
            {
                result.Append('%');
                i++;
            }
            else if (Reference(text, i) is not { } name)
            {
                return Report(at, new Text("a lone '%'", "单独的“%”"), new Text("write %% for a percent sign", "百分号请写成 %%"));
            }
            else if (Take(name, at, depth) is not { } value)
            {
                return null;
            }
            else
            {
                result.Append(value);
                i += name.Length + "()s".Length;
            }

            if (result.Length > Longest || taken > MostTaken)
            {
                return Report(at, new Text("the value grows too long", "值过长"), new Text("write it out", "请直接写出该值"));
            }
        }

        return result.ToString();
    }

    private static string? Reference(string text, int percent)
    {
        var end = text.IndexOf(")s", percent, StringComparison.Ordinal);
        return end > percent + 2 && text[percent + 1] == '(' ? text[(percent + 2)..end] : null;
    }

    private string? Take(string name, ScalarNode at, int depth)
    {
        var key = name.ToLowerInvariant();
        file.TakenUp.Add(key);
        taken++;
        return (section.Find(key) ?? file.Defaults.Find(key)) is not { } entry
                ? Report(at, new Text($"%({name})s names no key of this section", $"%({name})s 所指的键在该节中不存在"), new Text("correct the name, or write the value out", "请更正名称，或直接写出该值"))
            : depth >= Deepest
                ? Report(at, new Text($"%({name})s leads back to itself", $"%({name})s 循环引用"), new Text("write the value out", "请直接写出该值"))
                : Fill(entry.Value.Text, at, depth + 1);
    }

    private string? Report(ScalarNode at, Text message, Text mend)
    {
        problems.Add(new Problem(message, mend) { Line = at.Line, Column = at.Column, Key = at.Path });
        return null;
    }
}
