using System.Collections.Immutable;
using Mooring.Core;

namespace Mooring.Cli.Logging;

/// <summary>Takes known secrets out of a text: the last net below types that print <c>***</c> and redaction at the sender.</summary>
internal sealed class SecretScrubber
{
    private const string Mask = "***";

    // Shorter ones would blank out ordinary words; no provider issues a key that short.
    private const int ShortestSecret = 4;

    // One as short as a word counts only where it stands alone.
    private const int LongestWord = 8;

    // Foreign text is shown cut, and a cut may fall into a secret; fewer characters of it tell nobody anything.
    private const int ShortestPart = 6;
    private const char Cut = '…';

    private ImmutableSortedSet<string> forms = ImmutableSortedSet.Create<string>(Comparer<string>.Create(LongestFirst));

    /// <summary>Remembers a secret as it stands in requests and files, in every form it may come back in.</summary>
    public void Add(string secret)
    {
        if (secret.Length >= ShortestSecret)
        {
            ImmutableInterlocked.Update(ref forms, known => known.Union(SecretForms.Of(secret)));
        }
    }

    /// <summary>The text with <c>***</c> in the place of every known secret.</summary>
    public string Scrub(string text)
    {
        foreach (var form in forms)
        {
            text = form.Length > LongestWord ? text.Replace(form, Mask, StringComparison.OrdinalIgnoreCase) : WithoutWord(text, form);
        }

        return text.Contains(Cut, StringComparison.Ordinal) ? WithoutParts(text) : text;
    }

    private string WithoutParts(string text)
    {
        var pieces = text.Split(Cut);
        for (var i = 0; i < pieces.Length; i++)
        {
            var end = i < pieces.Length - 1 ? LongestPart(pieces[i], (piece, form, length) => piece.AsSpan().EndsWith(form.AsSpan(0, length), StringComparison.OrdinalIgnoreCase)) : 0;
            pieces[i] = end > 0 ? pieces[i][..^end] + Mask : pieces[i];
            var start = i > 0 ? LongestPart(pieces[i], (piece, form, length) => piece.AsSpan().StartsWith(form.AsSpan(form.Length - length), StringComparison.OrdinalIgnoreCase)) : 0;
            pieces[i] = start > 0 ? Mask + pieces[i][start..] : pieces[i];
        }

        return string.Join(Cut, pieces);
    }

    /// <summary>How many characters of some secret stand at the edge of a piece; 0 where too few.</summary>
    private int LongestPart(string piece, Func<string, string, int, bool> standsAtEdge)
    {
        var longest = 0;
        foreach (var form in forms)
        {
            for (var length = Math.Min(piece.Length, form.Length - 1); length >= ShortestPart && length > longest; length--)
            {
                longest = standsAtEdge(piece, form, length) ? length : longest;
            }
        }

        return longest;
    }

    private static string WithoutWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            var alone = !IsWordAt(text, at - 1) && !IsWordAt(text, at + word.Length);
            text = alone ? string.Concat(text.AsSpan(0, at), Mask, text.AsSpan(at + word.Length)) : text;
            at = text.IndexOf(word, Math.Min(text.Length, at + (alone ? Mask.Length : 1)), StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private static bool IsWordAt(string text, int index) => index >= 0 && index < text.Length && char.IsLetterOrDigit(text[index]);

    private static int LongestFirst(string one, string other) =>
        one.Length != other.Length ? other.Length.CompareTo(one.Length) : string.CompareOrdinal(one, other);
}
