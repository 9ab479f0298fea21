namespace Mooring.Core.Names.Idna;

/// <summary>What a label in Unicode must be (UTS 46 §4.1), the bidi rule apart.</summary>
/// <remarks>
/// CheckJoiners is on. Of CheckHyphens only the ends are checked: hyphens in the third and fourth place are in use
/// (<c>r3---sn</c>). Of ASCII only letters, digits, hyphen and underscore are let through; UseSTD3ASCIIRules is off because of
/// the underscore, and without this a blank or slash would vanish in Punycode.
/// </remarks>
internal static class LabelValidity
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Why the label is none, or null when it is one.</summary>
    public static Text? Check(string label, ReadOnlySpan<int> codePoints)
    {
        foreach (var codePoint in codePoints)
        {
            if (!UnicodeMapping.IsValid(codePoint) || (codePoint < 0x80 && !IsHostCharacter((char)codePoint)))
            {
                return UnicodeMapping.Refuse(codePoint);
            }
        }

        if (label.StartsWith(InternationalLabel.Prefix, StringComparison.Ordinal))
        {
            return new Text($"the label '{label}' begins with xn-- but is no A-label", $"标签“{label}”以 xn-- 开头，却不是 A 标签");
        }

        if (codePoints[0] == '-' || codePoints[^1] == '-')
        {
            return new Text($"the label '{label}' starts or ends with a hyphen", $"标签“{label}”以连字符开头或结尾");
        }

        if (CodePointTraits.Of(codePoints[0]).IsMark)
        {
            return new Text($"the label '{label}' begins with a combining mark", $"标签“{label}”以组合用符号开头");
        }

        if (!JoinersAreInPlace(codePoints))
        {
            return new Text(
                $"the label '{label}' holds an invisible joiner (U+200C or U+200D) where it joins nothing",
                $"标签“{label}”在没有连接作用的位置含有不可见的连接符（U+200C 或 U+200D）");
        }

        return CanonicalComposition.Compose(label) == label
            ? null
            : new Text($"the label '{label}' is not in composed form (NFC)", $"标签“{label}”不是合成形式（NFC）");
    }

    private static bool IsHostCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_';

    /// <summary>RFC 5892, appendix A.1 and A.2.</summary>
    private static bool JoinersAreInPlace(ReadOnlySpan<int> codePoints)
    {
        for (var i = 0; i < codePoints.Length; i++)
        {
            var afterVirama = i > 0 && CodePointTraits.Of(codePoints[i - 1]).IsVirama;
            if ((codePoints[i] == ZeroWidthJoiner && !afterVirama)
                || (codePoints[i] == ZeroWidthNonJoiner && !afterVirama && !StandsBetweenJoining(codePoints, i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StandsBetweenJoining(ReadOnlySpan<int> codePoints, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && CodePointTraits.Of(codePoints[before]).Joining == JoiningType.Transparent)
        {
            before--;
        }

        while (after < codePoints.Length && CodePointTraits.Of(codePoints[after]).Joining == JoiningType.Transparent)
        {
            after++;
        }

        return before >= 0 && CodePointTraits.Of(codePoints[before]).Joining is JoiningType.Left or JoiningType.Dual
            && after < codePoints.Length && CodePointTraits.Of(codePoints[after]).Joining is JoiningType.Right or JoiningType.Dual;
    }
}
