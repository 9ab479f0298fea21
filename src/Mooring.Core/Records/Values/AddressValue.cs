using Mooring.Core.Addresses;

namespace Mooring.Core.Records.Values;

/// <summary>The content of A and AAAA.</summary>
internal static class AddressValue
{
    public static Parsed ReadIPv4(string text) =>
        IsIPv4(text)
            ? new RecordValue(text)
            : new Text(
                $"'{AddressText.Excerpt(text)}' is no IPv4 address of the form 192.0.2.1",
                $"“{AddressText.Excerpt(text)}”不是形如 192.0.2.1 的 IPv4 地址");

    public static Parsed ReadIPv6(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal) || !AddressText.TryParse(text, out var address, out _))
        {
            return new Text(
                $"'{AddressText.Excerpt(text)}' is no IPv6 address of the form 2001:db8::1",
                $"“{AddressText.Excerpt(text)}”不是形如 2001:db8::1 的 IPv6 地址");
        }

        return address.Family() == IpFamily.IPv6
            ? new RecordValue(address.ToString())
            : new Text(
                $"'{text}' is an IPv4 address in IPv6 form; publish {address} as type A",
                $"“{text}”是以 IPv6 形式书写的 IPv4 地址；请用 A 类型发布 {address}");
    }

    /// <summary>Whether the text is four decimal numbers, which are their own canonical form.</summary>
    public static bool IsIPv4(string text) => !text.Contains(':', StringComparison.Ordinal) && AddressText.TryParse(text, out _, out _);
}
