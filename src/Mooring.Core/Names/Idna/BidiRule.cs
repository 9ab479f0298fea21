using static Mooring.Core.Names.Idna.BidiClass;

namespace Mooring.Core.Names.Idna;

/// <summary>The bidi rule of RFC 5893 §2, for labels in Unicode.</summary>
/// <remarks>
/// Labels in ASCII are let through, so that <c>_acme-challenge</c>, <c>*</c> and names that begin with a digit stay legal below
/// a Hebrew or Arabic zone.
/// </remarks>
internal static class BidiRule
{
    /// <summary>Why one of a name's international labels breaks the rule, or null.</summary>
    public static Text? Check(IReadOnlyList<string> unicodeLabels)
    {
        BidiClass[][] classes = [.. unicodeLabels.Select(label => label.EnumerateRunes().Select(rune => CodePointTraits.Of(rune.Value).Bidi).ToArray())];
        if (!classes.Any(label => label.Any(c => c is RightToLeft or ArabicLetter or ArabicNumber)))
        {
            return null;
        }

        var broken = Array.FindIndex(classes, label => !Holds(label));
        return broken < 0
            ? null
            : new Text(
                $"the label '{unicodeLabels[broken]}' mixes directions of writing in a way that cannot be read back (RFC 5893)",
                $"标签“{unicodeLabels[broken]}”混用了书写方向，无法正确辨读（RFC 5893）");
    }

    private static bool Holds(BidiClass[] label)
    {
        var last = label.LastOrDefault(c => c != NonspacingMark);
        return label[0] switch
        {
            LeftToRight => last is LeftToRight or EuropeanNumber && label.All(MayStandInLeftToRight),
            RightToLeft or ArabicLetter => last is RightToLeft or ArabicLetter or ArabicNumber or EuropeanNumber
                && label.All(c => c is RightToLeft or ArabicLetter or ArabicNumber || (c != LeftToRight && MayStandInLeftToRight(c)))
                && !(label.Contains(EuropeanNumber) && label.Contains(ArabicNumber)),
            _ => false,
        };
    }

    private static bool MayStandInLeftToRight(BidiClass c) =>
        c is LeftToRight or EuropeanNumber or EuropeanSeparator or CommonSeparator or EuropeanTerminator
            or OtherNeutral or BoundaryNeutral or NonspacingMark;
}
