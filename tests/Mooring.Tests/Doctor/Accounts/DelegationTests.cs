using System.Net;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Doctor;
using Mooring.Doctor.Accounts;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>What is said of the way from the registry to a zone.</summary>
public sealed class DelegationTests
{
    private static readonly DnsName Apex = DnsName.Parse("example.com");

    [Theory]
    [InlineData("dns1.hichina.com dns2.hichina.com", "dns1.hichina.com dns2.hichina.com", Severity.Ok)]
    [InlineData("dns1.hichina.com dns2.hichina.com", "dns1.hichina.com", Severity.Ok)]
    [InlineData("", "vip1.alidns.com vip2.alidns.com", Severity.Ok)]
    [InlineData("vip1.alidns.com vip2.alidns.com", "dns1.hichina.com dns2.hichina.com", Severity.Warning)]
    [InlineData("dns1.hichina.com", "dns1.hichina.com f1g1ns1.dnspod.net", Severity.Warning)]
    [InlineData("dns1.hichina.com", "f1g1ns1.dnspod.net f1g1ns2.dnspod.net", Severity.Fault)]
    [InlineData("dns1.hichina.com", "ns-1.awsdns-1.org", Severity.Fault)]
    [InlineData("dns1.hichina.com", "evil-hichina.com", Severity.Fault)]
    [InlineData("", "evil-alidns.com", Severity.Fault)]
    public void Servers_that_are_named_are_compared_with_those_given(string given, string named, object severity)
    {
        var finding = DelegationJudge.Judge(Given.Account(), Facts(given, named)).First();

        Assert.Equal((FindingIds.ZoneDelegation, (Severity)severity), (finding.Id, finding.Severity));
        Assert.Equal(finding.Severity == Severity.Ok, finding.Mend is null);
    }

    [Fact]
    public void Whose_servers_they_are_is_said_where_it_is_known()
    {
        var finding = DelegationJudge.Judge(Given.Account(), Facts("dns1.hichina.com", "f1g1ns1.dnspod.net ns-1.awsdns-1.org")).First();

        Assert.Equal(
            "the world does not see these records: com names f1g1ns1.dnspod.net, ns-1.awsdns-1.org (Tencent Cloud DNSPod, Amazon Route 53), not Alibaba Cloud DNS",
            finding.Message.English);
        Assert.Equal("外界看不到这些记录：com 指向 f1g1ns1.dnspod.net, ns-1.awsdns-1.org（腾讯云 DNSPod、Amazon Route 53），而不是阿里云云解析 DNS", finding.Message.Chinese);
    }

    [Theory]
    [InlineData(0, ServerVerdict.Lame, null)]
    [InlineData(1, ServerVerdict.Lame, Severity.Warning)]
    [InlineData(2, ServerVerdict.Lame, Severity.Fault)]
    [InlineData(2, ServerVerdict.Refused, Severity.Fault)]
    [InlineData(2, ServerVerdict.Timeout, Severity.Warning)]
    [InlineData(2, ServerVerdict.Unreachable, Severity.Warning)]
    public void Servers_that_do_not_serve_the_zone_are_told_and_blamed_where_they_say_so(int failing, ServerVerdict verdict, object? severity)
    {
        var facts = Facts("dns1.hichina.com", "dns1.hichina.com") with
        {
            Answers = [.. new[] { "ns1", "ns2" }.Select((server, i) => Report(server, i < failing ? verdict : ServerVerdict.Answer))],
        };

        Assert.Equal((Severity?)severity, DelegationJudge.Judge(Given.Account(), facts).SingleOrDefault(finding => finding.Id == FindingIds.ZoneServers)?.Severity);
    }

    [Fact]
    public void A_server_that_serves_at_one_of_its_addresses_serves()
    {
        var facts = Facts("", "dns1.hichina.com") with { Answers = [Report("ns1", ServerVerdict.Unreachable), Report("ns1", ServerVerdict.Answer)] };

        Assert.Single(DelegationJudge.Judge(Given.Account(), facts));
    }

    [Fact]
    public void Records_are_asked_for_at_the_addresses_that_serve_the_zone_alone()
    {
        var (served, silent) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1"));
        var facts = Facts("", "dns1.hichina.com") with
        {
            Servers = new ZoneServers(Apex, [new NameServer(DnsName.Parse("dns1.hichina.com"), [served, silent]), new NameServer(DnsName.Parse("dns2.hichina.com"), [silent])]),
            Answers = [Report("dns1", ServerVerdict.Answer) with { EndPoint = new IPEndPoint(served, 53) }, Report("dns1", ServerVerdict.Timeout) with { EndPoint = new IPEndPoint(silent, 53) }],
        };

        Assert.Equal([served], Assert.Single(facts.Serving!.Servers).Addresses);
        Assert.Null((facts with { Answers = [] }).Serving);
    }

    [Fact]
    public void Silent_servers_of_somebody_else_are_none_of_ours()
    {
        var facts = Facts("dns1.hichina.com", "ns-1.awsdns-1.org") with { Answers = [Report("ns-1.awsdns-1.org", ServerVerdict.Timeout)] };

        Assert.Single(DelegationJudge.Judge(Given.Account(), facts));
    }

    [Fact]
    public void A_referral_counts_before_what_a_server_of_both_zones_answers()
    {
        var replies = new[]
        {
            Report("a", ServerVerdict.Answer, new ReplyReading.Answer([], Apex, [Ns("ns1.example.net")])),
            Report("b", ServerVerdict.Referral, new ReplyReading.Referral(Apex, Apex, [Ns("ns2.example.net"), Ns("ns3.example.net")], [])),
            Report("c", ServerVerdict.Referral, new ReplyReading.Referral(Apex, Apex, [Ns("ns3.example.net")], [])),
        };

        Assert.Equal("ns2.example.net ns3.example.net", string.Join(' ', DelegationReading.Names(DelegationRules.Referral(Apex, replies)!)));
        Assert.Equal("ns1.example.net", string.Join(' ', DelegationReading.Names(DelegationRules.Referral(Apex, replies[..1])!)));
    }

    [Fact]
    public void A_referral_to_another_zone_is_none()
    {
        var deeper = DnsName.Parse("com");

        Assert.Null(DelegationRules.Referral(Apex, [Report("a", ServerVerdict.Referral, new ReplyReading.Referral(Apex, deeper, [Ns("ns1.example.net")], []))]));
    }

    [Theory]
    [InlineData(ServerVerdict.NxDomain, true)]
    [InlineData(ServerVerdict.NoData, true)]
    [InlineData(ServerVerdict.Timeout, false)]
    [InlineData(ServerVerdict.ServFail, false)]
    public void Only_a_clear_no_means_that_a_zone_is_not_registered(ServerVerdict verdict, bool nowhere)
    {
        var told = DelegationReading.WithoutServers(DomainName.Parse("com"), [Report("a", ServerVerdict.Timeout), Report("b", verdict)]);

        Assert.Equal(nowhere, told is Delegation.Nowhere);
        Assert.Equal(nowhere ? Severity.Fault : Severity.Warning, DelegationJudge.Judge(Given.Account(), new DelegationFacts(Given.Zone("example.com"), told)).Single().Severity);
    }

    private static DelegationFacts Facts(string given, string named) => new(
        Given.Zone("example.com", new ZoneDetails { NameServers = [.. Names(given)] }), new Delegation.To([.. Names(named)], DomainName.Parse("com")));

    private static IEnumerable<DomainName> Names(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DomainName.Parse);

    private static DnsRecord Ns(string server) => new(Apex, new Ttl(600), new NsData(DnsName.Parse(server)));

    private static ServerReport Report(string server, ServerVerdict verdict, ReplyReading? reading = null) =>
        new(server, new IPEndPoint(IPAddress.Loopback, 53), verdict, reading, TimeSpan.Zero, Text.Same("why"));
}
