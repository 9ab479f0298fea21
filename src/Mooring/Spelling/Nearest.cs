namespace Mooring.Spelling;

/// <summary>Finds the word a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest typing slips, or null when none is near enough to suggest.</summary>
    /// <remarks>
    /// Case, hyphens and underscores do not count. Near enough is one slip in three characters, and always a shared prefix
    /// of at least three characters that one of both ends with.
    /// </remarks>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var typed = Fold(word);
        return candidates
            .Select(candidate => (candidate, slips: Slips(typed, Fold(candidate))))
            .Where(c => c.slips <= Math.Max(1, Math.Max(typed.Length, c.candidate.Length) / 3) || IsPrefix(typed, Fold(c.candidate)))
            .OrderBy(c => c.slips).ThenBy(c => c.candidate, StringComparer.Ordinal)
            .Select(c => c.candidate)
            .FirstOrDefault();
    }

    private static string Fold(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsPrefix(string a, string b) =>
        Math.Min(a.Length, b.Length) >= 3
        && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    /// <summary>The optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.</summary>
    private static int Slips(string a, string b)
    {
        // Longer words are no slips of the finger; this bounds the work on hostile input.
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue;
        }

        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = Cell(d, a, b, i, j);
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Cell(int[,] d, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(
            Math.Min(d[i - 1, j], d[i, j - 1]) + 1,
            d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
    }
}
