namespace Mooring.Core;

/// <summary>A sentence for people, in both languages this program speaks.</summary>
/// <remarks>
/// Both stand side by side where the sentence is made, so they cannot drift apart; the command line chooses one.
/// Never put a secret into it.
/// </remarks>
/// <param name="English">The sentence in English.</param>
/// <param name="Chinese">The same in Chinese (simplified).</param>
public sealed record Text(string English, string Chinese)
{
    /// <summary>A text that is the same in every language: a code, a name, a vendor's own message.</summary>
    public static Text Same(string text) => new(text, text);

    /// <summary>The sentence in one language.</summary>
    public string In(Language language) => language == Language.Chinese ? Chinese : English;

    /// <summary>The English form, for logs.</summary>
    public override string ToString() => English;
}

/// <summary>The languages the program speaks.</summary>
public enum Language
{
    /// <summary>English, the default.</summary>
    English,

    /// <summary>Chinese, simplified.</summary>
    Chinese,
}
