using System.Globalization;
using System.Net;

namespace Mooring.Core.Records.Values;

/// <summary>The content of A and AAAA.</summary>
internal static class AddressValue
{
    /// <summary>Four decimal numbers: the short, octal and hexadecimal forms that .NET also reads mean different things to different programs.</summary>
    public static Parsed ReadIPv4(string text) =>
        IsDottedQuad(text)
            ? new RecordValue(text)
            : new Text($"'{text}' is no IPv4 address of the form 192.0.2.1", $"“{text}”不是形如 192.0.2.1 的 IPv4 地址");

    public static Parsed ReadIPv6(string text)
    {
        // .NET would also take brackets, a port, a prefix length and a zone, none of which a record can hold.
        if (!text.Contains(':', StringComparison.Ordinal)
            || !text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            || !IPAddress.TryParse(text, out var address))
        {
            return new Text($"'{text}' is no IPv6 address of the form 2001:db8::1", $"“{text}”不是形如 2001:db8::1 的 IPv6 地址");
        }

        return address.IsIPv4MappedToIPv6
            ? new Text(
                $"'{text}' is an IPv4 address in IPv6 form; publish {address.MapToIPv4()} as type A",
                $"“{text}”是以 IPv6 形式书写的 IPv4 地址；请用 A 类型发布 {address.MapToIPv4()}")
            : new RecordValue(address.ToString());
    }

    public static bool IsDottedQuad(string text) =>
        text.Split('.') is { Length: 4 } parts
        && parts.All(part => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && part == number.ToString(CultureInfo.InvariantCulture));
}
