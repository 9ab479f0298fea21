using System.Globalization;
using System.Text.RegularExpressions;
using Mooring.Core.Records;

namespace Mooring.Providers.Faults;

/// <summary>Finds the lowest TTL in a host's words about a TTL it refused.</summary>
internal static partial class TtlLimit
{
    /// <summary>
    /// The lowest TTL allowed, or null when the TTL asked for is not below it (a TTL may also be too high): from the message
    /// ("must be in the range of 600 to 86400"), else 600 seconds, the minimum of both free editions.
    /// </summary>
    public static Ttl? Minimum(string message, Ttl? asked)
    {
        var match = Range().Match(message);
        var minimum = match.Success && int.TryParse(match.Groups["low"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            ? new Ttl(low)
            : Ttl.Default;
        return asked is { } ttl && ttl.Seconds < minimum.Seconds ? minimum : null;
    }

    [GeneratedRegex("""range of (?<low>[0-9]{1,7}) to [0-9]{1,7}""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Range();
}
