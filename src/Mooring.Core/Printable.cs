using System.Globalization;
using System.Text;

namespace Mooring.Core;

/// <summary>Makes text of others fit for a terminal or a log line.</summary>
public static class Printable
{
    /// <summary>
    /// The text with control and format characters (Unicode Cc, Cf: escape sequences, line breaks, text direction) shown as
    /// <c>\\u001b</c>; the same object where there are none.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Any(Hides))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = Hides(c) ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>Both forms of a sentence, likewise.</summary>
    public static Text Of(Text text) => new(Of(text.English), Of(text.Chinese));

    private static bool Hides(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
