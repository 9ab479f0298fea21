using System.Net;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Dns.Propagation;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Http;

namespace Mooring.EndToEnd.Tests.Propagation;

/// <summary>Waiting for records and following aliases, against the sandbox's name servers.</summary>
public sealed class PropagationTests
{
    private const string Challenge = """[{"name":"_acme-challenge","type":"TXT","value":"one"},{"name":"_acme-challenge","type":"TXT","value":"two"}]""";

    private static readonly ExpectedTxt Expected = new(DomainName.Parse("_acme-challenge.example.com"), DomainName.Parse("example.com"), ["one", "two"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_lags_is_waited_for_and_told_of()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("dns", """{"servers":{"ns2":{"propagationDelaySeconds":1}}}""");
        await harbour.PutAsync("zones/example.com/records", Challenge);
        var told = new List<string>();

        var report = await Check(harbour).WaitAsync([Expected], progress => told.Add(progress.Text.English), Cancellation);

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.Contains(told, text => text.Contains("(127.0.0.2) answers that there is no such name", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("silent", "does not answer")]
    [InlineData("servfail", "answers SERVFAIL")]
    [InlineData("refused", "answers REFUSED")]
    public async Task A_server_that_fails_is_passed_over_once_a_resolver_agrees(string mode, string told)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("zones/example.com/records", Challenge);
        await harbour.PutAsync("dns", """{"servers":{"ns2":{"mode":"MODE"}}}""".Replace("MODE", mode, StringComparison.Ordinal));

        var report = await Check(harbour).WaitAsync([Expected], null, Cancellation);

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.EndsWith($"(127.0.0.2) {told}", Assert.Single(report.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_never_comes_ends_with_the_servers_and_what_they_answer()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("zones/example.com/records", """[{"name":"_acme-challenge","type":"TXT","value":"one"}]""");

        var report = await Check(harbour, new PropagationOptions { Port = harbour.Sandbox.Ports.Dns, Timeout = TimeSpan.FromSeconds(0.5) }).WaitAsync([Expected], null, Cancellation);

        Assert.False(report.Succeeded);
        Assert.Contains("(127.0.0.1) answers \"one\"; 1 of 2 values missing", report.Why?.English, StringComparison.Ordinal);
        Assert.Contains("缺少 2 个值中的 1 个", report.Why?.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public async Task Behind_a_firewall_two_resolvers_over_https_must_agree(int https, bool succeeds)
    {
        // Given a network in which nobody listens on the port of name servers
        await using var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("zones/example.com/records", Challenge);
        await using var first = new DnsOverHttp(harbour.Sandbox.Ports.Dns);
        await using var second = new DnsOverHttp(harbour.Sandbox.Ports.Dns);
        HttpsResolver[] resolvers = [.. new[] { first, second }.Take(https).Select(relay => new HttpsResolver(relay.Address, new HttpConnectionOptions(), TimeProvider.System))];

        var report = await new PropagationCheck(
            Client(), [], resolvers, new PropagationOptions { Port = 1, Grace = TimeSpan.FromSeconds(0.2), Timeout = TimeSpan.FromSeconds(succeeds ? 60 : 2) }, TimeProvider.System)
            .WaitAsync([Expected], null, Cancellation);

        Assert.Equal(succeeds, report.Succeeded);
        Assert.Equal(succeeds ? null : true, report.Why?.English.Contains("name two `dns.https-resolvers`", StringComparison.Ordinal));
        Array.ForEach(resolvers, resolver => resolver.Dispose());
    }

    [Fact]
    public async Task A_delegated_challenge_leads_into_the_zone_at_the_other_cloud()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.PutAsync("zones/example.com/records", """
            [{"name":"_acme-challenge","type":"CNAME","value":"example-com.acme.example.net"},{"name":"*","type":"CNAME","value":"host.example.net"}]
            """);
        var walk = new AliasWalk(new AuthoritativeLookup(Client(), [Resolver(harbour)], TimeProvider.System, new AuthoritativeLookupOptions { Port = harbour.Sandbox.Ports.Dns }));
        DomainName[] ours = [DomainName.Parse("example.com"), DomainName.Parse("example.net")];

        var delegated = await walk.FollowAsync(DomainName.Parse("_acme-challenge.example.com"), ours, Cancellation);
        var wildcard = await walk.FollowAsync(DomainName.Parse("_acme-challenge.www.example.com"), ours, Cancellation);
        await harbour.PutAsync("dns", """{"servers":{"ns1":{"mode":"servfail"},"ns2":{"mode":"servfail"}}}""");
        var unknown = await walk.FollowAsync(DomainName.Parse("_acme-challenge.example.com"), ours, Cancellation);

        Assert.Equal(("example-com.acme.example.net", "example.net"), (delegated.Name.Value, delegated.Zone.Value));
        Assert.Equal(("_acme-challenge.www.example.com", null), (wildcard.Name.Value, wildcard.Problem));
        Assert.Equal(("_acme-challenge.example.com", false), (unknown.Name.Value, unknown.Problem is null));
    }

    private static PropagationCheck Check(Harbour harbour, PropagationOptions? options = null) => new(
        Client(), [Resolver(harbour)], [],
        options ?? new PropagationOptions { Port = harbour.Sandbox.Ports.Dns, Grace = TimeSpan.FromSeconds(0.3), Timeout = TimeSpan.FromMinutes(1) }, TimeProvider.System);

    private static IPEndPoint Resolver(Harbour harbour) => new(IPAddress.Loopback, harbour.Sandbox.Ports.Dns);

    private static DnsClient Client() => new(TimeProvider.System, new DnsClientOptions { AttemptTimeout = TimeSpan.FromSeconds(1), UdpAttempts = 1 });
}
