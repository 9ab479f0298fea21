using System.Diagnostics.CodeAnalysis;
using Mooring.Core.Names.Idna;

namespace Mooring.Core.Names;

/// <summary>Between names as people type them and A-labels: UTS 46, non-transitional, with Punycode and NFC.</summary>
/// <remarks>Own code and tables, because .NET maps nothing beyond ASCII under invariant globalization.</remarks>
internal static class LabelMapping
{
    /// <summary>In UTF-16 units; far more than any name needs, however it is composed.</summary>
    private const int MaxTyped = 2048;

    /// <summary>Maps to A-labels in lower case and drops one final dot.</summary>
    public static bool TryMap(string text, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out Text? why)
    {
        ascii = null;
        if (text.Length is 0 or > MaxTyped)
        {
            why = text.Length == 0
                ? new Text("the name is empty", "域名为空")
                : new Text($"the name has {text.Length} characters; at most {DomainName.MaxLength} are allowed", $"域名有 {text.Length} 个字符，最多允许 {DomainName.MaxLength} 个");
            return false;
        }

        if (!TryFold(text, out var folded, out why))
        {
            return false;
        }

        if (folded.Length == 0)
        {
            why = new Text("the name holds only characters that do not count", "域名只含有会被忽略的字符");
            return false;
        }

        return TryMapLabels(folded.EndsWith('.') ? folded[..^1] : folded, out ascii, out why);
    }

    /// <summary>The labels in Unicode, where they are A-labels.</summary>
    public static string ToUnicode(string ascii) =>
        ascii.Contains(InternationalLabel.Prefix, StringComparison.Ordinal)
            ? string.Join('.', ascii.Split('.').Select(label => TryRead(label, out var read, out _) ? read?.Unicode ?? label : label))
            : ascii;

    private static bool TryFold(string text, [NotNullWhen(true)] out string? folded, [NotNullWhen(false)] out Text? why)
    {
        if (text.All(char.IsAscii))
        {
            (folded, why) = (text.ToLowerInvariant(), null);
            return true;
        }

        folded = UnicodeMapping.TryMap(text, out var mapped, out why) ? CanonicalComposition.Compose(mapped) : null;
        return folded is not null;
    }

    private static bool TryMapLabels(string folded, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out Text? why)
    {
        ascii = null;
        var labels = folded.Split('.');
        var international = new List<string>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (!TryRead(labels[i], out var label, out why))
            {
                return false;
            }

            if (label is not null)
            {
                international.Add(label.Unicode);
                labels[i] = label.Ascii;
            }
        }

        why = BidiRule.Check(international);
        ascii = why is null ? string.Join('.', labels) : null;
        return ascii is not null;
    }

    /// <summary>Reads a label that is international in either form; null for every other one, which is left to the rules of ASCII.</summary>
    private static bool TryRead(string label, out InternationalLabel? read, [NotNullWhen(false)] out Text? why)
    {
        (read, why) = (null, null);
        return label.All(char.IsAscii)
            ? !label.StartsWith(InternationalLabel.Prefix, StringComparison.Ordinal) || InternationalLabel.TryDecode(label, out read, out why)
            : InternationalLabel.TryEncode(label, out read, out why);
    }
}
