using Mooring.Configuration.Yaml;
using Mooring.Core.Addresses;
using Mooring.Import;

namespace Mooring.Tests.Import;

public sealed class AddressPatternTests
{
    [Theory]
    [InlineData("^240e:", IpFamily.IPv6, "prefix: 240e::/16")]
    [InlineData("240e:.*", IpFamily.IPv6, "prefix: 240e::/16")]
    [InlineData("^2001:db8:1::.*$", IpFamily.IPv6, "prefix: 2001:db8:1::/48")]
    [InlineData(".*:1:2:3:4$", IpFamily.IPv6, "suffix: ::1:2:3:4")]
    [InlineData(@"192\.168\..*", IpFamily.IPv4, "prefix: 192.168.0.0/16")]
    [InlineData(@"^10\.", IpFamily.IPv4, "prefix: 10.0.0.0/8")]
    public void A_beginning_is_a_prefix_and_an_end_a_suffix(string expression, IpFamily family, string setting)
    {
        var found = AddressPattern.Setting(new ScalarNode(1, 1, Place.Called(""), expression, isQuoted: true), expression, family);

        Assert.Equal(setting, $"{found?.Key.Text}: {(found?.Value as ScalarNode)?.Text}");
    }

    [Theory]
    [InlineData("^24", IpFamily.IPv6)]
    [InlineData("240e|2409", IpFamily.IPv6)]
    [InlineData("^240e:[0-9a-f]+:", IpFamily.IPv6)]
    [InlineData("@2", IpFamily.IPv6)]
    [InlineData("", IpFamily.IPv6)]
    [InlineData("192.168.", IpFamily.IPv4)]
    [InlineData(@"^999\.", IpFamily.IPv4)]
    public void Whatever_says_more_or_other_things_is_no_setting(string expression, IpFamily family) =>
        Assert.Null(AddressPattern.Setting(new ScalarNode(1, 1, Place.Called(""), expression, isQuoted: true), expression, family));
}
