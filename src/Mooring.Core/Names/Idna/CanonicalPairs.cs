namespace Mooring.Core.Names.Idna;

/// <summary>Which two code points a composite decomposes to, and back (Unicode §3.7, §3.12 for Hangul).</summary>
/// <remarks>Holds the composites that UTS 46 leaves in a name: everything else is mapped away before.</remarks>
internal static class CanonicalPairs
{
    private const int SBase = 0xAC00;
    private const int LBase = 0x1100;
    private const int VBase = 0x1161;
    private const int TBase = 0x11A7;
    private const int LCount = 19;
    private const int VCount = 21;
    private const int TCount = 28;

    private static readonly (Dictionary<int, long> Pairs, Dictionary<long, int> Composites) Tables = Unpack();

    /// <summary>The two code points, or null when the code point does not decompose.</summary>
    public static (int First, int Second)? Decompose(int codePoint)
    {
        if (codePoint - SBase is >= 0 and < LCount * VCount * TCount and var syllable)
        {
            return syllable % TCount is var trail and not 0
                ? (codePoint - trail, TBase + trail)
                : (LBase + (syllable / (VCount * TCount)), VBase + (syllable / TCount % VCount));
        }

        return Tables.Pairs.TryGetValue(codePoint, out var pair) ? ((int)(pair >> 32), (int)pair) : null;
    }

    /// <summary>The composite of two code points, or null.</summary>
    public static int? Compose(int first, int second)
    {
        if (first - LBase is >= 0 and < LCount and var lead && second - VBase is >= 0 and < VCount and var vowel)
        {
            return SBase + (((lead * VCount) + vowel) * TCount);
        }

        if (first - SBase is >= 0 and < LCount * VCount * TCount and var syllable && syllable % TCount == 0
            && second - TBase is > 0 and < TCount and var trail)
        {
            return first + trail;
        }

        return Tables.Composites.TryGetValue(Join(first, second), out var composite) ? composite : null;
    }

    private static long Join(int first, int second) => ((long)first << 32) | (uint)second;

    private static (Dictionary<int, long> Pairs, Dictionary<long, int> Composites) Unpack()
    {
        var (pairs, composites) = (new Dictionary<int, long>(), new Dictionary<long, int>());
        var data = IdnaTables.CanonicalPairs;
        var composite = 0;
        for (var offset = 0; offset < data.Length;)
        {
            composite += CodePointMap.ReadNumber(data, ref offset);
            var first = CodePointMap.ReadNumber(data, ref offset);
            var pair = Join(first, CodePointMap.ReadNumber(data, ref offset));
            pairs.Add(composite, pair);
            composites.Add(pair, composite);
        }

        return (pairs, composites);
    }
}
