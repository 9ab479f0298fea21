using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Core.Tests.Addresses;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", "192.0.3.0")]
    [InlineData("100.64.0.0/10", "100.127.255.255", "100.128.0.0")]
    [InlineData("3fff::/20", "3fff:fff:ffff::1", "3fff:1000::")]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::")]
    [InlineData("0.0.0.0/0", "255.255.255.255", "::1")]
    public void Holds_the_addresses_that_share_its_bits(string prefix, string inside, string outside)
    {
        var range = IpPrefix.Parse(prefix);

        Assert.True(range.Contains(IPAddress.Parse(inside)));
        Assert.False(range.Contains(IPAddress.Parse(outside)));
    }

    [Theory]
    [InlineData("2001:db8::1/64", "2001:db8::/64")]
    [InlineData("192.0.2.1/33", "at most 32")]
    [InlineData("2001:db8::/129", "at most 128")]
    [InlineData("192.0.2.0", "'/'")]
    [InlineData("192.0.2.0/", "'/'")]
    [InlineData("192.0.2.0/-1", "'/'")]
    [InlineData("example/24", "not one address")]
    public void Refuses_what_is_no_range_and_says_why(string text, string reason)
    {
        Assert.False(IpPrefix.TryParse(text, out _, out var why));

        Assert.Contains(reason, why.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_of_an_address_drops_its_host_bits()
    {
        Assert.Equal(IpPrefix.Parse("2001:db8:0:80::/57"), IpPrefix.Of(IPAddress.Parse("2001:db8:0:ff::1"), 57));
        Assert.Equal("192.0.2.128/25", IpPrefix.Of(IPAddress.Parse("192.0.2.200"), 25).ToString());
    }
}
