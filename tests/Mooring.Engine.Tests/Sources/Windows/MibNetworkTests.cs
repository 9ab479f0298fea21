using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Interface.Windows;

namespace Mooring.Engine.Tests.Sources.Windows;

public sealed class MibNetworkTests
{
    private const string Ethernet = "以太网";

    [Fact]
    public void Interfaces_are_those_with_a_socket_or_an_address_and_no_drivers_filters_or_idle_tunnels()
    {
        var (interfaces, _) = Read();

        Assert.Equal([Ethernet, "Wi-Fi", "Loopback Pseudo-Interface 1"], interfaces.Select(card => card.Name), StringComparer.Ordinal);
        Assert.Equal([true, false, true], interfaces.Select(card => card.IsUp));
        Assert.Equal([8, 0, 2], interfaces.Select(card => card.Addresses.Count));
        Assert.Equal("{0A1B2C3D-1122-3344-5566-778899AABB01}", interfaces[0].Id);
    }

    [Theory]
    [InlineData("192.0.2.9", 24, AddressFlags.None, 86400, 86400)]
    [InlineData("2001:db8:1::5a", 64, AddressFlags.None, 3600, 7200)]
    [InlineData("2001:db8:1::aaaa", 128, AddressFlags.Temporary, 3000, 7000)]
    [InlineData("2001:db8:1::53", 64, AddressFlags.Permanent | AddressFlags.SkipAsSource, null, null)]
    [InlineData("2001:db8:2::5a", 64, AddressFlags.Deprecated, 0, 600)]
    [InlineData("2001:db8:1::70", 64, AddressFlags.Tentative, 3600, 7200)]
    [InlineData("2001:db8:1::71", 64, AddressFlags.Duplicate, 3600, 7200)]
    [InlineData("fe80::5a", 64, AddressFlags.None, null, null)]
    public void An_address_comes_with_prefix_flags_and_lifetimes(string address, int prefixLength, AddressFlags flags, int? preferred, int? valid)
    {
        var read = MibUnicast.Read(MibImages.AddressRow(address))!.Address;

        Assert.Equal(IPAddress.Parse(address), read.Address);
        Assert.Equal(prefixLength, read.PrefixLength);
        Assert.Equal(flags, read.Flags);
        Assert.Equal(Seconds(preferred), read.PreferredLifetime);
        Assert.Equal(Seconds(valid), read.ValidLifetime);
    }

    [Theory]
    [InlineData(0, AddressFlags.Tentative)]
    [InlineData(4, AddressFlags.None)]
    [InlineData(9, AddressFlags.None)]
    public void An_address_that_is_not_valid_yet_counts_as_under_way(byte state, AddressFlags expected)
    {
        var row = MibImages.AddressRow("2001:db8:1::5a").ToArray();
        row[Netio.Unicast.DetectionState] = state;

        Assert.Equal(expected, MibUnicast.Read(row)!.Address.Flags);
    }

    [Fact]
    public void Random_bits_in_a_prefix_set_by_hand_are_no_privacy_address()
    {
        var row = MibImages.AddressRow("2001:db8:1::aaaa").ToArray();
        row[Netio.Unicast.PrefixOrigin] = 1;

        Assert.Equal(AddressFlags.None, MibUnicast.Read(row)!.Address.Flags);
    }

    [Fact]
    public void The_ways_out_are_told_with_interface_router_and_source()
    {
        var (_, routes) = Read(MibImages.Route("IPv4"), MibImages.Route("IPv6"));

        Assert.Equal(
            [
                new DefaultRoute(IpFamily.IPv4, Ethernet, IPAddress.Parse("192.0.2.9")) { Gateway = IPAddress.Parse("192.0.2.1") },
                new DefaultRoute(IpFamily.IPv6, Ethernet, IPAddress.Parse("2001:db8:1::aaaa")) { Gateway = IPAddress.Parse("fe80::1") },
            ],
            routes);
    }

    [Fact]
    public void A_family_whose_protocol_is_not_installed_leaves_the_other_as_it_is()
    {
        var route = new MibRoute(7, null, IPAddress.Parse("192.0.2.9"));

        Assert.Equal([route], MibNetwork.Routes([(true, route), (false, null)]));
        Assert.Empty(MibNetwork.Routes([(true, null), (false, null)])!);
        Assert.Null(MibNetwork.Routes([(false, null), (false, null)]));
    }

    [Fact]
    public void A_way_out_without_a_router_has_no_gateway()
    {
        var (_, routes) = Read(MibImages.Route("link"));

        Assert.Null(Assert.Single(routes!).Gateway);
    }

    [Theory]
    [InlineData(AddressKind.Stable, "2001:db8:1::5a")]
    [InlineData(AddressKind.Temporary, "2001:db8:1::aaaa")]
    public async Task The_kind_asked_for_is_chosen_in_the_default_routes_prefix(AddressKind kind, string expected)
    {
        var policy = new AddressPolicy(IpFamily.IPv6, AllowedRanges.Documentation);
        var options = new InterfaceOptions { Interface = Ethernet, Wish = new AddressWish(policy, kind) };

        var answer = await new InterfaceSource("lan6", options, new Images()).AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Value?.ToString());
        Assert.Contains(answer.Refused, refused => refused.Value == "2001:db8:2::5a" && refused.Reason.English.StartsWith("deprecated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_whose_count_cannot_be_is_read_as_far_as_it_goes()
    {
        var table = MibImages.Addresses;
        table.AsSpan(0, 4).Fill(0xff);

        Assert.Equal(10, MibTable.Rows(table, Netio.Unicast.Length).Count);
        Assert.Equal(9, MibTable.Rows(table.AsMemory(0, table.Length - 1), Netio.Unicast.Length).Count);
        Assert.Empty(MibTable.Rows(table.AsMemory(0, 7), Netio.Unicast.Length));
    }

    [Theory]
    [InlineData("192.0.2.9")]
    [InlineData("2001:db8:1::aaaa")]
    public void An_address_is_asked_for_as_windows_writes_it(string address)
    {
        var expected = MibImages.AddressRow(address)[..Netio.SocketAddress.Length].ToArray();
        expected.AsSpan(24).Clear();

        Assert.Equal(expected, SocketAddressInet.Write(IPAddress.Parse(address)));
    }

    private static (IReadOnlyList<NetworkCard> Interfaces, IReadOnlyList<DefaultRoute>? Routes) Read(params MibRoute[] routes) =>
        MibNetwork.Join(MibImages.Interfaces, MibImages.Addresses, routes);

    private static TimeSpan Seconds(int? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : TimeSpan.MaxValue;

    private sealed class Images : IInterfaceReader
    {
        InterfaceReading IInterfaceReader.Read()
        {
            var (interfaces, routes) = MibNetworkTests.Read(MibImages.Route("IPv6"));
            return new InterfaceReading(interfaces, InContainer: false) { Routes = routes };
        }
    }
}
