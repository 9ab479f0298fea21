using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Kinds;

/// <summary>IP addresses and what is written about them.</summary>
internal static class Addresses
{
    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public static ScalarKind<IpFamily> Family { get; } = Words.Choice(("ipv4", IpFamily.IPv4), ("ipv6", IpFamily.IPv6));

    /// <summary>A special-use range that is let through.</summary>
    public static ScalarKind<AllowedRanges> Range { get; } = Words.Choice<AllowedRanges>(
        [.. AllowedRangeWords.All.Select(word => (word, AllowedRangeWords.TryParse(word, out var range, out _) ? range : AllowedRanges.None))]);

    /// <summary>Which of an interface's addresses.</summary>
    public static ScalarKind<AddressKind> Select { get; } = Words.Choice<AddressKind>(
        [.. AddressKindWords.All.Select(word => (word, AddressKindWords.TryParse(word, out var kind, out _) ? kind : AddressKind.Stable))]);

    /// <summary>One address, strictly.</summary>
    public static ScalarKind<IPAddress> One { get; } = new(
        new Text("an IP address", "IP 地址"),
        text => AddressText.TryParse(text.Text, out var address, out _)
            ? address
            : text.Not(new Text("an IP address", "IP 地址"), new Text(
                "write one address, without port or prefix length, such as 203.0.113.9 or 2001:db8::9",
                "请写一个地址，不带端口或前缀长度，例如 203.0.113.9 或 2001:db8::9")));

    /// <summary>A range of addresses.</summary>
    public static ScalarKind<IpPrefix> Prefix { get; } = new(
        new Text("an IP prefix", "IP 前缀"),
        text => IpPrefix.TryParse(text.Text, out var prefix, out var why)
            ? prefix
            : text.Not(new Text("an IP prefix", "IP 前缀"), why));

    /// <summary>The last bits of an IPv6 address.</summary>
    public static ScalarKind<AddressSuffix> Suffix { get; } = new(
        new Text("the last bits of an IPv6 address", "IPv6 地址的后缀"),
        text => AddressSuffix.TryParse(text.Text, out var suffix, out var why)
            ? suffix
            : text.Not(new Text("the last bits of an IPv6 address", "IPv6 地址的后缀"), why));

    /// <summary>A hardware address, as the last bits of the IPv6 address that is made of it.</summary>
    public static ScalarKind<AddressSuffix> Hardware { get; } = new(
        new Text("a hardware address", "MAC 地址"),
        text => ReadHardware(text.Text) is { } suffix
            ? suffix
            : text.Not(new Text("the hardware address of a machine", "机器的 MAC 地址"), new Text(
                "write six octets in hexadecimal, such as '02:00:5e:10:20:30'", "请写六组十六进制数，例如 '02:00:5e:10:20:30'")));

    /// <summary>The address of a router on this network.</summary>
    public static ScalarKind<IPAddress> Gateway { get; } = new(
        new Text("a router's IPv4 address", "路由器的 IPv4 地址"),
        text => AddressText.TryParse(text.Text, out var address, out _) && address.Family() == IpFamily.IPv4 && address.GetAddressBytes()[0] is not 0 and < 224
            ? address
            : text.Not(new Text("a router's IPv4 address", "路由器的 IPv4 地址"), new Text(
                "write its address on this network, such as 192.168.1.1, or leave it out", "请填写它在本网络中的地址，例如 192.168.1.1，或删去")));

    private static AddressSuffix? ReadHardware(string text)
    {
        const int Octets = 6;
        var parts = text.Split(text.Contains('-', StringComparison.Ordinal) ? '-' : ':');
        if (parts.Length != Octets || parts.Any(part => part.Length != 2 || !part.All(char.IsAsciiHexDigit)))
        {
            return null;
        }

        // The lowest bit of the first octet marks groups (IEEE 802), which no machine is.
        var bytes = Convert.FromHexString(string.Concat(parts));
        return (bytes[0] & 1) == 0 && bytes.Any(one => one != 0) ? AddressSuffix.OfHardwareAddress(bytes) : null;
    }
}
