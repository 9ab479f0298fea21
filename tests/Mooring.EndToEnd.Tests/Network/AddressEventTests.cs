namespace Mooring.EndToEnd.Tests.Network;

/// <summary>The real daemon hears from the kernel: its interval is a day here, so nothing else can wake it.</summary>
public sealed class AddressEventTests
{
    private const string Lan = "{ family: ipv6, source: interface, interface: lan0, allow: [documentation] }";

    [Fact]
    public async Task A_renumbering_is_one_update()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await using var daemon = await island.RunAsync(Lan);
        await daemon.SaysAsync("added 2001:db8:1::5");

        await island.IpAsync("addr add 2001:db8:2::5/64 dev lan0 nodad");
        await island.IpAsync("addr del 2001:db8:1::5/64 dev lan0");
        await daemon.SaysAsync("2001:db8:1::5 -> 2001:db8:2::5");

        Assert.Equal(["AddDomainRecord 2001:db8:1::5", "UpdateDomainRecord 2001:db8:2::5"], await island.WritesAsync());
    }

    [Fact]
    public async Task A_deprecated_address_gives_way_and_a_tentative_one_is_waited_for()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await using var daemon = await island.RunAsync(Lan);
        await daemon.SaysAsync("added 2001:db8:1::5");

        // Without nodad the kernel first asks the link whether somebody else has it.
        await island.IpAsync("addr add 2001:db8:2::5/64 dev lan0");
        await island.IpAsync("addr change 2001:db8:1::5/64 dev lan0 preferred_lft 0");
        await daemon.SaysAsync("2001:db8:1::5 -> 2001:db8:2::5");

        Assert.Equal(2, (await island.WritesAsync()).Length);
    }

    [Fact]
    public async Task An_address_that_is_not_chosen_makes_no_call_and_one_that_goes_deletes_nothing()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await using var daemon = await island.RunAsync(Lan);
        await daemon.SaysAsync("added 2001:db8:1::5");
        var before = await island.CallsAsync();

        await island.IpAsync("addr add 2001:db8:1::6/64 dev lan0 nodad");
        await daemon.SaysAsync("address 2001:db8:1::6");
        await island.IpAsync("addr del 2001:db8:1::6/64 dev lan0");
        await daemon.SaysAsync("address 2001:db8:1::6 gone");
        await island.IpAsync("addr del 2001:db8:1::5/64 dev lan0");
        await daemon.SaysAsync("no global IPv6 address");

        Assert.Equal(before, await island.CallsAsync());
    }

    [Fact]
    public async Task A_card_that_appears_after_the_daemon_is_found_by_its_pattern()
    {
        await using var island = await Island.OpenAsync();
        await using var daemon = await island.RunAsync("{ family: ipv6, source: interface, interface: \"usb*\", allow: [documentation] }");
        await daemon.SaysAsync("there is no interface usb*");

        await island.PlugInAsync("usb0");
        await island.IpAsync("addr add 2001:db8:7::7/64 dev usb0 nodad");
        await daemon.SaysAsync("added 2001:db8:7::7");

        Assert.Equal(["AddDomainRecord 2001:db8:7::7"], await island.WritesAsync());
    }

    [Fact]
    public async Task A_probe_that_hangs_holds_up_no_card()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await using var daemon = await island.RunAsync(Lan, (
            "slow: { family: ipv4, source: command, command: [sleep, \"1000\"] }",
            "- { name: slow.example.com, account: home, address: slow }"));
        await daemon.SaysAsync("added 2001:db8:1::5");

        await island.IpAsync("addr add 2001:db8:2::5/64 dev lan0 nodad");
        await island.IpAsync("addr del 2001:db8:1::5/64 dev lan0");
        await daemon.SaysAsync("2001:db8:1::5 -> 2001:db8:2::5");

        // From the news to the change nothing is told of the name that waits for the probe; an earlier round may have ended meanwhile.
        var told = daemon.Said;
        var changed = told.IndexOf("2001:db8:1::5 -> 2001:db8:2::5", StringComparison.Ordinal);
        var heard = told.LastIndexOf("looking again at once", changed, StringComparison.Ordinal);
        Assert.True(heard >= 0, told);
        Assert.DoesNotContain("slow.example.com", told[heard..changed], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prefix_of_the_default_route_comes_first()
    {
        await using var island = await Island.OpenAsync();
        await island.PlugInAsync("lan1");
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await island.IpAsync("addr add 2001:db8:2::5/64 dev lan1 nodad");
        await island.IpAsync("route add default via fe80::1 dev lan1");
        await using var daemon = await island.RunAsync("{ family: ipv6, source: interface, interface: \"lan?\", allow: [documentation] }");
        await daemon.SaysAsync("added 2001:db8:2::5");

        await island.IpAsync("route del default via fe80::1 dev lan1");
        await island.IpAsync("route add default via fe80::1 dev lan0");
        await daemon.SaysAsync("2001:db8:2::5 -> 2001:db8:1::5");

        Assert.Equal(2, (await island.WritesAsync()).Length);
    }
}
