using System.Globalization;
using System.Text;

namespace Mooring.Engine.Store;

/// <summary>Between keys of the store and file names, both ways and without clashes on any file system.</summary>
/// <remarks>
/// <c>zones/home/example.com</c> is <c>zones/home/example.com.json</c>. Octets other than <c>a-z 0-9 . _ -</c> become
/// <c>%XX</c>, as do a dot at either end of a segment, the first letter of a name that Windows keeps for devices, and the end
/// of a directory that would look like a document. A segment too long for a file name goes on in a directory that ends with
/// a bare <c>%</c>.
/// </remarks>
internal static class StateFileName
{
    /// <summary>How document files end.</summary>
    public const string Suffix = ".json";

    private const int LongestPart = 200;
    private static readonly string[] Devices = ["con", "prn", "aux", "nul"];

    /// <summary>The path below the state directory, with <c>/</c> between its parts.</summary>
    /// <exception cref="ArgumentException">The key is empty or has an empty segment.</exception>
    public static string FromKey(string key)
    {
        var segments = key.Split('/');
        if (segments.Any(segment => segment.Length == 0))
        {
            throw new ArgumentException($"'{key}' is no key: it has an empty segment", nameof(key));
        }

        return string.Join('/', segments.Select((segment, i) => Encode(segment, isDirectory: i < segments.Length - 1))) + Suffix;
    }

    /// <summary>The key of a path below the state directory, or null when it is no document.</summary>
    public static string? ToKey(string path)
    {
        if (!path.EndsWith(Suffix, StringComparison.Ordinal) || path.Split('/').Any(part => part.StartsWith('.')))
        {
            return null;
        }

        return Decode(path[..^Suffix.Length].Replace("%/", "", StringComparison.Ordinal));
    }

    private static string Encode(string segment, bool isDirectory)
    {
        var octets = Encoding.UTF8.GetBytes(segment);
        var looksLikeDocument = isDirectory && segment.EndsWith(Suffix, StringComparison.Ordinal);
        var isDevice = IsDevice(segment.Split('.')[0]);
        var encoded = octets.Select((octet, i) =>
            (i == 0 && (octet == '.' || isDevice))
            || (i == octets.Length - 1 && (octet == '.' || looksLikeDocument))
            || !IsPlain(octet)
                ? string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}")
                : ((char)octet).ToString());
        return Fold(encoded);
    }

    private static bool IsDevice(string stem) =>
        Devices.Contains(stem, StringComparer.Ordinal)
        || (stem.Length == 4 && (stem.StartsWith("com", StringComparison.Ordinal) || stem.StartsWith("lpt", StringComparison.Ordinal)) && char.IsAsciiDigit(stem[3]));

    private static bool IsPlain(byte octet) => octet is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'_' or (byte)'-';

    private static string Fold(IEnumerable<string> encoded)
    {
        var path = new StringBuilder();
        var length = 0;
        foreach (var octet in encoded)
        {
            if (length >= LongestPart)
            {
                path.Append("%/");
                length = 0;
            }

            var written = length == 0 && octet == "." ? "%2E" : octet;
            path.Append(written);
            length += written.Length;
        }

        return path.ToString();
    }

    private static string? Decode(string encoded)
    {
        var octets = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '%')
            {
                octets.Add((byte)encoded[i]);
                continue;
            }

            if (i + 2 >= encoded.Length
                || !byte.TryParse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                return null;
            }

            octets.Add(octet);
            i += 2;
        }

        return Encoding.UTF8.GetString([.. octets]);
    }
}
