using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Engine.Tests.Sources;

public sealed class InterfaceSourceTests
{
    private static readonly AddressPolicy Any4 = new(IpFamily.IPv4, AllowedRanges.Documentation);
    private static readonly AddressPolicy Any6 = new(IpFamily.IPv6, AllowedRanges.Documentation);

    [Fact]
    public async Task The_stable_address_of_the_named_interface_is_found()
    {
        var machine = new Machine(
            Card("eth0", Seen("fe80::1"), Seen("2001:db8::a", AddressFlags.Temporary), Seen("2001:db8::b")),
            Card("eth1", Seen("2001:db8:1::1")));

        var answer = await AskAsync(machine, Any6);

        Assert.Equal("2001:db8::b", answer.Value?.ToString());
        Assert.Equal(["2001:db8::a", "fe80::1"], answer.Refused.Select(refused => refused.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_interface_is_looked_for_anew_every_time()
    {
        var machine = new Machine(Card("lo"));
        var source = Source(machine, Any4);

        var absent = await source.AskAsync(TestContext.Current.CancellationToken);
        machine.Interfaces = [Card("lo"), Card("eth0", Seen("203.0.113.9"))];
        var present = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.Contains("no interface eth0; present are lo", absent.Error?.English, StringComparison.Ordinal);
        Assert.Contains("现有：lo", absent.Error?.Chinese, StringComparison.Ordinal);
        Assert.Equal("203.0.113.9", present.Value?.ToString());
    }

    [Fact]
    public async Task Only_local_addresses_are_no_global_address()
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen("fd00::5"), Seen("fe80::5"))), Any6);

        Assert.Null(answer.Value);
        Assert.Contains("no global IPv6 address", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("没有全局 IPv6 地址", answer.Error?.Chinese, StringComparison.Ordinal);
        Assert.Equal(2, answer.Refused.Count);
    }

    [Theory]
    [InlineData("172.17.0.2", false)]
    [InlineData("10.88.0.5", true)]
    public async Task The_address_of_a_containers_bridge_is_refused_with_the_hint_to_use_the_hosts_network(string address, bool inContainer)
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen(address))) { InContainer = inContainer }, Any4);

        Assert.Null(answer.Value);
        Assert.Contains("network_mode: host", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("allow: [private]", Assert.Single(answer.Refused).Reason.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_without_ipv6_is_told_the_same()
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen("172.17.0.2"))) { InContainer = true }, Any6);

        Assert.Contains("no IPv6 address", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("network_mode: host", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_router_the_probe_is_recommended()
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen("192.168.1.23"))), Any4);

        Assert.Contains("source: probe", answer.Error?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AddressKind.Stable, "or take any with `select: any`", "任选其一")]
    [InlineData(AddressKind.Temporary, "use `select: stable`", "请使用 `select: stable`")]
    public async Task Where_the_system_tells_too_little_to_choose_no_router_is_blamed(AddressKind kind, string end, string chineseEnd)
    {
        var machine = new Machine(Card("en0", Seen("2001:db8::1") with { Flags = null }, Seen("2001:db8::2") with { Flags = null }));
        var source = new InterfaceSource("lan", new InterfaceOptions { Interface = "en0", Wish = new AddressWish(Any6, kind) }, machine);

        var answer = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith(end, answer.Error?.English, StringComparison.Ordinal);
        Assert.EndsWith(chineseEnd, answer.Error?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carrier_grade_nat_on_the_interface_is_named()
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen("100.72.3.4"))), Any4);

        Assert.Contains("CGNAT", Assert.Single(answer.Refused).Reason.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interface_that_is_down_is_said_to_be()
    {
        var answer = await AskAsync(new Machine(Card("eth0") with { IsUp = false }), Any4);

        Assert.Contains("it is down", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interface_is_found_by_its_other_name_too()
    {
        var card = Card("以太网", Seen("203.0.113.9")) with { Id = "eth0" };

        Assert.Equal("203.0.113.9", (await AskAsync(new Machine(card), Any4)).Value?.ToString());
    }

    [Fact]
    public async Task A_system_that_does_not_tell_is_an_error_not_a_crash()
    {
        var answer = await AskAsync(new Machine { Failure = new NetworkInformationException() }, Any4);

        Assert.Contains("could not be listed", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_means_every_interface_that_fits_it_and_the_way_out_comes_first()
    {
        var machine = new Machine(
            Card("en0", Seen("2001:db8:1::1")), Card("en1", Seen("2001:db8:2::2")), Card("wg0", Seen("2001:db8:3::3")))
        {
            Routes = [new DefaultRoute(IpFamily.IPv6, "en1", IPAddress.Parse("2001:db8:2::ffff"))],
        };

        var answer = await AskAsync(machine, Any6, "en?");

        Assert.Equal("2001:db8:2::2", answer.Value?.ToString());
        Assert.Equal(["2001:db8:1::1"], answer.Refused.Select(refused => refused.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_pattern_that_fits_nothing_is_a_failure()
    {
        var answer = await AskAsync(new Machine(Card("eth0", Seen("2001:db8::1"))), Any6, "wlan*");

        Assert.Null(answer.Value);
        Assert.Contains("no interface wlan*; present are eth0", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machines_own_loopback_is_read()
    {
        var reader = new SystemInterfaceReader();
        var loopback = reader.Read().Interfaces.First(card => card.Addresses.Any(one => one.Address.Equals(IPAddress.Loopback)));

        var ipv4 = await AskAsync(reader, new AddressPolicy(IpFamily.IPv4, AllowedRanges.Loopback), loopback.Name);

        Assert.Equal(IPAddress.Loopback, ipv4.Value);
        if (Socket.OSSupportsIPv6 && loopback.Addresses.Any(one => one.Address.Equals(IPAddress.IPv6Loopback)))
        {
            var ipv6 = await AskAsync(reader, new AddressPolicy(IpFamily.IPv6, AllowedRanges.Loopback), loopback.Name);
            Assert.Equal(IPAddress.IPv6Loopback, ipv6.Value);
        }
    }

    private static Task<SourceAnswer> AskAsync(IInterfaceReader reader, AddressPolicy policy, string name = "eth0") =>
        Source(reader, policy, name).AskAsync(TestContext.Current.CancellationToken);

    private static InterfaceSource Source(IInterfaceReader reader, AddressPolicy policy, string name = "eth0") =>
        new("lan", new InterfaceOptions { Interface = name, Wish = new AddressWish(policy) }, reader);

    private static NetworkCard Card(string name, params ObservedAddress[] addresses) => new(name, name, IsUp: true, addresses);

    private static ObservedAddress Seen(string address, AddressFlags flags = AddressFlags.None) =>
        new(IPAddress.Parse(address), 64) { Flags = flags };

    private sealed class Machine(params NetworkCard[] interfaces) : IInterfaceReader
    {
        public IReadOnlyList<DefaultRoute>? Routes { get; init; }

        public IReadOnlyList<NetworkCard> Interfaces { get; set; } = interfaces;

        public bool InContainer { get; init; }

        public Exception? Failure { get; init; }

        public InterfaceReading Read() => Failure is null ? new InterfaceReading(Interfaces, InContainer) { Routes = Routes } : throw Failure;
    }
}
