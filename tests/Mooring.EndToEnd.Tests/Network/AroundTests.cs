namespace Mooring.EndToEnd.Tests.Network;

/// <summary>The real daemon and what is around it: a real router, neighbours, a hook's file. Its interval is a day here.</summary>
public sealed class AroundTests
{
    private const string First = "198.41.0.9";
    private const string Second = "198.41.0.77";

    [Theory]
    [InlineData("nat-pmp")]
    [InlineData("upnp")]
    public async Task The_routers_new_address_is_published_as_soon_as_it_announces_it(string protocol)
    {
        await using var island = await Island.OpenAsync();
        await using var router = await RealRouter.OpenAsync(island, First);
        await using var daemon = await island.RunAsync($"{{ family: ipv4, source: router, protocols: {protocol} }}");
        await daemon.SaysAsync($"added {First}");

        await router.RenumberAsync(First, Second);
        await daemon.SaysAsync($"{First} -> {Second}");

        Assert.Equal([$"AddDomainRecord {First}", $"UpdateDomainRecord {Second}"], await island.WritesAsync());
        Assert.Contains($"router 192.168.77.1 announces {Second}", daemon.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_router_behind_another_nat_has_no_address_to_publish()
    {
        await using var island = await Island.OpenAsync();
        await using var router = await RealRouter.OpenAsync(island, "192.168.5.2");
        await using var daemon = await island.RunAsync("{ family: ipv4, source: router, protocols: [nat-pmp, upnp] }");

        await daemon.SaysAsync("carrier NAT");

        Assert.Empty(await island.WritesAsync());
    }

    [Fact]
    public async Task A_new_prefix_moves_this_machine_and_its_neighbours_in_one_round()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("addr add 2001:db8:1::5/64 dev lan0 nodad");
        await using var daemon = await island.RunAsync("{ family: ipv6, source: interface, interface: lan0, allow: [documentation] }", (
            "nas6: { family: ipv6, source: neighbour, interface: lan0, suffix: \"::7\", allow: [documentation] }",
            "- { name: box.example.com, account: home, address: nas6 }"));
        await daemon.SaysAsync("added 2001:db8:1::7");

        await island.IpAsync("addr add 2001:db8:2::5/64 dev lan0 nodad");
        await island.IpAsync("addr del 2001:db8:1::5/64 dev lan0");
        await daemon.SaysAsync("2001:db8:1::7 -> 2001:db8:2::7");
        await daemon.SaysAsync("2001:db8:1::5 -> 2001:db8:2::5");

        Assert.Equal(
            ["UpdateDomainRecord 2001:db8:2::5", "UpdateDomainRecord 2001:db8:2::7"], (await island.WritesAsync())[2..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_hook_writes_is_published_within_seconds()
    {
        await using var island = await Island.OpenAsync();
        var file = Path.Combine(island.Directory, "wan4");
        await using var daemon = await island.RunAsync("{ family: ipv4, source: file, path: wan4, match: 'IP=(.*)' }");
        await daemon.SaysAsync("there is no such file yet");

        await File.WriteAllTextAsync(file + ".new", $"IP={First}\n", TestContext.Current.CancellationToken);
        File.Move(file + ".new", file);
        await daemon.SaysAsync($"added {First}");

        Assert.Equal([$"AddDomainRecord {First}"], await island.WritesAsync());
    }
}
