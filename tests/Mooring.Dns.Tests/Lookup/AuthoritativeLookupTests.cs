using System.Net;
using Mooring.Testing;

namespace Mooring.Dns.Tests;

/// <summary>The whole of a small internet on one port: 127.0.0.1 resolves, other addresses are authoritative servers.</summary>
public sealed class AuthoritativeLookupTests
{
    private readonly ManualClock _clock = new();

    // What the resolver knows; authoritative servers answer from their own lists.
    private readonly List<DnsRecord> _resolver =
    [
        Build.Soa("example.com"), Build.Ns("example.com", "ns1.example.com"), Build.Ns("example.com", "ns2.example.com"),
        Build.Address("ns1.example.com", "127.0.0.11"), Build.Address("ns2.example.com", "127.0.0.12"),
        Build.Soa("example.net"), Build.Ns("example.net", "ns.example.net"), Build.Address("ns.example.net", "127.0.0.13"),
    ];

    private readonly Dictionary<string, Func<DnsMessage, DnsMessage?>> _servers = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_every_server_itself_and_shows_its_own_answer()
    {
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1", 600));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.2", 60));
        _resolver.Add(Build.Address("www.example.com", "192.0.2.3", 17));

        var report = await LookupAsync("www.example.com");

        Assert.Equal(
            [
                "www.example.com @ example.com: ns1.example.com 127.0.0.11 Answer [www.example.com 600 IN A 192.0.2.1]",
                "www.example.com @ example.com: ns2.example.com 127.0.0.12 Answer [www.example.com 60 IN A 192.0.2.2]",
            ],
            Lines(report));
        Assert.Equal("www.example.com 17 IN A 192.0.2.3", Assert.Single(Assert.Single(report.Resolvers).Records).ToString());
        Assert.Null(report.Problem);
    }

    [Fact]
    public async Task Tells_apart_what_servers_can_mean()
    {
        _resolver.RemoveAll(record => record.Data is NsData && record.Name.Equals(DnsName.Parse("example.com")));
        string[] kinds = ["nodata", "nxdomain", "refused", "servfail", "notauth", "cache", "upward", "empty"];
        for (var i = 0; i < kinds.Length; i++)
        {
            _resolver.Add(Build.Ns("example.com", $"{kinds[i]}.example.com"));
            _resolver.Add(Build.Address($"{kinds[i]}.example.com", $"127.0.0.{20 + i}"));
        }

        _resolver.Add(Build.Ns("example.com", "homeless.example.com"));
        Serve("127.0.0.20", Build.Soa("example.com"), Build.Record("www.example.com", TxtData.OfText("x")));
        Serve("127.0.0.21", Build.Soa("example.com"));
        _servers["127.0.0.22"] = query => query.ToReply(DnsRcode.Refused);
        _servers["127.0.0.23"] = query => query.ToReply(DnsRcode.ServFail);
        _servers["127.0.0.24"] = query => query.ToReply(DnsRcode.NotAuth);
        _servers["127.0.0.25"] = query => query.Answer(Build.Address("www.example.com", "192.0.2.1"));
        _servers["127.0.0.26"] = query => query.ToReply() with { Authorities = [Build.Ns(".", "a.example")] };
        _servers["127.0.0.27"] = query => query.ToReply();

        var report = await LookupAsync("www.example.com");

        Assert.Equal(
            ["cache Lame", "empty Lame", "homeless Unreachable", "nodata NoData", "notauth Lame", "nxdomain NxDomain", "refused Refused", "servfail ServFail", "upward Lame"],
            Assert.Single(report.Steps).Servers.Select(server => $"{server.Server.Split('.')[0]} {server.Verdict}"));
        Assert.All(report.Steps[0].Servers, server => Assert.Equal(server.Verdict is ServerVerdict.NoData or ServerVerdict.NxDomain, server.Why is null));
    }

    [Fact]
    public async Task A_silent_server_is_a_timeout_after_the_time_it_was_given()
    {
        await using var net = Start();
        _servers["127.0.0.11"] = _ => null;
        var zone = new ZoneServers(DnsName.Parse("example.com"), [new NameServer(DnsName.Parse("ns1.example.com"), [IPAddress.Parse("127.0.0.11")])]);
        var asking = Lookup(net).AskAsync(zone, Build.WwwA, Cancellation);

        for (var tries = 1; tries <= 3; tries++)
        {
            await net.WaitForQueriesAsync(tries, Cancellation);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        var silent = Assert.Single(await asking);
        Assert.Equal((ServerVerdict.Timeout, TimeSpan.FromSeconds(6)), (silent.Verdict, silent.Elapsed));
        Assert.False(net.Queries.First().Query.RecursionDesired);
    }

    [Fact]
    public async Task Follows_an_alias_to_the_servers_of_the_other_zone()
    {
        // Given a server of the first zone that also holds an outdated copy of the second
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Cname("www.example.com", "web.example.net"), Build.Soa("example.net"), Build.Address("web.example.net", "192.0.2.66"));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Cname("www.example.com", "web.example.net"));
        Serve("127.0.0.13", Build.Soa("example.net"), Build.Address("web.example.net", "192.0.2.1"));

        var report = await LookupAsync("www.example.com");

        Assert.Equal("web.example.net @ example.net: ns.example.net 127.0.0.13 Answer [web.example.net 600 IN A 192.0.2.1]", Lines(report)[^1]);
        Assert.Equal([ServerVerdict.Answer, ServerVerdict.Answer], report.Steps[0].Servers.Select(server => server.Verdict));
        Assert.Equal(2, report.Steps.Count);
    }

    [Fact]
    public async Task An_alias_within_the_zone_needs_no_further_step()
    {
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Cname("www.example.com", "app.example.com"), Build.Address("app.example.com", "192.0.2.1"));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Cname("www.example.com", "app.example.com"));

        var report = await LookupAsync("www.example.com");

        Assert.Equal(["Answer", "NxDomain"], Assert.Single(report.Steps).Servers.Select(server => server.Verdict.ToString()));
    }

    [Fact]
    public async Task A_single_server_that_lags_does_not_lead_the_lookup_away()
    {
        _resolver.Add(Build.Ns("example.com", "ns3.example.com"));
        _resolver.Add(Build.Address("ns3.example.com", "127.0.0.14"));
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1"));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1"));
        Serve("127.0.0.14", Build.Soa("example.com"), Build.Cname("www.example.com", "old.example.net"));

        Assert.Single((await LookupAsync("www.example.com")).Steps);
    }

    [Fact]
    public async Task Follows_a_delegation_whose_zone_the_resolver_cannot_reach()
    {
        // Given a child zone with its own servers, one with glue and one without
        DnsMessage Refer(DnsMessage query) => query.ToReply() with
        {
            Authorities = [Build.Ns("sub.example.com", "ns.sub.example.com"), Build.Ns("sub.example.com", "ns.example.net")],
            Additionals = [Build.Address("ns.sub.example.com", "127.0.0.14")],
        };
        _servers["127.0.0.11"] = Refer;
        _servers["127.0.0.12"] = Refer;
        Serve("127.0.0.13");
        Serve("127.0.0.14", Build.Soa("sub.example.com"), Build.Address("a.sub.example.com", "192.0.2.1"));
        _broken = "sub.example.com";

        var report = await LookupAsync("a.sub.example.com");

        Assert.Equal(
            [
                "a.sub.example.com @ example.com: ns1.example.com 127.0.0.11 Referral []",
                "a.sub.example.com @ example.com: ns2.example.com 127.0.0.12 Referral []",
                "a.sub.example.com @ sub.example.com: ns.example.net 127.0.0.13 Refused []",
                "a.sub.example.com @ sub.example.com: ns.sub.example.com 127.0.0.14 Answer [a.sub.example.com 600 IN A 192.0.2.1]",
            ],
            Lines(report));
    }

    [Fact]
    public async Task Aliases_that_lead_in_a_circle_end_with_the_reason()
    {
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Cname("www.example.com", "web.example.net"));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Cname("www.example.com", "web.example.net"));
        Serve("127.0.0.13", Build.Soa("example.net"), Build.Cname("web.example.net", "www.example.com"));

        var report = await LookupAsync("www.example.com");

        Assert.Equal(2, report.Steps.Count);
        Assert.Contains("circle", report.Problem?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_zone_is_the_one_the_name_lies_in_even_where_the_name_is_an_alias()
    {
        _resolver.Add(Build.Cname("www.example.com", "web.example.net"));
        _resolver.Add(Build.Address("web.example.net", "192.0.2.1"));
        await using var net = Start();

        var zone = await Lookup(net).FindZoneAsync(DnsName.Parse("www.example.com"), Cancellation);

        Assert.Equal("example.com", zone.Zone.ToString());
        Assert.Equal(["ns1.example.com 127.0.0.11", "ns2.example.com 127.0.0.12"], zone.Servers.Select(server => $"{server.Name} {server.Addresses[0]}"));
    }

    [Fact]
    public async Task A_resolver_that_cannot_be_reached_is_reported_not_thrown()
    {
        var nobody = new IPEndPoint(IPAddress.Parse("127.0.0.1"), 1);
        var lookup = new AuthoritativeLookup(new DnsClient(_clock, new()), [nobody], _clock, new());

        var report = await lookup.LookupAsync(Build.WwwA, Cancellation);

        Assert.Empty(report.Steps);
        Assert.Equal(ServerVerdict.Unreachable, Assert.Single(report.Resolvers).Verdict);
        Assert.Contains("127.0.0.1:1", report.Problem?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_not_every_word_is_needed_a_silent_server_is_left_out()
    {
        await using var net = Start();
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1"));
        _servers["127.0.0.12"] = _ => null;
        var time = TimeProvider.System;
        var lookup = new AuthoritativeLookup(new DnsClient(time, new()), [net.EndPoint], time, new AuthoritativeLookupOptions { Port = net.EndPoint.Port });
        NameServer Server(int last) => new(DnsName.Parse($"ns{last}.example.com"), [IPAddress.Parse($"127.0.0.{last}")]);

        var reports = await lookup.AskPromptlyAsync(new ZoneServers(DnsName.Parse("example.com"), [Server(11), Server(12)]), Build.WwwA, Cancellation);

        Assert.Equal("ns11.example.com Answer", string.Join(' ', reports.Select(report => $"{report.Server} {report.Verdict}")));
    }

    [Fact]
    public async Task Addresses_that_a_proxy_made_up_are_asked_for_over_https()
    {
        _resolver.RemoveAll(record => record.Data is AddressData && record.Name.Equals(DnsName.Parse("ns1.example.com")));
        _resolver.Add(Build.Address("ns1.example.com", "198.18.0.11"));
        Serve("127.0.0.11", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1"));
        Serve("127.0.0.12", Build.Soa("example.com"), Build.Address("www.example.com", "192.0.2.1"));
        await using var net = Start();
        var https = new OverHttps(query => Answer(query, [Build.Address("ns1.example.com", "127.0.0.11"), Build.Soa("example.com")]));
        var lookup = new AuthoritativeLookup(
            new DnsClient(_clock, new()), [net.EndPoint], _clock, new AuthoritativeLookupOptions { Port = net.EndPoint.Port, HttpsResolvers = [https] });

        var report = await lookup.LookupAsync(Build.WwwA, Cancellation);

        Assert.Contains("www.example.com @ example.com: ns1.example.com 127.0.0.11 Answer [www.example.com 600 IN A 192.0.2.1]", Lines(report));
        Assert.Equal(["127.0.0.1:" + net.EndPoint.Port, "https://dns.example"], report.Resolvers.Select(resolver => resolver.Server));
    }

    private sealed class OverHttps(Func<DnsMessage, DnsMessage> answer) : IHttpsResolver
    {
        public Uri Address => new("https://dns.example/dns-query");

        public Task<DnsMessage> QueryAsync(DnsQuestion question, CancellationToken cancellation) => Task.FromResult(answer(HttpsMessages.Query(question)));
    }

    private string? _broken;

    private void Serve(string address, params DnsRecord[] zone) => _servers[address] = query => Answer(query, [.. zone]);

    private async Task<LookupReport> LookupAsync(string name)
    {
        await using var net = Start();
        return await Lookup(net).LookupAsync(new DnsQuestion(DnsName.Parse(name), DnsType.A), Cancellation);
    }

    private AuthoritativeLookup Lookup(ScriptedServer net) =>
        new(new DnsClient(_clock, new()), [net.EndPoint], _clock, new AuthoritativeLookupOptions { Port = net.EndPoint.Port });

    private ScriptedServer Start() => new(
        received => (received.To.ToString() == "127.0.0.1" ? Resolve(received.Query) : _servers[received.To.ToString()](received.Query)) is { } reply ? [reply.Encode()] : [],
        overTcp: true,
        ["127.0.0.1", .. Enumerable.Range(11, 4).Concat(Enumerable.Range(20, 8)).Select(last => $"127.0.0.{last}")]);

    private DnsMessage Resolve(DnsMessage query) => _broken is not null && query.Questions[0].Name.IsWithin(DnsName.Parse(_broken))
        ? query.ToReply(DnsRcode.ServFail)
        : Answer(query, _resolver) with { IsAuthoritative = false, RecursionAvailable = true };

    private static DnsMessage Answer(DnsMessage query, List<DnsRecord> records)
    {
        var question = query.Questions[0];
        var answers = new List<DnsRecord>();
        var name = question.Name;
        while (records.Find(record => record.Name.Equals(name) && record.Data is CnameData) is { } alias)
        {
            answers.Add(alias);
            name = ((CnameData)alias.Data).Target;
        }

        var found = records.FindAll(record => record.Name.Equals(name) && record.Type == question.Type);
        var soa = records.FindAll(record => record.Data is SoaData && name.IsWithin(record.Name));
        if (answers.Count == 0 && soa.Count == 0)
        {
            return query.ToReply(DnsRcode.Refused);
        }

        var exists = soa.Count == 0 || records.Exists(record => record.Name.IsWithin(name));
        return query.ToReply(exists ? DnsRcode.NoError : DnsRcode.NxDomain) with
        {
            IsAuthoritative = true,
            Answers = [.. answers, .. found],
            Authorities = found.Count == 0 ? soa : [],
        };
    }

    private static List<string> Lines(LookupReport report) => [.. report.Steps.SelectMany(step => step.Servers.Select(server =>
        $"{step.Name} @ {step.Zone}: {server.Server} {server.EndPoint?.Address} {server.Verdict} [{string.Join(", ", server.Records)}]"))];
}
