using System.Net;
using System.Net.Sockets;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns.Propagation;

namespace Mooring.Dns.Tests.Bind;

/// <summary>Waiting for records, and following aliases to where they belong, with Debian's BIND in several roles.</summary>
public sealed class BindPropagationTests(BindInternet internet) : IClassFixture<BindInternet>
{
    private static readonly DomainName[] Ours = [DomainName.Parse("example.com"), DomainName.Parse("example.net")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_that_answer_all_values_over_both_families_are_seen_at_once()
    {
        var report = await WaitAsync("example.com", TimeSpan.FromMinutes(1), "one", "two");

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.All(Assert.Single(report.Names).Servers, server => Assert.Equal(SightingState.Right, server.State));
        Assert.All(report.Names[0].Resolvers, resolver => Assert.Equal(SightingState.Unasked, resolver.State));
    }

    [Fact]
    public async Task A_server_with_an_old_state_is_named_with_what_it_answers()
    {
        Ipv6Loopback.SkipUnlessThere();

        var report = await WaitAsync("example.net", TimeSpan.FromSeconds(1), "new");

        Assert.False(report.Succeeded);
        Assert.Contains("ns2.example.com (::1) answers \"old\"; 1 of 1 values missing", report.Why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_lags_is_waited_for()
    {
        Ipv6Loopback.SkipUnlessThere();
        var updated = false;

        var report = await WaitAsync(
            "lag.example.com",
            TimeSpan.FromMinutes(1),
            progress =>
            {
                if (!updated && progress.Text.English.Contains("ns2.example.com (::1) answers that there is no such name", StringComparison.Ordinal))
                {
                    updated = true;
                    AddAtSecond("_acme-challenge.lag.example.com", "lag.example.com", "new");
                }
            },
            "new");

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.True(updated);
    }

    [Fact]
    public async Task A_server_that_answers_SERVFAIL_is_passed_over_once_a_resolver_agrees()
    {
        Ipv6Loopback.SkipUnlessThere();

        var report = await WaitAsync("broken.example.com", TimeSpan.FromMinutes(1), "new");

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.Equal("went on without it: ns2.example.com (::1) answers SERVFAIL", Assert.Single(report.Notes).English);
        Assert.Equal(SightingState.Right, Assert.Single(report.Names[0].Resolvers).State);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_passed_over_once_a_resolver_agrees()
    {
        var port = internet.Authoritative1.Port;
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var connections = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        datagrams.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), port));
        connections.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), port));
        connections.Listen();

        var report = await WaitAsync("silent.example.com", TimeSpan.FromMinutes(1), "new");

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.Equal("went on without it: ns3.example.com (127.0.0.2) does not answer", Assert.Single(report.Notes).English);
    }

    [Fact]
    public async Task A_zone_that_is_served_over_IPv6_alone_is_seen()
    {
        Ipv6Loopback.SkipUnlessThere();

        var report = await WaitAsync("sub.example.com", TimeSpan.FromMinutes(1), "six");

        Assert.True(report.Succeeded, report.Why?.English);
        Assert.Equal(IPAddress.IPv6Loopback, Assert.Single(report.Names[0].Servers).Address);
    }

    [Theory]
    [InlineData("_acme-challenge.example.com", "_acme-challenge.example.com", "example.com")]
    [InlineData("_acme-challenge.nowhere.example.com", "_acme-challenge.nowhere.example.com", "example.com")]
    [InlineData("_acme-challenge.via.example.com", "_acme-challenge.target.example.net", "example.net")]
    [InlineData("_acme-challenge.far.example.com", "_acme-challenge.target.example.net", "example.net")]
    [InlineData("_acme-challenge.x.tree.example.com", "_acme-challenge.x.tree.example.net", "example.net")]
    [InlineData("_acme-challenge.star.example.com", "_acme-challenge.star.example.com", "example.com")]
    public async Task Aliases_of_CNAME_and_DNAME_are_followed_and_those_of_wildcards_are_not(string name, string target, string zone)
    {
        var found = await Walk().FollowAsync(DomainName.Parse(name), Ours, Cancellation);

        Assert.Equal((target, zone, null), (found.Name.Value, found.Zone.Value, found.Problem));
        Assert.Equal(name != target, found.IsElsewhere);
    }

    [Fact]
    public async Task In_zones_of_others_every_alias_counts_and_delegations_are_followed_too()
    {
        Ipv6Loopback.SkipUnlessThere();

        var aliased = await Walk().FollowAsync(DomainName.Parse("_acme-challenge.star.example.com"), [Ours[1]], Cancellation);
        var delegated = await Walk().FollowAsync(DomainName.Parse("_acme-challenge.sub.example.com"), [], Cancellation);

        Assert.Equal("_acme-challenge.target.example.net", aliased.Name.Value);
        Assert.Equal("sub.example.com", delegated.Zone.Value);
    }

    [Theory]
    [InlineData("_acme-challenge.round.example.com")]
    [InlineData("step0.example.com")]
    public async Task Aliases_without_an_end_are_told(string name)
    {
        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => Walk().FollowAsync(DomainName.Parse(name), Ours, Cancellation));

        Assert.Equal(DnsQueryFault.Endless, failure.Fault);
        Assert.Contains("go in a circle, or on for more than 10", failure.Explanation.English, StringComparison.Ordinal);
    }

    private AliasWalk Walk() => new(new AuthoritativeLookup(
        Client(), [internet.Resolver], TimeProvider.System, new AuthoritativeLookupOptions { Port = internet.Authoritative1.Port }));

    private Task<PropagationReport> WaitAsync(string zone, TimeSpan limit, params string[] values) => WaitAsync(zone, limit, null, values);

    private Task<PropagationReport> WaitAsync(string zone, TimeSpan limit, Action<PropagationProgress>? progress, params string[] values) =>
        new PropagationCheck(
            Client(),
            [internet.Resolver],
            [],
            new PropagationOptions { Port = internet.Authoritative1.Port, Timeout = limit, Grace = TimeSpan.FromSeconds(0.3) },
            TimeProvider.System).WaitAsync(
                [new ExpectedTxt(DomainName.Parse($"_acme-challenge.{zone}"), DomainName.Parse(zone), values)], progress, Cancellation);

    /// <summary>A dynamic update (RFC 2136) of the second server's copy alone.</summary>
    private void AddAtSecond(string name, string zone, string value)
    {
        var update = new DnsMessage
        {
            Id = 1,
            Opcode = DnsOpcode.Update,
            Questions = [new DnsQuestion(DnsName.Parse(zone), DnsType.Soa)],
            Authorities = [new DnsRecord(DnsName.Parse(name), new Ttl(600), TxtData.OfText(value))],
        };
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        socket.SendTo(update.Encode(), new IPEndPoint(IPAddress.IPv6Loopback, internet.Authoritative1.Port));
    }

    private static DnsClient Client() => new(TimeProvider.System, new DnsClientOptions { AttemptTimeout = TimeSpan.FromSeconds(1), UdpAttempts = 1 });
}
