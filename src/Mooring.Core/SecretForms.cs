using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mooring.Core;

/// <summary>The ways a secret may stand in a text: as it is, percent-encoded once or twice, in Base64, escaped for JSON, or within a longer text that is in Base64.</summary>
public static class SecretForms
{
    /// <summary>Every form once, longest first, so that none is cut in half by a shorter one. To be looked for whatever the capitals.</summary>
    public static IReadOnlyList<string> Of(string secret)
    {
        var once = Uri.EscapeDataString(secret);
        string[] base64 = [Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), .. WithinBase64(secret)];
        IEnumerable<string> forms =
        [
            secret,
            once,
            once.Replace("%20", "+", StringComparison.Ordinal),
            Uri.EscapeDataString(once),
            .. base64,
            .. base64.Select(Uri.EscapeDataString),
            .. base64.Select(text => text.Replace('+', '-').Replace('/', '_')),
            JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
        return [.. forms.Where(form => form.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];
    }

    /// <summary>
    /// The characters that the secret alone decides where it stands in the middle of a text in Base64: three letters of it take four
    /// characters (RFC 4648 §4), so there are three ways. Few characters could stand in any text.
    /// </summary>
    private static IEnumerable<string> WithinBase64(string secret)
    {
        const int Fewest = 8;
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var before = 0; before < 3; before++)
        {
            var first = (before * 8 + 5) / 6;
            var end = (before + bytes.Length) * 8 / 6;
            if (end - first >= Fewest)
            {
                yield return Convert.ToBase64String([.. new byte[before], .. bytes])[first..end];
            }
        }
    }
}
