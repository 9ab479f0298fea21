using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Doctor;
using Mooring.Doctor.Network;
using Mooring.Http;

namespace Mooring.Tests.Doctor.Network;

/// <summary>What is said of the ways to the clouds, through networks we do not have.</summary>
public sealed class EndpointJudgeTests
{
    private static readonly ShownChain Good = new(
        ["*.example.com"], ["Example CA 1", "Example Root"], DateTimeOffset.UnixEpoch, new DateTimeOffset(2031, 5, 4, 0, 0, 0, TimeSpan.Zero), WrongName: false, X509ChainStatusFlags.NoError);

    private static readonly EndpointAttempt Answered = new(IpFamily.IPv4) { Status = 400, MediaType = "application/json", Chain = Good, Protocol = SslProtocols.Tls13 };

    [Fact]
    public void A_way_that_works_over_both_families_is_one_good_line()
    {
        var finding = Assert.Single(Judge(Answered, Answered with { Family = IpFamily.IPv6 }));

        Assert.Equal(Finding.Ok(FindingIds.NetworkEndpoint, "home", new Text(
            "api.example.com answers over IPv4 and IPv6; TLS 1.3, signed by Example Root, valid until 2031-05-04",
            "api.example.com 可通过 IPv4 和 IPv6 访问；TLS 1.3，由 Example Root 签发，有效期至 2031-05-04")), finding);
    }

    [Theory]
    [InlineData(true, "network.endpoint network.family")]
    [InlineData(false, "network.endpoint")]
    public void A_family_that_fails_is_held_against_it_only_where_this_machine_has_a_way_out(bool hasWayOut, string ids)
    {
        var findings = Judge(Answered, Failed(IpFamily.IPv6, "no answer to the connection attempt") with { HasWayOut = hasWayOut });

        Assert.Equal(ids, string.Join(' ', findings.Select(finding => finding.Id)));
        Assert.Equal(Severity.Ok, findings[0].Severity);
        Assert.All(findings.Skip(1), finding =>
        {
            Assert.Equal(Severity.Warning, finding.Severity);
            Assert.Equal("api.example.com is not reached over IPv6, though over the other family: no answer to the connection attempt", finding.Message.English);
            Assert.Contains("0.25 s", finding.Mend!.English, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Where_neither_family_gets_through_both_reasons_are_told()
    {
        var finding = Assert.Single(Judge(Failed(IpFamily.IPv4, "connection refused"), Failed(IpFamily.IPv6, "this network is not reachable from here")));

        Assert.Equal((FindingIds.NetworkEndpoint, Severity.Fault), (finding.Id, finding.Severity));
        Assert.Equal(
            "api.example.com is not reached: over IPv4 connection refused; over IPv6 this network is not reachable from here", finding.Message.English);
    }

    [Fact]
    public void A_name_that_leads_nowhere_points_to_the_resolvers()
    {
        var facts = new EndpointFacts("home", new Uri("https://api.example.com")) { Unresolved = new Text("the name servers did not answer", "域名服务器没有应答") };

        var finding = Assert.Single(EndpointJudge.Judge(facts));

        Assert.Equal((Severity.Fault, "the name servers did not answer"), (finding.Severity, finding.Message.English));
        Assert.Contains("resolvers", finding.Mend!.English, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, string?, string?, string> InItsPlace => new()
    {
        { "a login page", 200, "text/html", null, "network.portal api.example.com does not answer as an API: a web page came instead of the API's answer (HTTP 200)" },
        { "a block page", 403, "text/html", null, "network.portal api.example.com does not answer as an API: a web page came instead of the API's answer (HTTP 403)" },
        { "a redirect", 302, null, "login.example.net", "network.portal api.example.com does not answer as an API: it sends to login.example.net (HTTP 302)" },
        { "network authentication", 511, "text/html", null, "network.portal api.example.com does not answer as an API: a web page came instead of the API's answer (HTTP 511)" },
        { "the API's own missing page", 404, "text/html", null, "network.endpoint api.example.com answers over IPv4" },
        { "an error of the API", 500, "application/json", null, "network.endpoint api.example.com answers over IPv4" },
    };

    [Theory]
    [MemberData(nameof(InItsPlace))]
    public void What_is_no_API_is_told_from_one(string who, int status, string? mediaType, string? sentTo, string expected)
    {
        var finding = Assert.Single(Judge(new EndpointAttempt(IpFamily.IPv4) { Status = status, MediaType = mediaType, SentTo = sentTo }));

        Assert.True(expected == $"{finding.Id} {finding.Message.English}", $"{who}: {finding}");
    }

    [Fact]
    public void A_page_behind_a_verified_certificate_is_a_warning_since_it_may_be_the_clouds_own()
    {
        var page = new EndpointAttempt(IpFamily.IPv4) { Status = 200, MediaType = "text/html" };

        Assert.Equal(Severity.Fault, Assert.Single(Judge(page)).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(Judge(page with { Chain = Good })).Severity);
    }

    [Fact]
    public void A_proxy_that_only_the_environment_names_is_pointed_out_where_nothing_gets_through()
    {
        var stranded = Facts(Failed(IpFamily.IPv4, "connection refused")) with { UnreadProxy = "HTTPS_PROXY" };

        Assert.StartsWith("HTTPS_PROXY names a proxy, which Mooring does not read", Assert.Single(EndpointJudge.Judge(stranded)).Mend!.English, StringComparison.Ordinal);
        Assert.Null(Assert.Single(EndpointJudge.Judge(Facts(Answered) with { UnreadProxy = "HTTPS_PROXY" })).Mend);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(407)]
    public void A_proxy_that_refuses_is_named_without_its_password(int? status)
    {
        Assert.True(ProxyAddress.TryParse("http://user:secret@proxy.example.com:3128", out var proxy, out _));
        var attempt = status is null ? Failed(IpFamily.IPv4, "the proxy refused the tunnel with status 403") : new EndpointAttempt(IpFamily.IPv4) { Status = status };

        var finding = Assert.Single(EndpointJudge.Judge(Facts(attempt) with { Proxy = proxy }));

        Assert.Equal((FindingIds.NetworkProxy, Severity.Fault), (finding.Id, finding.Severity));
        Assert.StartsWith("api.example.com is not reached through the proxy http://proxy.example.com:3128: the proxy ", finding.Message.English, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", finding.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, bool, X509ChainStatusFlags, bool, string> Refusals => new()
    {
        { "a company's inspection", false, X509ChainStatusFlags.UntrustedRoot, false, "it is signed by Example Root. Where that is your company's proxy" },
        { "a chain that is not whole", false, X509ChainStatusFlags.PartialChain, false, "it is signed by Example Root. Where that is your company's proxy" },
        { "own roots that lack this one", false, X509ChainStatusFlags.UntrustedRoot, true, "it is signed by Example Root, which the account's `root-certificates` does not hold" },
        { "another name", true, X509ChainStatusFlags.NoError, false, "something else answers under this name: the login page" },
        { "a wrong clock", false, X509ChainStatusFlags.NotTimeValid, false, "set this machine's clock" },
        { "inspection with a wrong clock", false, X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot, false, "it is signed by Example Root. Where" },
        { "a revoked one", false, X509ChainStatusFlags.Revoked, false, "ask who runs the server" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refused_certificate_has_a_mend_that_never_skips_verification(
        string network, bool wrongName, X509ChainStatusFlags faults, bool hasOwnRoots, string mend)
    {
        var attempt = Failed(IpFamily.IPv4, "the certificate is refused") with { Chain = Good with { WrongName = wrongName, Faults = faults } };

        var finding = Assert.Single(EndpointJudge.Judge(Facts(attempt) with { HasOwnRoots = hasOwnRoots }));

        Assert.Equal((FindingIds.NetworkTls, Severity.Fault, "the certificate is refused"), (finding.Id, finding.Severity, finding.Message.English));
        Assert.True(finding.Mend!.English.StartsWith(mend, StringComparison.Ordinal), $"{network}: {finding.Mend.English}");
        Assert.DoesNotMatch("(?i)skip|insecure|disable|without verif", finding.Mend.English);
    }

    [Fact]
    public void A_certificate_that_needed_network_time_is_a_fault_of_the_clock()
    {
        var findings = Judge(Answered with { NeededNetworkTime = true });

        Assert.Equal([FindingIds.NetworkEndpoint, FindingIds.NetworkTls], findings.Select(finding => finding.Id));
        Assert.Equal(Severity.Fault, findings[1].Severity);
        Assert.Contains("so calls work all the same", findings[1].Message.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(142, false, "ok this system trusts 142 roots")]
    [InlineData(0, false, "fault this system trusts no root at all, so no server can be verified")]
    [InlineData(0, true, "fault this system trusts no root at all, so no server can be verified")]
    public void A_system_without_roots_is_told_what_to_install(int count, bool inContainer, string expected)
    {
        var finding = Assert.Single(TlsJudge.JudgeRoots(new RootFacts(count, inContainer)));

        Assert.Equal(expected, $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Message.English}");
        Assert.Equal(count == 0, finding.Mend?.English.Contains("apk add ca-certificates", StringComparison.Ordinal) ?? false);
        Assert.Equal(inContainer, finding.Mend?.English.Contains("in the image", StringComparison.Ordinal) ?? false);
    }

    private static IReadOnlyList<Finding> Judge(params EndpointAttempt[] attempts) => EndpointJudge.Judge(Facts(attempts));

    private static EndpointFacts Facts(params EndpointAttempt[] attempts) => new("home", new Uri("https://api.example.com")) { Attempts = attempts };

    private static EndpointAttempt Failed(IpFamily family, string why) => new(family) { Failure = new TransportFailure(Text.Same(why)) };
}
