using System.Globalization;
using System.Text.RegularExpressions;

namespace Mooring.Core.Records.Values;

/// <summary>The content of CAA (RFC 8659 §4.1): flags, a tag in lower case, a value in quotes.</summary>
internal static partial class CaaValue
{
    public static Parsed Read(string text)
    {
        var match = Fields().Match(text);
        if (!match.Success || !byte.TryParse(match.Groups["flags"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var flags))
        {
            return new Text(
                $"'{text}' is no CAA value of the form: flags tag \"value\", as in 0 issue \"letsencrypt.org\"",
                $"“{text}”不是形如“标志 标签 \"值\"”的 CAA 值，例如 0 issue \"letsencrypt.org\"");
        }

        var tag = match.Groups["tag"].Value.ToLowerInvariant();
        return new RecordValue($"{flags.ToString(CultureInfo.InvariantCulture)} {tag} \"{match.Groups["value"].Value}\"");
    }

    /// <summary>The value may stand without quotes, and is printable ASCII without a quote or a backslash of its own.</summary>
    [GeneratedRegex("""^(?<flags>[0-9]{1,3}) +(?<tag>[A-Za-z0-9]{1,255}) +(?:"(?<value>[ !#-\[\]-~]*)"|(?<value>[!#-\[\]-~](?:[ !#-\[\]-~]*[!#-\[\]-~])?))$""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Fields();
}
