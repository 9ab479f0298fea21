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
}
