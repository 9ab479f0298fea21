using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Text = Mooring.Core.Text;

namespace Mooring.Import;

/// <summary>Writes a draft as a file of Mooring's, with comments. Pure.</summary>
internal static partial class YamlText
{
    private const int Width = 118;

    /// <summary>The whole file, comments in that language.</summary>
    public static string Write(Draft draft, Language language)
    {
        var text = new StringBuilder();
        Comment(text, "", draft.Notes, language);
        Write(text, "accounts", draft.Accounts, language, entry => Block((MappingNode)entry.Settings));
        Write(text, "addresses", draft.Addresses, language, entry => $" {Flow(entry.Settings)}\n");
        text.Append(draft.Records.Count == 0 ? "\nrecords: []\n" : "\nrecords:\n");
        foreach (var record in draft.Records)
        {
            Comment(text, "  ", record.Notes, language);
            text.Append($"  - {Flow(record.Build())}\n");
        }

        foreach (var entry in draft.Rest)
        {
            text.Append('\n');
            Comment(text, "", entry.Notes, language);
            text.Append($"{Quote(entry.Name.Text)}: {Flow(entry.Settings)}\n");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string section, IReadOnlyList<DraftEntry> entries, Language language, Func<DraftEntry, string> value)
    {
        text.Append(entries.Count == 0 ? $"\n{section}: {{}}\n" : $"\n{section}:\n");
        foreach (var entry in entries)
        {
            Comment(text, "  ", entry.Notes, language);
            text.Append($"  {Quote(entry.Name.Text)}:{value(entry)}");
        }
    }

    private static string Block(MappingNode settings) =>
        "\n" + string.Concat(settings.Members.Select(member => $"    {Quote(member.Key.Text)}: {Flow(member.Value)}\n"));

    private static string Flow(Node node) => node switch
    {
        ScalarNode scalar => Quote(scalar.Text),
        SequenceNode list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        _ => $"{{ {string.Join(", ", ((MappingNode)node).Members.Select(member => $"{Quote(member.Key.Text)}: {Flow(member.Value)}"))} }}",
    };

    private static string Quote(string value)
    {
        if (Plain().IsMatch(value) && !Reserved().IsMatch(value))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c is '"' or '\\' ? quoted.Append('\\').Append(c)
                : Hides(c) ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static bool Hides(char c) => Printable.Of(c.ToString()).Length > 1;

    private static void Comment(StringBuilder text, string indent, IReadOnlyList<Text> notes, Language language)
    {
        foreach (var note in notes)
        {
            foreach (var line in Wrapped(Printable.Of(note.In(language)), Width - indent.Length))
            {
                text.Append($"{indent}# {line}\n");
            }
        }
    }

    private static IEnumerable<string> Wrapped(string note, int width)
    {
        var indent = "";
        while (note.Length > width && note.LastIndexOf(' ', width) is var cut and > 0)
        {
            yield return indent + note[..cut];
            note = note[(cut + 1)..];
            indent = "  ";
        }

        yield return indent + note;
    }

    [GeneratedRegex("^[A-Za-z0-9/][A-Za-z0-9._/-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex("^null$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
