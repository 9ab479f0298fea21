using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mooring.Core.Names.Idna;

/// <summary>The mapping step of UTS 46 (§5, non-transitional): case, width and compatibility forms.</summary>
internal static class UnicodeMapping
{
    private const int Valid = 0;
    private const int Disallowed = 1;
    private const int Ignored = 2;
    private const int Pairs = 3;
    private const int FirstMapped = 4;

    /// <summary>Whether the code point stays as it is.</summary>
    public static bool IsValid(int codePoint) => Map(codePoint, null) == Valid;

    /// <summary>Maps every code point, and names the first that no domain name can hold.</summary>
    public static bool TryMap(string text, [NotNullWhen(true)] out string? mapped, [NotNullWhen(false)] out Text? why)
    {
        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || Map(rune.Value, output) == Disallowed)
            {
                (mapped, why) = (null, Refuse(Rune.TryGetRuneAt(text, i, out rune) ? rune.Value : text[i]));
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        (mapped, why) = (output.ToString(), null);
        return true;
    }

    /// <summary>The reason that names a code point no domain name can hold.</summary>
    public static Text Refuse(int codePoint)
    {
        var shown = Describe(codePoint);
        return new Text($"the name holds {shown.English}, which a domain name cannot hold", $"域名含有不允许的字符{shown.Chinese}");
    }

    /// <summary>Appends what the code point is mapped to, and tells the kind of its run.</summary>
    private static int Map(int codePoint, StringBuilder? output)
    {
        var (start, value) = CodePointMap.Find(codePoint, IdnaTables.MappingRuns, IdnaTables.MappingIndex);
        switch (value)
        {
            case Disallowed or Ignored:
                return value;
            case Pairs when ((codePoint - start) & 1) == 0:
                Append(output, codePoint + 1);
                return value;
            case Valid or Pairs:
                Append(output, codePoint);
                return Valid;
        }

        var (isText, number) = ((value & 1) == 1, (value - FirstMapped) >> 1);
        if (isText)
        {
            var length = number & 31;
            output?.Append(IdnaTables.MappingTexts, (number >> 5) + ((codePoint - start) * length), length);
        }
        else
        {
            Append(output, codePoint + ((number >> 1) ^ -(number & 1)));
        }

        return value;
    }

    private static void Append(StringBuilder? output, int codePoint) => output?.Append(new Rune(codePoint).ToString());

    private static Text Describe(int codePoint)
    {
        var code = $"U+{codePoint:X4}";
        var visible = Rune.IsValid(codePoint) && CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        return visible ? new Text($"'{new Rune(codePoint)}' ({code})", $"“{new Rune(codePoint)}”（{code}）") : new Text(code, $" {code}");
    }
}
