using System.Text.RegularExpressions;

namespace Mooring.Http;

/// <summary>Turns requests, addresses and error texts into what may be printed.</summary>
/// <remarks>
/// The one place for it. Signatures, tokens, passwords and secrets become <c>***</c>; of an access key's id the first four
/// characters stay, enough to tell keys apart. What names a secret is known by its name, so a secret under a name of no meaning is not seen:
/// never put one into a text and rely on this. Texts are cut after 2,000 characters.
/// </remarks>
public static partial class Redaction
{
    /// <summary>How much of a text is looked at, and how much of that is shown at most, in characters; far apart, so that no secret is cut in half unseen.</summary>
    private const int Looked = 16_000;
    private const int Shown = 2_000;

    /// <summary>Free text: a vendor's message, a JSON or form body, an address.</summary>
    public static string Text(string text)
    {
        text = text.Length <= Looked ? text : text[..Looked];
        text = UserInformation().Replace(text, "://***@");
        text = Scheme().Replace(text, "${scheme} ***");
        text = SecretPair().Replace(text, "${name}***");
        text = KeyIdPair().Replace(text, static pair => pair.Groups["name"].Value + Shortened(pair.Groups["value"].Value));
        return text.Length <= Shown ? text : text[..Shown] + "…";
    }

    /// <summary>Method, address and body of a request whose content is in memory.</summary>
    public static async Task<string> RequestAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellation);
        return Text($"{request.Method} {request.RequestUri?.OriginalString}{body}");
    }

    private static string Shortened(string keyId) => keyId.Length > 4 ? keyId[..4] + "***" : "***";

    /// <summary>
    /// Milliseconds. The texts are short and the patterns linear, so only a machine that stands still could reach it: the limit
    /// counts the time on the wall, and one second was reached on a busy machine.
    /// </summary>
    private const int MatchTimeout = 60_000;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string SecretNames =
        "[\\w-]*(?:signature|token|access[-_]?key[-_]?secret|secret[-_]?key|secret|password|passwd|hmac[-_]?key|api[-_]?key)";

    private const string KeyIdNames = "(?:x-acs-)?(?:access[-_]?key[-_]?id|accesskey-id|secret[-_]?id|Credential)";

    /// <summary>Between a name and its value: <c>=</c> and <c>:</c>, also percent-encoded once or twice, JSON's <c>":"</c>, escaped or not.</summary>
    private const string Between = """(?:\\?["'])?\s*(?:=|:|%(?:25)?3[AD])\s*(?:\\?["'])?""";

    /// <summary>Up to where a value certainly ends; an escaped quote ends it too, another escape does not.</summary>
    private const string Value = """(?:[^\s&"'\\,;<>]|\\[^"'])+""";

    [GeneratedRegex(@"(?<![\w-])(?<name>" + SecretNames + Between + ")" + Value, Options, MatchTimeout)]
    private static partial Regex SecretPair();

    [GeneratedRegex(@"(?<![\w-])(?<name>" + KeyIdNames + Between + ")(?<value>" + Value + ")", Options, MatchTimeout)]
    private static partial Regex KeyIdPair();

    [GeneratedRegex(@"\b(?<scheme>Basic|Bearer)\s+[A-Za-z0-9+/=._~-]+", Options, MatchTimeout)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"://[^/?#@\s]*@", Options, MatchTimeout)]
    private static partial Regex UserInformation();
}
