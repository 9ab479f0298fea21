using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Doctor;
using Mooring.Doctor.Network;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Tests.Doctor.Network;

/// <summary>What is said of sources and of NAT, on lines we do not have.</summary>
public sealed class AddressJudgeTests
{
    /// <summary>Own address and interface; the router's, with "refused" behind it where it may not be published; the probes'; what is said.</summary>
    public static TheoryData<string, string?, string?, string?, string> Lines => new()
    {
        { "a server with a public address", "203.0.113.1 eth0", null, "203.0.113.1", "Ok none: eth0 has 203.0.113.1 itself" },
        { "the same without probes", "203.0.113.1 eth0", null, null, "Ok none: eth0 has 203.0.113.1 itself" },
        { "a home router that tells", "192.168.1.5 eth0", "203.0.113.1", "203.0.113.1", "Ok one, of this network's router: 192.168.1.5 here, 203.0.113.1 outside" },
        { "a home router that is not asked", "192.168.1.5 eth0", null, "203.0.113.1", "Ok 192.168.1.5 here, 203.0.113.1 outside" },
        { "nobody is asked", "192.168.1.5 eth0", null, null, "Ok eth0 has the private address 192.168.1.5" },
        { "a carrier's NAT behind the router", "192.168.1.5 eth0", "100.66.7.8 refused", "203.0.113.1", "Warning the line has no public IPv4 address but one of the operator's carrier NAT (100.66.7.8, outside 203.0.113.1 is seen" },
        { "a carrier's NAT on the machine", "100.66.7.8 ppp0", null, "203.0.113.1", "Warning the line has no public IPv4 address but one of the operator's carrier NAT (100.66.7.8 on ppp0, outside" },
        { "the same without probes", "100.66.7.8 ppp0", null, null, "Warning the line has no public IPv4 address but one of the operator's carrier NAT (100.66.7.8 on ppp0)" },
        { "IPv4 carried over IPv6", "192.0.0.2 clat4", null, "203.0.113.1", "Warning the line has no public IPv4 address but one of the operator's carrier NAT (192.0.0.2 on clat4, outside" },
        { "an overlay network", "100.66.7.8 tailscale0", null, "203.0.113.1", "" },
        { "two routers", "192.168.1.5 eth0", "192.168.0.2 refused", "203.0.113.1", "Warning the router's own address is the private 192.168.0.2" },
        { "a VPN around the router", "192.168.1.5 eth0", "203.0.113.1", "198.51.100.9", "Warning the router's own address is 203.0.113.1, but probes see 198.51.100.9" },
        { "a VPN on a server", "203.0.113.1 eth0", null, "198.51.100.9", "Warning eth0 has 203.0.113.1, but probes see 198.51.100.9" },
        { "no IPv4 at all", null, null, null, "" },
        { "a container that sees probes alone", null, null, "203.0.113.1", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Who_can_reach_the_IPv4_address_is_said_in_one_finding(string line, string? machine, string? router, string? probes, string expected)
    {
        var facts = Facts(machine, router, probes, isUsed: true);

        var said = NatJudge.Judge(facts).Select(finding => $"{finding.Severity} {finding.Message.English}").SingleOrDefault("");

        Assert.True(expected.Length == 0 ? said.Length == 0 : said.StartsWith(expected, StringComparison.Ordinal), $"{line}: {said}");
    }

    [Fact]
    public void A_carriers_NAT_has_a_mend_in_both_languages()
    {
        var finding = Assert.Single(NatJudge.Judge(Facts("192.168.1.5 eth0", "100.66.7.8 refused", "203.0.113.1", isUsed: true)));

        Assert.Contains("publish IPv6 instead", finding.Mend!.English, StringComparison.Ordinal);
        Assert.Contains("外部无法通过 A 记录访问本机", finding.Message.Chinese, StringComparison.Ordinal);
        Assert.Contains("申请公网 IPv4", finding.Mend.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_that_keeps_its_address_to_itself_is_not_recommended_once_more()
    {
        var facts = Facts("192.168.1.5 eth0", null, "203.0.113.1", isUsed: true);
        var silent = new SourceFacts(new NamedAnswer("router", IpFamily.IPv4, SourceAnswer.Unknown(new Text("no external address", "没有外部地址"))), SourceKind.Router, IsUsed: false);

        Assert.Contains("only `source: router` can tell", Assert.Single(NatJudge.Judge(facts)).Message.English, StringComparison.Ordinal);
        Assert.EndsWith(
            "(the router does not say whether another NAT follows)",
            Assert.Single(NatJudge.Judge(facts with { Sources = [.. facts.Sources, silent] })).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_publishes_no_IPv4_address_gets_a_hint() =>
        Assert.Equal(Severity.Hint, Assert.Single(NatJudge.Judge(Facts("100.66.7.8 ppp0", null, "203.0.113.1", isUsed: false))).Severity);

    [Theory]
    [InlineData(true, "Fault")]
    [InlineData(false, "Hint")]
    public void A_source_that_knows_nothing_is_as_bad_as_it_is_used(bool isUsed, string severity)
    {
        var finding = Assert.Single(SourceJudge.Judge(Of(SourceAnswer.Unknown(new Text("the probes disagree", "探测结果不一致")), isUsed)));

        Assert.Equal((FindingIds.AddressSource, "wan4", "the probes disagree"), (finding.Id, finding.Subject, finding.Message.English));
        Assert.Equal(severity, finding.Severity.ToString());
        Assert.NotNull(finding.Mend);
    }

    [Fact]
    public void A_source_that_knows_says_how()
    {
        var how = new Text("from lan", "来自 lan");

        var finding = Assert.Single(SourceJudge.Judge(Of(SourceAnswer.Found(IPAddress.Parse("203.0.113.1"), how: how), isUsed: true)));

        Assert.Equal(Finding.Ok(FindingIds.AddressSource, "wan4", new Text("203.0.113.1 (from lan)", "203.0.113.1（来自 lan）")), finding);
    }

    [Fact]
    public void A_source_that_goes_to_and_fro_is_a_warning() =>
        Assert.Equal(Severity.Warning, Assert.Single(SourceJudge.Judge(Of(SourceAnswer.Held(new Text("to and fro", "来回变化")), isUsed: true))).Severity);

    private static AddressFacts Of(SourceAnswer answer, bool isUsed) =>
        new() { Sources = [new SourceFacts(new NamedAnswer("wan4", IpFamily.IPv4, answer), SourceKind.Probe, isUsed)] };

    private static AddressFacts Facts(string? machine, string? router, string? probes, bool isUsed) => new()
    {
        Sources =
        [
            .. router is null ? [] : new[] { new SourceFacts(new NamedAnswer("router", IpFamily.IPv4, Told(router)), SourceKind.Router, isUsed) },
            .. probes is null ? [] : new[] { new SourceFacts(new NamedAnswer("probes", IpFamily.IPv4, Told(probes)), SourceKind.Probe, isUsed) },
            new SourceFacts(new NamedAnswer("fixed", IpFamily.IPv4, Told("192.0.2.7")), SourceKind.Other, isUsed),
        ],
        Network = new InterfaceReading([], InContainer: false) { Routes = machine?.Split(' ') is [var own, var card] ? [new DefaultRoute(IpFamily.IPv4, card, IPAddress.Parse(own))] : [] },
    };

    private static SourceAnswer Told(string written) => written.Split(' ') is [var address, _]
        ? SourceAnswer.Unknown(new Text("refused", "被拒绝"), [new RefusedAddress(address, new Text("refused", "被拒绝"))])
        : SourceAnswer.Found(IPAddress.Parse(written));
}
