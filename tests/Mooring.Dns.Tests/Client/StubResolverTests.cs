using System.Net;
using Mooring.Testing;

namespace Mooring.Dns.Tests;

public sealed class StubResolverTests
{
    private static readonly DnsQuestion Question = new(DnsName.Parse("www.example.com"), DnsType.A);
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_both_families_of_a_host_behind_aliases()
    {
        await using var server = ScriptedServer.Answering(query => query.Answer(
            Build.Cname("www.example.com", "web.example.net"),
            Build.Address("web.example.net", query.Questions[0].Type == DnsType.A ? "192.0.2.1" : "2001:db8::1")));

        var addresses = await Resolver(server).ResolveAsync("www.example.com", Cancellation);

        Assert.Equal(["192.0.2.1", "2001:db8::1"], addresses.Select(address => address.ToString()));
    }

    [Fact]
    public async Task Follows_an_alias_whose_target_the_server_left_out()
    {
        await using var server = ScriptedServer.Answering(query => query.Questions[0].Name.Equals(Build.Www)
            ? query.Answer(Build.Cname("www.example.com", "web.example.net"))
            : query.Answer(Build.Address("web.example.net", "192.0.2.1")));

        var found = Assert.IsType<ResolverAnswer.Found>(await Resolver(server).QueryAsync(Question, Cancellation));

        Assert.Equal("web.example.net", found.Name.ToString());
        Assert.Equal("www.example.com 600 IN CNAME web.example.net", Assert.Single(found.Aliases).ToString());
        Assert.Equal("192.0.2.1", Assert.Single(found.Records).Data.ToString());
    }

    [Fact]
    public async Task A_name_that_does_not_exist_and_one_without_such_a_record_are_two_answers()
    {
        await using var server = ScriptedServer.Answering(query =>
            query.ToReply(query.Questions[0].Name.Equals(Build.Www) ? DnsRcode.NoError : DnsRcode.NxDomain) with
            {
                RecursionAvailable = true,
                Authorities = [Build.Soa("example.com")],
            });
        var resolver = Resolver(server);

        var none = Assert.IsType<ResolverAnswer.NoData>(await resolver.QueryAsync(Question, Cancellation));
        var missing = Assert.IsType<ResolverAnswer.NxDomain>(
            await resolver.QueryAsync(Question with { Name = DnsName.Parse("gone.example.com") }, Cancellation));

        Assert.Equal("example.com", none.Soa?.Name.ToString());
        Assert.Equal("gone.example.com", missing.Name.ToString());
    }

    [Fact]
    public async Task A_name_behind_an_alias_that_does_not_exist_is_the_one_reported()
    {
        await using var server = ScriptedServer.Answering(query =>
            query.Answer(Build.Cname("www.example.com", "gone.example.com")) with { Rcode = DnsRcode.NxDomain });

        var missing = Assert.IsType<ResolverAnswer.NxDomain>(await Resolver(server).QueryAsync(Question, Cancellation));

        Assert.Equal("gone.example.com", missing.Name.ToString());
    }

    [Theory]
    [InlineData(DnsRcode.ServFail)]
    [InlineData(DnsRcode.Refused)]
    public async Task Asks_the_next_server_when_one_reports_an_error_and_stays_with_it(DnsRcode rcode)
    {
        await using var failing = ScriptedServer.Answering(query => query.ToReply(rcode));
        await using var working = ScriptedServer.Answering(query => query.Answer(Build.Address("www.example.com", "192.0.2.1")));
        var resolver = Resolver(failing, working);

        await resolver.QueryAsync(Question, Cancellation);
        await resolver.QueryAsync(Question, Cancellation);

        Assert.Single(failing.Queries);
        Assert.Equal(2, working.Queries.Count);
    }

    [Fact]
    public async Task Asks_the_next_server_when_one_is_silent()
    {
        await using var silent = new ScriptedServer(_ => []);
        await using var working = ScriptedServer.Answering(query => query.Answer(Build.Address("www.example.com", "192.0.2.1")));
        var asking = Resolver(silent, working).QueryAsync(Question, Cancellation);

        // two tries over UDP and one over TCP
        for (var tries = 1; tries <= 3; tries++)
        {
            await silent.WaitForQueriesAsync(tries, Cancellation);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.IsType<ResolverAnswer.Found>(await asking);
    }

    [Fact]
    public async Task Asks_the_next_server_when_one_only_refers_elsewhere()
    {
        await using var authoritative = ScriptedServer.Answering(query => query.ToReply() with { Authorities = [Build.Ns("com", "a.example")] });
        await using var working = ScriptedServer.Answering(query => query.Answer(Build.Address("www.example.com", "192.0.2.1")));

        Assert.IsType<ResolverAnswer.Found>(await Resolver(authoritative, working).QueryAsync(Question, Cancellation));
    }

    [Fact]
    public async Task Says_what_every_server_answered_when_none_could_tell()
    {
        await using var one = ScriptedServer.Answering(query => query.ToReply(DnsRcode.ServFail));
        await using var other = ScriptedServer.Answering(query => query.ToReply(DnsRcode.Refused));

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => Resolver(one, other).QueryAsync(Question, Cancellation));

        Assert.Contains($"{one.EndPoint} for www.example.com IN A: it answers SERVFAIL", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{other.EndPoint} for www.example.com IN A: it answers REFUSED", failure.Message, StringComparison.Ordinal);
        Assert.Contains("REFUSED", failure.Explanation.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_that_lead_in_a_circle_come_to_an_end()
    {
        await using var server = ScriptedServer.Answering(query => query.Answer(Build.Cname("www.example.com", "a.example.com"), Build.Cname("a.example.com", "www.example.com")));

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => Resolver(server).QueryAsync(Question, Cancellation));

        Assert.Contains("lead nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_other_names_in_an_answer_do_not_count()
    {
        await using var server = ScriptedServer.Answering(query => query.Answer(
            Build.Address("www.example.com", "192.0.2.1"), Build.Address("other.example.com", "198.51.100.66")));

        var found = Assert.IsType<ResolverAnswer.Found>(await Resolver(server).QueryAsync(Question, Cancellation));

        Assert.Equal("192.0.2.1", Assert.Single(found.Records).Data.ToString());
    }

    [Fact]
    public async Task One_family_is_enough_when_the_other_cannot_be_asked_for()
    {
        await using var server = ScriptedServer.Answering(query => query.Questions[0].Type == DnsType.A
            ? query.Answer(Build.Address("www.example.com", "192.0.2.1"))
            : query.ToReply(DnsRcode.ServFail));

        Assert.Equal([IPAddress.Parse("192.0.2.1")], await Resolver(server).ResolveAsync("www.example.com", Cancellation));
    }

    [Fact]
    public async Task A_host_without_addresses_is_an_error_that_names_it()
    {
        await using var server = ScriptedServer.Answering(query => query.ToReply(DnsRcode.NxDomain));

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => Resolver(server).ResolveAsync("gone.example.com", Cancellation));

        Assert.Equal(DnsQueryFault.NotFound, failure.Fault);
        Assert.Contains("gone.example.com", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.9", "192.0.2.9")]
    [InlineData("2001:db8::9", "2001:db8::9")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("api.localhost", "127.0.0.1")]
    public async Task Addresses_and_localhost_are_not_asked_for(string host, string address)
    {
        await using var server = new ScriptedServer(_ => throw new InvalidOperationException("asked"));

        Assert.Equal(address, (await Resolver(server).ResolveAsync(host, Cancellation))[0].ToString());
        Assert.Empty(server.Queries);
    }

    [Fact]
    public async Task What_is_no_host_name_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => new StubResolver(new DnsClient(_clock, new()), [new(IPAddress.Loopback, 1)]).ResolveAsync("a b", Cancellation));

    private StubResolver Resolver(params ScriptedServer[] servers) =>
        new(new DnsClient(_clock, new DnsClientOptions()), [.. servers.Select(server => server.EndPoint)]);
}
