using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mooring.Core.Names;

namespace Mooring.Sandbox.World;

/// <summary>The form of record values, by type, as both clouds store them.</summary>
internal static class RecordSyntax
{
    /// <summary>The stored form of a value (see <see cref="ZoneRecord.Value"/>); false when it is none of that type.</summary>
    public static bool TryNormalize(string type, string value, [NotNullWhen(true)] out string? stored)
    {
        var trimmed = value.Trim();
        stored = type switch
        {
            "A" => IsIpv4(trimmed) ? trimmed : null,
            "AAAA" => IsIpv6(trimmed) ? trimmed.ToLowerInvariant() : null,
            "CNAME" or "NS" or "MX" or "ALIAS" => HostName(trimmed),
            "SRV" => Srv(trimmed),
            "CAA" => IsCaa(trimmed) ? trimmed : null,
            "TXT" => IsText(value) ? value : null,
            _ => trimmed.Length is > 0 and <= 512 ? trimmed : null,
        };
        return stored is not null;
    }

    private static bool IsIpv4(string text) =>
        text.Split('.') is { Length: 4 } octets
        && Array.TrueForAll(octets, octet => IsNumber(octet, 255) && (octet.Length == 1 || octet[0] != '0'));

    private static bool IsIpv6(string text) =>
        !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static string? HostName(string text) =>
        DomainName.TryParse(text, out var name) && !name.IsWildcard && name.Value.Length > 0 ? name.Value : null;

    private static string? Srv(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var priority, var weight, var port, var target]
        && IsNumber(priority, ushort.MaxValue) && IsNumber(weight, ushort.MaxValue) && IsNumber(port, ushort.MaxValue)
        && (target == "." ? "." : HostName(target)) is { } host
            ? $"{priority} {weight} {port} {host}"
            : null;

    private static bool IsCaa(string text) =>
        text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is [var flags, var tag, var content]
        && IsNumber(flags, byte.MaxValue) && tag.All(char.IsAsciiLetterOrDigit)
        && content.Length >= 2 && content[0] == '"' && content[^1] == '"';

    // The documents list fewer characters; real zones hold more (DKIM keys, Chinese notes), so only what no zone can hold is refused.
    private static bool IsText(string text) => text.Length is > 0 and <= 512 && !text.Any(char.IsControl);

    private static bool IsNumber(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max;
}
