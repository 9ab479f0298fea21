using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface.Linux;

namespace Mooring.Engine.Tests.Sources.Netlink;

/// <summary>Messages as a Linux kernel on x86-64 sent them.</summary>
public sealed class NetlinkMessageTests
{
    /// <summary><c>ip addr add 2001:db8:1::5/64 dev ve0 nodad valid_lft 7200 preferred_lft 3600</c></summary>
    private const string Added6 = "480000001400000000000000000000000a400200030000001400010020010db800010000000000000000000514000600100e0000201c000095361900953619000800080002000000";

    /// <summary><c>ip addr add 192.0.2.9 peer 192.0.2.10 dev ve1</c></summary>
    private const string Peer4 = "4c000000140000004f6c026bbb010000022080000200000008000100c000020a08000200c00002090800030076653100080008008000000014000600ffffffffffffffff1137190011371900";

    /// <summary><c>ip -6 route add default via fe80::1 dev ve0</c></summary>
    private const string Default6 = "74000000180000064e6c026bb20100000a000000fe0300010000000008000f00fe000000080006000004000014000500fe800000000000000000000000000001080004000300000024000c0000000000000000000000000000000000000000000000000000000000000000000500140000000000";

    /// <summary>What the kernel adds to its local table with an address.</summary>
    private const string Local4 = "3c00000018000006000000000000000002200000ff02fe020000000008000f00ff00000008000100c000020708000700c00002070800040003000000";

    [Fact]
    public void An_ipv6_address_comes_with_prefix_and_lifetimes()
    {
        var read = NetlinkAddress.Read(Single(Added6))!;

        Assert.Equal(3, read.Interface);
        Assert.Equal(IPAddress.Parse("2001:db8:1::5"), read.Address.Address);
        Assert.Equal(64, read.Address.PrefixLength);
        Assert.Equal(TimeSpan.FromHours(1), read.Address.PreferredLifetime);
        Assert.Equal(TimeSpan.FromHours(2), read.Address.ValidLifetime);
        Assert.Equal(AddressFlags.None, read.Address.Flags);
    }

    [Fact]
    public void On_a_point_to_point_link_this_ends_address_is_read_and_not_the_others()
    {
        var read = NetlinkAddress.Read(Single(Peer4))!;

        Assert.Equal(IPAddress.Parse("192.0.2.9"), read.Address.Address);
        Assert.Equal(TimeSpan.MaxValue, read.Address.PreferredLifetime);
        Assert.Equal(AddressFlags.Permanent, read.Address.Flags);
    }

    [Theory]
    [InlineData(0x40, AddressFlags.Tentative)]
    [InlineData(0x44, AddressFlags.None)]
    [InlineData(0x48, AddressFlags.Tentative | AddressFlags.Duplicate)]
    [InlineData(0x21, AddressFlags.Deprecated | AddressFlags.Temporary)]
    [InlineData(0x301, AddressFlags.Temporary)]
    public void Flags_are_told(int bits, AddressFlags expected)
    {
        var hex = Added6[..^8] + Convert.ToHexStringLower(BitConverter.GetBytes(bits));

        Assert.Equal(expected, NetlinkAddress.Read(Single(hex))!.Address.Flags);
    }

    [Fact]
    public void A_secondary_ipv4_address_is_not_temporary()
    {
        var hex = Peer4.Replace("0800080080000000", "0800080081000000", StringComparison.Ordinal);

        Assert.Equal(AddressFlags.Permanent, NetlinkAddress.Read(Single(hex))!.Address.Flags);
    }

    [Fact]
    public void A_default_route_is_news_and_a_route_of_the_kernels_own_is_none()
    {
        Assert.Equal("default route IPv6", NetlinkNews.Tell(Single(Default6)));
        Assert.Null(NetlinkNews.Tell(Single(Local4)));
    }

    [Fact]
    public void An_address_is_news_only_once_it_can_be_used()
    {
        var tentative = Added6[..^8] + "40000000";

        Assert.Equal("address 2001:db8:1::5", NetlinkNews.Tell(Single(Added6)));
        Assert.Null(NetlinkNews.Tell(Single(tentative)));
    }

    [Fact]
    public void Several_messages_in_one_datagram_are_told_apart()
    {
        var messages = NetlinkMessage.Split(Convert.FromHexString(Added6 + Peer4 + Default6));

        Assert.Equal([20, 20, 24], messages.Select(message => (int)message.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData("48000000")]
    [InlineData("0000000014000000000000000000000000000000")]
    [InlineData("ffffffff14000000000000000000000000000000")]
    public void What_is_cut_off_is_passed_over(string hex) => Assert.Empty(NetlinkMessage.Split(Convert.FromHexString(hex)));

    [Fact]
    public void A_length_that_does_not_fit_the_family_is_no_address() =>
        Assert.Null(NetlinkAddress.Read(Single(Added6.Replace("0a400200", "02400200", StringComparison.Ordinal))));

    private static NetlinkMessage Single(string hex) => Assert.Single(NetlinkMessage.Split(Convert.FromHexString(hex)));
}
