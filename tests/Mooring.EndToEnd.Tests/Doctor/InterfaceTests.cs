using Mooring.EndToEnd.Tests.Network;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary><c>doctor</c> without a configuration, in networks made for it.</summary>
public sealed class InterfaceTests
{
    [Fact]
    public async Task An_interface_without_an_address_leads_nowhere()
    {
        await using var island = await Island.OpenAsync();

        var result = await island.MooringAsync("doctor", "--output", "json");

        Assert.Equal(["warning default route: this machine has no way out, neither over IPv4 nor over IPv6"], Findings.Of(result, "network.route"));
        Assert.Equal(["hint IPv6: no interface has a global IPv6 address"], Findings.Of(result, "network.ipv6"));
        Assert.Empty(Findings.Of(result, "network.interface"));
    }

    [Fact]
    public async Task The_way_out_and_what_is_passed_over_on_it_are_shown_without_hardware_addresses()
    {
        await using var island = await Island.OpenAsync();
        await island.IpAsync("link set lan0 address 02:00:5e:10:20:30");
        await island.IpAsync("addr add 192.168.7.5/24 dev lan0");
        await island.IpAsync("addr add fd12:3456::5/64 dev lan0 nodad");
        await island.IpAsync("route add default via 192.168.7.1 dev lan0");

        var result = await island.MooringAsync("doctor", "--output", "json", "--language", "zh");

        Assert.Equal(
            ["ok lan0: 没有可以发布的地址：192.168.7.5（私有地址）、fd12:3456::5（唯一本地地址（ULA））"], Findings.Of(result, "network.interface"));
        Assert.Equal(["ok default route: IPv4 经 lan0 到 192.168.7.1"], Findings.Of(result, "network.route"));
        Assert.Equal(["hint IPv6: 没有任何网络接口具有全局 IPv6 地址，只有外部无法访问的唯一本地地址（fd12:3456::5）"], Findings.Of(result, "network.ipv6"));
        Assert.DoesNotContain("02:00:5e", result.Output, StringComparison.Ordinal);
    }
}
