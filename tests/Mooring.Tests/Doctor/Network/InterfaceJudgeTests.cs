using System.Net;
using Mooring.Core.Addresses;
using Mooring.Doctor;
using Mooring.Doctor.Network;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Tests.Doctor.Network;

/// <summary>What is said of machines' own networks, those we do not have too.</summary>
public sealed class InterfaceJudgeTests
{
    [Fact]
    public void A_healthy_machine_is_two_good_lines()
    {
        var lines = Judge(Facts(Card("eth0", "198.51.100.7", "2001:db8::7", "fe80::1")));

        Assert.Equal(
            ["ok eth0: can be published: 198.51.100.7, 2001:db8::7", "ok default route: IPv4 by eth0 to 192.168.1.1, IPv6 by eth0 to fe80::ff"],
            lines);
    }

    [Fact]
    public void What_is_passed_over_is_named_with_its_reason_in_a_few_words()
    {
        var lines = Judge(Facts(Card("eth0", "192.168.1.5", "2001:db8::7", "2001:db8::a Temporary", "2001:db8:1::7 Deprecated")));

        Assert.Equal("ok eth0: can be published: 2001:db8::7; passed over: 192.168.1.5 (a private address), 2001:db8::a (temporary), 2001:db8:1::7 (deprecated)", lines[0]);
    }

    [Fact]
    public void Bridges_of_containers_and_interfaces_that_are_down_are_no_news()
    {
        var facts = Facts(
            Card("lo", "127.0.0.1", "::1"),
            Card("docker0", "172.17.0.1", "fe80::2"),
            Card("wlan0", "2001:db8:9::1") with { IsUp = false },
            Card("eth0", "2001:db8::7"));

        Assert.Equal(["ok eth0", "ok default route"], Judge(facts).Select(line => line.Split(':')[0]));
    }

    [Fact]
    public void Two_hosts_with_one_address_are_a_warning()
    {
        var finding = InterfaceJudge.Judge(Facts(Card("eth0", "2001:db8::7 Duplicate", "2001:db8::8")))[0];

        Assert.Equal((FindingIds.NetworkInterface, Severity.Warning, "eth0"), (finding.Id, finding.Severity, finding.Subject));
        Assert.Contains("2001:db8::7: two hosts have the same address", finding.Mend!.English, StringComparison.Ordinal);
        Assert.Contains("重复", finding.Mend.Chinese, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[], string> Ipv6 => new()
    {
        { "no IPv6 at all", ["192.168.1.5"], "Hint no interface has a global IPv6 address" },
        { "behind a router without a prefix", ["192.168.1.5", "fd12:3456::5"], "Hint no interface has a global IPv6 address, only unique local ones (fd12:3456::5)" },
        { "yesterday's prefix", ["2001:db8::5 Deprecated"], "Warning all global IPv6 addresses are deprecated (2001:db8::5)" },
        { "privacy alone", ["2001:db8::5 Temporary"], "Hint all global IPv6 addresses are temporary ones" },
        { "just plugged in", ["2001:db8::5 Tentative"], "Hint the system is still checking" },
        { "yesterday's prefix and today's privacy", ["2001:db8::5 Deprecated", "2001:db8:1::5 Temporary"], "Hint all global IPv6 addresses are temporary ones" },
    };

    [Theory]
    [MemberData(nameof(Ipv6))]
    public void Why_nobody_outside_reaches_this_machine_over_IPv6_is_said_once(string network, string[] addresses, string expected)
    {
        var finding = Assert.Single(InterfaceJudge.Judge(Facts(Card("eth0", addresses))), finding => finding.Id == FindingIds.NetworkIpv6);

        Assert.True($"{finding.Severity} {finding.Message.English}".StartsWith(expected, StringComparison.Ordinal), $"{network}: {finding}");
        Assert.NotNull(finding.Mend);
    }

    [Fact]
    public void An_address_without_a_way_out_is_a_warning_unless_all_that_is_asked_is_here()
    {
        var facts = Facts(Card("eth0", "2001:db8::7"));
        var stranded = facts with { Reading = facts.Reading with { Routes = [new DefaultRoute(IpFamily.IPv4, "eth0", null)] } };

        Assert.Contains("warning IPv6: there is a global IPv6 address and no IPv6 default route, so nobody outside can be reached over it", Judge(stranded));
        Assert.DoesNotContain(InterfaceJudge.Judge(stranded with { NeedsWayOut = false }), finding => finding.Severity > Severity.Hint);
    }

    [Theory]
    [InlineData(true, false, "Warning", "see cable")]
    [InlineData(false, false, "Hint", "see cable")]
    [InlineData(true, true, "Warning", "network_mode: host")]
    public void No_way_out_at_all_is_as_bad_as_it_is_needed(bool needed, bool inContainer, string severity, string mend)
    {
        var facts = Facts(Card("eth0", "2001:db8::7")) with { NeedsWayOut = needed };

        var finding = Assert.Single(
            InterfaceJudge.Judge(facts with { Reading = new InterfaceReading(facts.Reading.Interfaces, inContainer) { Routes = [] } }),
            finding => finding.Id == FindingIds.NetworkRoute);

        Assert.Equal(severity, finding.Severity.ToString());
        Assert.Contains(mend, finding.Mend!.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.18.0.1", true)]
    [InlineData("fdfe:dcba:9876::1", true)]
    [InlineData("192.168.1.5", false)]
    public void The_tunnel_of_a_proxy_is_told_from_an_ordinary_way_out(string source, bool told)
    {
        var facts = Facts(Card("utun3", source));
        var tunnelled = facts with
        {
            HasProbes = true,
            Reading = facts.Reading with { Routes = [new DefaultRoute(IpFamily.IPv4, "utun3", IPAddress.Parse(source))] },
        };

        var warnings = InterfaceJudge.Judge(tunnelled).Where(finding => finding is { Id: FindingIds.NetworkRoute, Severity: Severity.Warning });

        Assert.Equal(told ? ["utun3"] : [], warnings.Select(finding => finding.Subject));
    }

    [Fact]
    public void A_container_on_a_bridge_is_sent_to_the_hosts_network()
    {
        var bridged = new InterfaceFacts(new InterfaceReading([Card("eth0", "172.17.0.2")], InContainer: true)
        {
            Routes = [new DefaultRoute(IpFamily.IPv4, "eth0", IPAddress.Parse("172.17.0.2"))],
        });

        var findings = InterfaceJudge.Judge(bridged);

        Assert.Equal("nothing that can be published: 172.17.0.2 (a private address)", findings[0].Message.English);
        Assert.Contains("`network_mode: host`", findings[^1].Mend!.English, StringComparison.Ordinal);
    }

    private static string[] Judge(InterfaceFacts facts) =>
        [.. InterfaceJudge.Judge(facts).Select(finding => $"{(finding.Severity == Severity.Ok ? "ok" : "warning")} {finding.Subject}: {finding.Message.English}")];

    private static InterfaceFacts Facts(params NetworkCard[] cards) => new(new InterfaceReading(cards, InContainer: false)
    {
        Routes =
        [
            new DefaultRoute(IpFamily.IPv4, "eth0", null) { Gateway = IPAddress.Parse("192.168.1.1") },
            new DefaultRoute(IpFamily.IPv6, "eth0", null) { Gateway = IPAddress.Parse("fe80::ff") },
        ],
    })
    {
        Allow = AllowedRanges.Documentation,
    };

    /// <summary>An interface with addresses, each with a flag behind it where it has one.</summary>
    private static NetworkCard Card(string name, params string[] addresses) => new(name, name, IsUp: true, [.. addresses.Select(Address)]);

    private static ObservedAddress Address(string written) => written.Split(' ') switch
    {
        [var address, var flag] => new ObservedAddress(IPAddress.Parse(address), 64) { Flags = Enum.Parse<AddressFlags>(flag) },
        _ => new ObservedAddress(IPAddress.Parse(written), 64) { Flags = AddressFlags.None },
    };
}
