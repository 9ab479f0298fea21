using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Providers.Replies;

/// <summary>Cleans a host's own words before they reach a log or a person.</summary>
/// <remarks>
/// Both clouds may echo what they were sent: Alidns ends a signature error with the string to sign, key id and token included
/// ("server string to sign is:…"), and either may name the key. The words up to there are worth keeping, those are not.
/// </remarks>
internal static partial class VendorMessage
{
    /// <summary>Longest message kept, in characters: the longest documented one has about 200.</summary>
    public const int MaxLength = 400;

    /// <summary>The message on one line, without the string to sign, keys and tokens.</summary>
    public static string Clean(string? message, ApiCredentials credentials)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return "";
        }

        var text = StringToSign().Replace(message, "");
        foreach (var secret in Secrets(credentials))
        {
            text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        }

        text = Blanks().Replace(Redaction.Text(text), " ").Trim();
        return text.Length <= MaxLength ? text : $"{text[..MaxLength]}…";
    }

    private static IEnumerable<string> Secrets(ApiCredentials credentials) =>
        new[] { credentials.Key.Reveal(), credentials.Token?.Reveal(), credentials.Id }
            .OfType<string>()
            .SelectMany(SecretForms.Of)
            .OrderByDescending(secret => secret.Length);

    [GeneratedRegex("""[ ,;(]*(?:server['’]?s? )?string ?to ?sign.*$""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex StringToSign();

    [GeneratedRegex("""[\s\p{Cc}\p{Cf}]+""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
