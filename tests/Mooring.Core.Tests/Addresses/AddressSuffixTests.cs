using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Core.Tests.Addresses;

public sealed class AddressSuffixTests
{
    [Theory]
    [InlineData("::1:2:3:4", "2001:db8:7::/64", "2001:db8:7::1:2:3:4")]
    [InlineData("::5", "2001:db8:7:8::/64", "2001:db8:7:8::5")]
    [InlineData("::5", "2001:db8:7::/56", "2001:db8:7::5")]
    [InlineData("::9:0:0:0:5", "2001:db8:7:aa00::/56", "2001:db8:7:aa09::5")]
    public void Joined_with_a_prefix_it_is_an_address(string suffix, string prefix, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Parse(suffix).In(IpPrefix.Parse(prefix)));

    [Fact]
    public void A_prefix_that_reaches_into_it_is_refused() =>
        Assert.Throws<ArgumentException>(() => Parse("::1:2:3:4").In(IpPrefix.Parse("2001:db8:7::/80")));

    [Theory]
    [InlineData("2001:db8::5")]
    [InlineData("::")]
    [InlineData("::1:0:1:2:3:4")]
    [InlineData("192.0.2.5")]
    [InlineData("five")]
    public void What_is_no_suffix_is_refused_with_an_example(string text)
    {
        Assert.False(AddressSuffix.TryParse(text, out _, out var why));
        Assert.NotEmpty(why.English);
    }

    [Fact]
    public void A_hardware_address_becomes_what_slaac_makes_of_it() =>
        Assert.Equal("::221:2fff:feb5:6e10", AddressSuffix.OfHardwareAddress([0x00, 0x21, 0x2f, 0xb5, 0x6e, 0x10]).ToString());

    [Fact]
    public void Addresses_are_known_by_their_last_64_bits()
    {
        Assert.True(Parse("::5").IsOf(IPAddress.Parse("2001:db8:7::5")));
        Assert.False(Parse("::5").IsOf(IPAddress.Parse("2001:db8:7::1:5")));
        Assert.False(Parse("::9:0:0:0:5").IsOf(IPAddress.Parse("2001:db8:7::5")));
    }

    private static AddressSuffix Parse(string text) =>
        AddressSuffix.TryParse(text, out var suffix, out var why) ? suffix : throw new FormatException(why.English);
}
