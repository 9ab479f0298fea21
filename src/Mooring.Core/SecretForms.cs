using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mooring.Core;

/// <summary>The ways a secret may stand in a text: as it is, percent-encoded once or twice, in Base64, escaped for JSON.</summary>
public static class SecretForms
{
    /// <summary>Every form once, longest first, so that none is cut in half by a shorter one. To be looked for whatever the capitals.</summary>
    public static IReadOnlyList<string> Of(string secret)
    {
        var once = Uri.EscapeDataString(secret);
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=');
        string[] forms =
        [
            secret,
            once,
            once.Replace("%20", "+", StringComparison.Ordinal),
            Uri.EscapeDataString(once),
            base64,
            Uri.EscapeDataString(base64),
            base64.Replace('+', '-').Replace('/', '_'),
            JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
        return [.. forms.Where(form => form.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];
    }
}
