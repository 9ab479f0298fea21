using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mooring.Engine.Notifications;

/// <summary>Fills in the variables of webhooks: those of ddns-go, and ours. Pure.</summary>
internal static partial class Template
{
    /// <summary>The text with every known variable filled in; what is unknown stays as it stands.</summary>
    public static string Fill(string template, Notice notice, Func<string, string> escape) =>
        Variable().Replace(template, found => ValueOf(found.Groups["name"].Value, notice) is { } value ? escape(value) : found.Value);

    /// <summary>How values are escaped in a body of that content type.</summary>
    public static Func<string, string> EscapeFor(string contentType) =>
        contentType.Contains("json", StringComparison.OrdinalIgnoreCase) ? text => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
        : contentType.Contains("form-urlencoded", StringComparison.OrdinalIgnoreCase) ? Uri.EscapeDataString
        : text => text;

    /// <summary>The content type of a body that names none: told by how it begins.</summary>
    public static string ContentTypeOf(string body) =>
        body.TrimStart() is ['{' or '[', ..] ? "application/json" : Form().IsMatch(body) ? "application/x-www-form-urlencoded" : "text/plain; charset=utf-8";

    private static string? ValueOf(string name, Notice notice) => name switch
    {
        "ipv4Addr" => notice.Ipv4.Address,
        "ipv4Result" => notice.Ipv4.Result,
        "ipv4Domains" => notice.Ipv4.Domains,
        "ipv6Addr" => notice.Ipv6.Address,
        "ipv6Result" => notice.Ipv6.Result,
        "ipv6Domains" => notice.Ipv6.Domains,
        "event" => notice.Event,
        "title" => notice.Title,
        "text" => notice.Text,
        "host" => notice.Host,
        "timestamp" => notice.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "time" => notice.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => null,
    };

    [GeneratedRegex(@"#\{(?<name>\w{1,32})\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*[\w.\[\]-]+=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
