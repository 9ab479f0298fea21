using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Mooring.Core.Names.Idna;

/// <summary>One label in Unicode (a U-label in the words of RFC 5890), checked, and its A-label.</summary>
/// <param name="Unicode">The label in Unicode, mapped and in normalization form C.</param>
/// <param name="Ascii">The same as <c>xn--</c> and Punycode.</param>
internal sealed record InternationalLabel(string Unicode, string Ascii)
{
    /// <summary>What every A-label begins with.</summary>
    public const string Prefix = "xn--";

    /// <summary>The label of a Unicode text that has been mapped and composed.</summary>
    public static bool TryEncode(string unicode, [NotNullWhen(true)] out InternationalLabel? label, [NotNullWhen(false)] out Text? why)
    {
        int[] codePoints = [.. unicode.EnumerateRunes().Select(rune => rune.Value)];
        why = LabelValidity.Check(unicode, codePoints);
        label = why is null ? new InternationalLabel(unicode, Prefix + Punycode.Encode(codePoints)) : null;
        return label is not null;
    }

    /// <summary>The label of an A-label in lower case, which must be the one form of a good label in Unicode.</summary>
    public static bool TryDecode(string ascii, [NotNullWhen(true)] out InternationalLabel? label, [NotNullWhen(false)] out Text? why)
    {
        label = null;
        if (!Punycode.TryDecode(ascii.AsSpan(Prefix.Length), out var codePoints) || !codePoints.TrueForAll(Rune.IsValid))
        {
            why = Refuse(ascii, "it is no Punycode", "它不是有效的 Punycode");
            return false;
        }

        if (codePoints.TrueForAll(codePoint => codePoint < 0x80))
        {
            why = Refuse(ascii, "it holds no international character", "其中没有国际化字符");
            return false;
        }

        var unicode = string.Concat(codePoints.Select(codePoint => new Rune(codePoint).ToString()));
        if (!TryEncode(unicode, out label, out var fault))
        {
            why = Refuse(ascii, fault.English, fault.Chinese);
            return false;
        }

        why = label.Ascii == ascii ? null : Refuse(ascii, $"'{unicode}' is written {label.Ascii}", $"“{unicode}”应写作 {label.Ascii}");
        return why is null;
    }

    private static Text Refuse(string ascii, string english, string chinese) =>
        new($"the label '{ascii}' stands for no international label: {english}", $"标签“{ascii}”不对应任何国际化标签：{chinese}");
}
