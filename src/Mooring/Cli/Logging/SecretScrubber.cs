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

        return text;
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
