using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Core.Tests.Addresses;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("2001:db8::", "2001:db8::")]
    [InlineData("::", "::")]
    [InlineData("2001:db8:1:2:3:4:5::", "2001:db8:1:2:3:4:5:0")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::FFFF:c000:201", "192.0.2.1")]
    public void Different_spellings_of_one_address_are_one_address(string text, string canonical)
    {
        Assert.True(AddressText.TryParse(text, out var address, out _));

        Assert.Equal(canonical, address.ToString());
        Assert.Equal(IPAddress.Parse(canonical).GetAddressBytes(), address.GetAddressBytes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.1.")]
    [InlineData("192.0.2.1.1")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.010")]
    [InlineData("192.0.2.00")]
    [InlineData("0xC0.0.2.1")]
    [InlineData("3221225985")]
    [InlineData("192.0.2.+1")]
    [InlineData("192.0.2.１")]
    [InlineData("192.0.11\0.9")]
    [InlineData("192.0.2.1\0")]
    [InlineData(" 192.0.2.1")]
    [InlineData("192.0.2.1\n")]
    [InlineData("192.0.2.1, 198.51.100.2")]
    [InlineData("192.0.2.1/24")]
    [InlineData("192.0.2.1:80")]
    [InlineData("2001:db8::1/64")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("2001:db8::1::2")]
    [InlineData("2001:db8:::1")]
    [InlineData("2001:db8::00001")]
    [InlineData("2001:db8:1:2:3:4:5:6:7")]
    [InlineData("2001:db8:1:2:3:4:5")]
    [InlineData(":2001:db8::1")]
    [InlineData("2001:db8::1:")]
    [InlineData("::ffff:192.0.2.01")]
    [InlineData("::ffff:192.0.2")]
    [InlineData("2001:db8::g")]
    [InlineData("<html>192.0.2.1</html>")]
    public void What_is_not_wholly_one_address_is_refused(string text)
    {
        Assert.False(AddressText.TryParse(text, out var address, out var why));

        Assert.Null(address);
        Assert.Contains(text.Length == 0 ? "nothing" : "is not one address", why.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("fe80::1%12", "fe80::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void A_zone_is_dropped_where_zones_are_expected(string text, string canonical)
    {
        Assert.True(AddressText.TryParseZoned(text, out var address, out _));

        Assert.Equal(IPAddress.Parse(canonical), address);
    }

    [Theory]
    [InlineData("192.0.2.1%eth0")]
    [InlineData("fe80::1%")]
    [InlineData("%eth0")]
    [InlineData("fe80::1%eth0 192.0.2.1")]
    public void A_zone_belongs_to_an_ipv6_address(string text) =>
        Assert.False(AddressText.TryParseZoned(text, out _, out _));

    [Fact]
    public void Foreign_text_in_an_error_is_short_and_printable()
    {
        var hostile = "\u001b[31m<html>\r\n" + new string('x', 5_000);

        Assert.False(AddressText.TryParse(hostile, out _, out var why));

        Assert.InRange(why.English.Length, 1, 80);
        Assert.DoesNotContain(why.English, char.IsControl);
    }
}
