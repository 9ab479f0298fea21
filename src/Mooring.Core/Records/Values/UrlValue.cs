using System.Text.RegularExpressions;
using Mooring.Core.Names;

namespace Mooring.Core.Records.Values;

/// <summary>The content of Alidns' URL forwards: an absolute URL, its scheme and host in lower case, the rest as typed.</summary>
internal static partial class UrlValue
{
    public static Parsed Read(string text)
    {
        var match = Parts().Match(text);
        if (!match.Success)
        {
            return new Text(
                $"'{text}' is no URL of the form https://www.example.com/path",
                $"“{text}”不是形如 https://www.example.com/path 的 URL");
        }

        var host = match.Groups["host"].Value;
        if (!AddressValue.IsIPv4(host))
        {
            if (!DomainName.TryParse(host, out var name, out var why) || name.IsWildcard || name == DomainName.Root)
            {
                return new Text(
                    $"the host of the URL '{text}' is no domain name{(why is null ? "" : $": {why.English}")}",
                    $"URL“{text}”的主机不是域名{(why is null ? "" : $"：{why.Chinese}")}");
            }

            host = name.Value;
        }

        var url = $"{match.Groups["scheme"].Value.ToLowerInvariant()}://{host}{match.Groups["port"].Value}{match.Groups["rest"].Value}";
        return Uri.TryCreate(url, UriKind.Absolute, out _)
            ? new RecordValue(url)
            : new Text($"'{text}' is no valid URL", $"“{text}”不是有效的 URL");
    }

    /// <summary>No user and password (they would be public) and no blanks.</summary>
    [GeneratedRegex("""^(?<scheme>https?)://(?<host>[^\s/?#@:]+)(?<port>:[0-9]{1,5})?(?<rest>(?:[/?#]\S*)?)$""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
