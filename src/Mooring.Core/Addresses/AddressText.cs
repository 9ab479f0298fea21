using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mooring.Core.Addresses;

/// <summary>Reads one address from text, strictly: the whole text is the address and nothing else.</summary>
/// <remarks>
/// The result is canonical, so that addresses compare as bytes: letter case, leading zeros of IPv6 groups and <c>::</c> forms
/// (RFC 4291 §2.2) disappear, an IPv4-mapped address (<c>::ffff:192.0.2.1</c>) becomes the IPv4 address it stands for.
/// Refused are leading zeros in IPv4 (some readers take them as octal), short IPv4 forms, brackets, ports and prefix lengths,
/// all of which .NET's own parser lets through in one form or another.
/// </remarks>
public static class AddressText
{
    private const int LongestAddress = 45;

    /// <summary>Reads an address without a zone (<c>%eth0</c>).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out Text? why)
    {
        address = text.Contains(':', StringComparison.Ordinal) ? ReadIPv6(text) : ReadIPv4(text);
        why = address is null ? Refusal(text) : null;
        return address is not null;
    }

    /// <summary>Reads an address and drops its zone (RFC 4007 §11), as programs on this host print it.</summary>
    public static bool TryParseZoned(string text, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out Text? why)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        var zoned = percent > 0 && percent < text.Length - 1 && text.Contains(':', StringComparison.Ordinal)
            && !text.AsSpan(percent).ContainsAny(' ', '\t');
        return TryParse(zoned ? text[..percent] : text, out address, out why);
    }

    /// <summary>The family of an address.</summary>
    public static IpFamily Family(this IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? IpFamily.IPv4 : IpFamily.IPv6;

    /// <summary>Foreign text made fit to be shown: one line, printable, at most 40 characters.</summary>
    public static string Excerpt(string text)
    {
        const int Longest = 40;
        var cut = text.Length <= Longest ? text : text[..Longest] + "…";
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
    }

    private static IPAddress? ReadIPv4(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[4];
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            // TryParse takes a trailing NUL for part of a number, so the digits are looked at here.
            if (count == 4 || digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange('0', '9') || (digits.Length > 1 && digits[0] == '0')
                || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out octets[count++]))
            {
                return null;
            }
        }

        return count == 4 ? new IPAddress(octets) : null;
    }

    private static IPAddress? ReadIPv6(string text)
    {
        if (text.Length > LongestAddress || text.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.')))
        {
            return null;
        }

        var dotted = text.Contains('.', StringComparison.Ordinal) ? text[(text.LastIndexOf(':') + 1)..] : null;
        return (dotted is null || ReadIPv4(dotted) is not null)
            && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? Unmapped(address) : null;
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static Text Refusal(string text) => text.Length == 0
        ? new Text("nothing where an address should be", "应为地址，内容却为空")
        : new Text($"'{Excerpt(text)}' is not one address", $"“{Excerpt(text)}”不是单个地址");
}
