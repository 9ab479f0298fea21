using System.Text;

namespace Mooring.Core.Names.Idna;

/// <summary>Normalization form C (UAX #15) for text whose code points UTS 46 calls valid.</summary>
internal static class CanonicalComposition
{
    public static string Compose(string text)
    {
        var codePoints = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, codePoints);
        }

        Order(codePoints);
        var composed = new StringBuilder(text.Length);
        foreach (var codePoint in Compose(codePoints))
        {
            composed.Append(new Rune(codePoint).ToString());
        }

        return composed.ToString();
    }

    private static void Decompose(int codePoint, List<int> output)
    {
        if (CanonicalPairs.Decompose(codePoint) is var (first, second))
        {
            Decompose(first, output);
            Decompose(second, output);
        }
        else
        {
            output.Add(codePoint);
        }
    }

    /// <summary>Sorts each row of marks by rank and keeps the order of equal ones.</summary>
    private static void Order(List<int> codePoints)
    {
        for (var i = 1; i < codePoints.Count; i++)
        {
            var rank = Rank(codePoints[i]);
            for (var j = i; rank > 0 && j > 0 && Rank(codePoints[j - 1]) > rank; j--)
            {
                (codePoints[j - 1], codePoints[j]) = (codePoints[j], codePoints[j - 1]);
            }
        }
    }

    private static List<int> Compose(List<int> codePoints)
    {
        var output = new List<int>(codePoints.Count);
        var (starter, lastRank) = (-1, 0);
        foreach (var codePoint in codePoints)
        {
            var rank = Rank(codePoint);
            var blocked = starter < output.Count - 1 && lastRank >= rank;
            if (starter >= 0 && !blocked && CanonicalPairs.Compose(output[starter], codePoint) is { } composite)
            {
                output[starter] = composite;
                continue;
            }

            starter = rank == 0 ? output.Count : starter;
            lastRank = rank;
            output.Add(codePoint);
        }

        return output;
    }

    private static int Rank(int codePoint) => CodePointTraits.Of(codePoint).CombiningRank;
}
