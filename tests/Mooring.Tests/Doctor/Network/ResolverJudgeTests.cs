using System.Net;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Network;

namespace Mooring.Tests.Doctor.Network;

/// <summary>What is said of how names are found, in networks we do not have.</summary>
public sealed class ResolverJudgeTests
{
    private const string Cloud = "alidns.aliyuncs.com";
    /// <summary>Nobody asks it: documentation addresses do not pass for public ones here.</summary>
    private const string Public = "11.0.0.1";

    private static readonly Text Silence = new("no reply", "没有应答");

    [Fact]
    public void A_resolver_that_answers_is_one_good_line()
    {
        var finding = Assert.Single(Judge(Server(1, Told(Public))));

        Assert.Equal(Finding.Ok(FindingIds.NetworkResolver, "192.0.2.1:53", new Text(
            "answers for alidns.aliyuncs.com (11.0.0.1) within 12 ms", "在 12 毫秒内应答 alidns.aliyuncs.com（11.0.0.1）")), finding);
    }

    [Fact]
    public void One_of_two_that_is_silent_costs_time_and_both_cost_everything()
    {
        var one = Judge(Server(1, Failed()), Server(2, Told(Public)));
        var both = Judge(Server(1, Failed()), Server(2, Failed()));

        Assert.Equal([Severity.Warning, Severity.Ok], one.Select(finding => finding.Severity));
        Assert.Contains("has waited for this one", one[0].Mend!.English, StringComparison.Ordinal);
        Assert.Equal([Severity.Fault, Severity.Fault], both.Select(finding => finding.Severity));
        Assert.Equal("no reply", both[0].Message.English);
        Assert.Contains("nothing can be reached by name", both[0].Mend!.English, StringComparison.Ordinal);
        Assert.Contains("/etc/resolv.conf", both[0].Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_that_is_said_to_have_no_address_is_a_fault_of_the_setting_that_names_the_server()
    {
        var finding = Assert.Single(Judge(Server(1, Told()) with { Setting = "accounts.home.resolvers" }));

        Assert.Equal((Severity.Fault, "it says that alidns.aliyuncs.com has no address"), (finding.Severity, finding.Message.English));
        Assert.EndsWith("it is named by `accounts.home.resolvers`", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_does_not_exist_yet_is_no_fault_of_the_resolver()
    {
        var record = new NameAnswer("new.example.com", NameKind.Record, TimeSpan.FromMilliseconds(3));

        Assert.All(Judge(Server(1, Told(Public), record), Server(2, record)), finding => Assert.Equal(Severity.Ok, finding.Severity));
    }

    [Fact]
    public void A_slow_one_is_a_hint()
    {
        var finding = Assert.Single(Judge(Server(1, Told(Public) with { Took = TimeSpan.FromSeconds(2.14) })));

        Assert.Equal((Severity.Hint, "it took 2.1 s to answer"), (finding.Severity, finding.Message.English));
    }

    [Theory]
    [InlineData("198.18.0.5")]
    [InlineData("198.19.255.250")]
    [InlineData("fc00::5")]
    [InlineData("fdfe:dcba:9876::5")]
    public void Addresses_that_a_proxy_made_up_are_known_with_what_they_break(string address)
    {
        var finding = Assert.Single(Judge(Server(1, Told(address))), finding => finding.Severity != Severity.Ok);

        Assert.Equal((FindingIds.NetworkFakeIp, Severity.Warning, "192.0.2.1:53"), (finding.Id, finding.Severity, finding.Subject));
        Assert.StartsWith($"it says that {Cloud} is {address}: a proxy with fake answers", finding.Message.English, StringComparison.Ordinal);
        Assert.Contains("DNS 探测", finding.Message.Chinese, StringComparison.Ordinal);
        Assert.Contains("fake-ip-filter", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_that_only_the_operating_system_shows_is_known_too()
    {
        var facts = new ResolverFacts { Servers = [Server(1, Told(Public))], System = [new SystemAnswer(Cloud, [IPAddress.Parse("198.18.0.9")], [])] };

        Assert.Equal("system", Assert.Single(ResolverJudge.Judge(facts), finding => finding.Id == FindingIds.NetworkFakeIp).Subject);
    }

    [Theory]
    [InlineData("0.0.0.0", "Warning")]
    [InlineData("192.168.1.1", "Warning")]
    [InlineData("::", "Warning")]
    [InlineData("127.0.0.1", "Hint")]
    public void A_cloud_that_leads_into_ones_own_network_is_told(string address, string severity)
    {
        var finding = Assert.Single(Judge(Server(1, Told(address))), finding => finding.Id == FindingIds.NetworkBlocked);

        Assert.Equal(severity, finding.Severity.ToString());
        Assert.Contains($"{Cloud} is {address}, which is no server of the cloud", finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_of_ones_own_may_lie_anywhere()
    {
        var own = new NameAnswer("dns.example.net", NameKind.Own, TimeSpan.Zero) { Addresses = [IPAddress.Parse("100.100.0.7")] };

        Assert.Equal(Severity.Ok, Assert.Single(Judge(Server(1, own))).Severity);
    }

    [Fact]
    public void A_resolver_that_invents_names_is_told()
    {
        var finding = Assert.Single(Judge(Server(1, Told(Public)) with { Invented = [IPAddress.Parse("203.0.113.80")] }), finding => finding.Id == FindingIds.NetworkNxDomain);

        Assert.Contains("names that do not exist (203.0.113.80)", finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hosts_file_is_told_and_nothing_is_read_into_its_addresses()
    {
        var loopback = IPAddress.Loopback;
        var facts = new ResolverFacts { Servers = [Server(1, Told(Public))], System = [new SystemAnswer(Cloud, [loopback], [loopback])] };

        var finding = Assert.Single(ResolverJudge.Judge(facts), finding => finding.Severity != Severity.Ok);

        Assert.Equal((FindingIds.NetworkHosts, Severity.Hint, $"the hosts file fixes {Cloud} to 127.0.0.1"), (finding.Id, finding.Severity, finding.Message.English));
    }

    [Fact]
    public void A_system_that_does_not_find_what_its_servers_know_is_told()
    {
        var facts = new ResolverFacts { Servers = [Server(1, Told(Public))], System = [new SystemAnswer(Cloud, [], [])] };

        Assert.Contains("nsswitch.conf", Assert.Single(ResolverJudge.Judge(facts), finding => finding.Id == FindingIds.NetworkHosts).Mend!.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(53, false, 0)]
    [InlineData(9153, true, 0)]
    [InlineData(9153, false, 1)]
    public void The_sandboxs_port_is_a_warning_where_real_clouds_are_asked(int port, bool isAllHere, int count) =>
        Assert.Equal(count, ResolverJudge.Judge(new ResolverFacts { AuthoritativePort = port, IsAllHere = isAllHere })
            .Count(finding => finding is { Id: FindingIds.NetworkDnsPort, Severity: Severity.Warning }));

    [Theory]
    [InlineData("127.0.0.1 localhost\n192.0.2.7\tALIDNS.aliyuncs.com other # note", "192.0.2.7")]
    [InlineData("# 192.0.2.7 alidns.aliyuncs.com\nnonsense alidns.aliyuncs.com\n192.0.2.8 x.alidns.aliyuncs.com", "")]
    [InlineData("2001:db8::1 alidns.aliyuncs.com\r\n192.0.2.7 alidns.aliyuncs.com\r\n", "2001:db8::1 192.0.2.7")]
    [InlineData("", "")]
    public void The_hosts_file_is_read_as_the_system_reads_it(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', HostsFile.Addresses(text, Cloud)));

    private static IReadOnlyList<Finding> Judge(params ServerFacts[] servers) => ResolverJudge.Judge(new ResolverFacts { Servers = servers });

    private static ServerFacts Server(byte number, params NameAnswer[] answers) => new(new IPEndPoint(new IPAddress([192, 0, 2, number]), 53), "system", answers);

    private static NameAnswer Told(params string[] addresses) =>
        new(Cloud, NameKind.Cloud, TimeSpan.FromMilliseconds(12)) { Addresses = [.. addresses.Select(IPAddress.Parse)] };

    private static NameAnswer Failed() => new(Cloud, NameKind.Cloud, TimeSpan.FromSeconds(6)) { Failure = Silence };
}
