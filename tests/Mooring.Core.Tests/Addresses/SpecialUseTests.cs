using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Core.Tests.Addresses;

public sealed class SpecialUseTests
{
    [Theory]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("0.1.2.3", "this network")]
    [InlineData("10.255.255.255", "private")]
    [InlineData("100.64.0.1", "CGNAT")]
    [InlineData("100.127.255.254", "CGNAT")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("169.254.1.1", "link-local")]
    [InlineData("172.17.0.2", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.0.0.9", "IETF")]
    [InlineData("192.0.2.1", "documentation")]
    [InlineData("192.88.99.1", "6to4")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("198.18.0.1", "benchmarking")]
    [InlineData("198.19.255.255", "benchmarking")]
    [InlineData("198.51.100.7", "documentation")]
    [InlineData("203.0.113.7", "documentation")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.250", "multicast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("::", "unspecified")]
    [InlineData("::1", "loopback")]
    [InlineData("::192.0.2.1", "IPv4-compatible")]
    [InlineData("::ffff:192.0.2.1", "IPv4-mapped")]
    [InlineData("64:ff9b::c000:221", "NAT64")]
    [InlineData("64:ff9b:1::1", "local NAT64")]
    [InlineData("100::1", "discard")]
    [InlineData("2001::1", "Teredo")]
    [InlineData("2001:1::1", "IETF")]
    [InlineData("2001:2::1", "benchmarking")]
    [InlineData("2001:10::1", "ORCHID")]
    [InlineData("2001:2f:ffff::1", "ORCHIDv2")]
    [InlineData("2001:db8::1", "documentation")]
    [InlineData("2002:c000:201::1", "6to4")]
    [InlineData("3fff:abc::1", "documentation")]
    [InlineData("5f00::1", "segment")]
    [InlineData("fc00::1", "unique local")]
    [InlineData("fd12:3456:789a::1", "unique local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fec0::1", "site-local")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("4000::1", "reserved")]
    [InlineData("e000::1", "reserved")]
    public void A_special_use_address_is_refused_by_name(string address, string name)
    {
        var parsed = IPAddress.Parse(address);

        var why = new AddressPolicy(parsed.Family()).Refuse(parsed);

        Assert.Contains(name, why?.English, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(why?.Chinese));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2400:3200::1")]
    [InlineData("240e::1")]
    [InlineData("2620:4f:8001::1")]
    [InlineData("3fff:1000::1")]
    public void The_neighbours_of_special_ranges_are_public(string address)
    {
        var parsed = IPAddress.Parse(address);

        Assert.Null(new AddressPolicy(parsed.Family()).Refuse(parsed));
    }

    [Theory]
    [InlineData("private", "192.168.1.1")]
    [InlineData("cgnat", "100.64.0.1")]
    [InlineData("ula", "fd00::1")]
    [InlineData("documentation", "203.0.113.1")]
    [InlineData("documentation", "2001:db8::1")]
    [InlineData("documentation", "3fff::1")]
    [InlineData("loopback", "127.0.0.1")]
    [InlineData("loopback", "::1")]
    public void The_users_word_lets_its_own_range_through_and_no_other(string word, string address)
    {
        var parsed = IPAddress.Parse(address);
        Assert.True(AllowedRangeWords.TryParse(word, out var allowed, out _));
        var others = AllowedRangeWords.All.Where(other => other != word)
            .Aggregate(AllowedRanges.None, (sum, other) => AllowedRangeWords.TryParse(other, out var range, out _) ? sum | range : sum);

        Assert.Null(new AddressPolicy(parsed.Family(), allowed).Refuse(parsed));
        Assert.NotNull(new AddressPolicy(parsed.Family(), others).Refuse(parsed));
    }

    [Fact]
    public void Nothing_lets_through_what_can_never_be_published()
    {
        var everything = Enum.GetValues<AllowedRanges>().Aggregate((sum, range) => sum | range);

        Assert.NotNull(new AddressPolicy(IpFamily.IPv4, everything).Refuse(IPAddress.Parse("169.254.1.1")));
        Assert.NotNull(new AddressPolicy(IpFamily.IPv6, everything).Refuse(IPAddress.Parse("fe80::1")));
        Assert.NotNull(new AddressPolicy(IpFamily.IPv4, everything).Refuse(IPAddress.Parse("255.255.255.255")));
    }

    [Fact]
    public void An_unknown_word_is_answered_with_the_known_ones()
    {
        Assert.False(AllowedRangeWords.TryParse("lan", out _, out var why));

        Assert.Contains("private, cgnat, ula, documentation, loopback", why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Carrier_grade_nat_is_named_with_the_ways_out()
    {
        var why = new AddressPolicy(IpFamily.IPv4).Refuse(IPAddress.Parse("100.64.12.34"));

        Assert.Contains("public IPv4", why?.English, StringComparison.Ordinal);
        Assert.Contains("IPv6", why?.English, StringComparison.Ordinal);
        Assert.Contains("allow: [cgnat]", why?.English, StringComparison.Ordinal);
        Assert.Contains("运营商", why?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_the_other_family_is_refused()
    {
        Assert.Contains("IPv4 was asked for", new AddressPolicy(IpFamily.IPv4).Refuse(IPAddress.Parse("2400:3200::1"))?.English, StringComparison.Ordinal);
        Assert.Contains("IPv6 was asked for", new AddressPolicy(IpFamily.IPv6).Refuse(IPAddress.Parse("1.1.1.1"))?.English, StringComparison.Ordinal);
    }
}
