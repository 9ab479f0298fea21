using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Mooring.Configuration.Yaml;
using Mooring.Core.Addresses;

namespace Mooring.Import;

/// <summary>Regular expressions for addresses that are nothing but a beginning or an end, as most people write them.</summary>
internal static partial class AddressPattern
{
    /// <summary>The setting that chooses the same addresses, <c>prefix</c> or <c>suffix</c>; null where the expression says more.</summary>
    public static Member? Setting(ScalarNode at, string expression, IpFamily family)
    {
        if (family == IpFamily.IPv4)
        {
            return Octets().Match(expression) is { Success: true } four ? Prefix(at, Filled(four.Groups["part"], "."), 8 * four.Groups["part"].Captures.Count) : null;
        }

        return Beginning().Match(expression) is { Success: true } six ? Prefix(at, Joined(six.Groups["part"], ":") + "::", 16 * six.Groups["part"].Captures.Count)
            : End().Match(expression) is { Success: true } end && AddressSuffix.TryParse("::" + end.Groups["end"].Value, out var suffix, out _) ? Leaf.Entry(Leaf.Of(at, suffix.ToString()), "suffix")
            : null;
    }

    private static Member? Prefix(ScalarNode at, string first, int length) =>
        IPAddress.TryParse(first, out var address) ? Leaf.Entry(Leaf.Of(at, IpPrefix.Of(address, length).ToString()), "prefix") : null;

    private static string Joined(Group parts, string separator) => string.Join(separator, parts.Captures.Select(capture => capture.Value));

    private static string Filled(Group parts, string separator) =>
        string.Join(separator, parts.Captures.Select(capture => capture.Value).Concat(Enumerable.Repeat(0.ToString(CultureInfo.InvariantCulture), 4 - parts.Captures.Count)));

    [GeneratedRegex(@"^\^?(?:(?<part>[0-9A-Fa-f]{1,4}):){1,7}:?(?:\.[*+])?\$?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^\^?(?:\.[*+])?:?(?<end>(?:[0-9A-Fa-f]{1,4}:){3}[0-9A-Fa-f]{1,4})\$$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^\^?(?:(?<part>[0-9]{1,3})\\\.){1,3}(?:\.[*+])?\$?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Octets();
}
