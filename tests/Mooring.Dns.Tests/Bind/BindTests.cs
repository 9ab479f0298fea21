namespace Mooring.Dns.Tests.Bind;

/// <summary>The client and its codec judged by Debian's BIND: every type, every kind of answer, over UDP and TCP.</summary>
public sealed class BindTests(BindInternet internet) : IClassFixture<BindInternet>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Records => new()
    {
        { "www.example.com", "A", "192.0.2.1 | 192.0.2.2" },
        { "www.example.com", "AAAA", "2001:db8::1" },
        { "alias.example.com", "CNAME", "chain.example.com" },
        { "example.com", "NS", "ns1.example.com | ns2.example.com" },
        { "example.com", "SOA", "ns1.example.com hostmaster.example.com 2026010101 3600 600 86400 300" },
        { "example.com", "MX", "10 mail.example.com | 20 mail.example.net" },
        { "example.com", "CAA", "0 issue \"ca.example.net; policy=ev\" | 128 iodef \"mailto:security@example.com\"" },
        { "example.com", "TXT", "\"v=spf1 -all\"" },
        { "_sip._tcp.example.com", "SRV", "10 60 5060 mail.example.com" },
        { "1.2.0.192.in-addr.arpa", "PTR", "www.example.com" },
        { "strings.example.com", "TXT", "\"one\" \"\" \"three\"" },
        { "unicode.example.com", "TXT", """ "\232\175\129\228\185\166" """.Trim() },
        { @"odd\.label.odd.example.com", "TXT", "\"a dot in a label\"" },
        { @"\000\255\032x.odd.example.com", "TXT", """ "\000\"\\\255;" """.Trim() },
        { "any.thing.wild.example.com", "TXT", "\"from the wildcard\"" },
        { "exact.wild.example.com", "TXT", "\"itself\"" },
        { "generic.example.com", "TYPE65280", @"\# 4 0a000001" },
        { "svc.example.com", "HTTPS", @"\# 10 00010000010003026832" },
        { "hinfo.example.com", "HINFO", @"\# 9 027063056c696e7578" },
        { "naptr.example.com", "NAPTR", @"\# 32 0064000a0175074532552b7369700003777777076578616d706c6503636f6d00" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Every_type_comes_back_as_it_stands_in_the_zone(string name, string type, string data)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));
        var question = new DnsQuestion(DnsName.Parse(name), number);

        foreach (var transport in Enum.GetValues<DnsTransport>())
        {
            var reply = await Client(transport).QueryAsync(internet.Authoritative1, question, recursionDesired: false, Cancellation);
            var answer = Assert.IsType<ReplyReading.Answer>(ReplyReading.Of(reply, question));
            Assert.True(reply.IsAuthoritative);
            Assert.Equal(data, string.Join(" | ", answer.Records.Select(record => record.Data.ToString()).Order(StringComparer.Ordinal)));
            Assert.All(answer.Records, record => Assert.Equal(600, record.Ttl.Seconds));
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Replies_of_BIND_written_again_mean_the_same(string name, string type, string data)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));
        var reply = await Client().QueryAsync(internet.Authoritative1, new DnsQuestion(DnsName.Parse(name), number), recursionDesired: false, Cancellation);

        Assert.True(DnsMessage.TryDecode(reply.Encode(), out var again, out var why), why);

        Assert.Equal(reply.Answers, again.Answers);
        Assert.Equal(reply.Authorities, again.Authorities);
        Assert.Equal(reply.Additionals, again.Additionals);
        Assert.Contains(again.Answers, record => data.Contains(record.Data.ToString()!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1232)]
    public async Task A_set_too_large_for_UDP_comes_whole(ushort payload)
    {
        var question = new DnsQuestion(DnsName.Parse("many.example.com"), DnsType.Txt);
        var client = new DnsClient(TimeProvider.System, new DnsClientOptions { UdpPayloadSize = payload });

        var reply = await client.QueryAsync(internet.Authoritative1, question, recursionDesired: false, Cancellation);

        Assert.Equal(40, reply.Answers.Count);
        Assert.Equal(40, reply.Answers.Distinct().Count());
    }

    [Fact]
    public async Task A_set_too_large_for_plain_UDP_comes_whole_without_EDNS()
    {
        var client = new DnsClient(TimeProvider.System, new DnsClientOptions { UseEdns = false });

        var reply = await client.QueryAsync(internet.Authoritative1, new DnsQuestion(DnsName.Parse("many.example.com"), DnsType.Txt), Cancellation);

        Assert.Equal(40, reply.Answers.Count);
        Assert.Null(reply.Edns);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_and_one_without_such_a_record_are_told_apart()
    {
        var none = await ReadAsync("www.example.com", DnsType.Mx);
        var missing = await ReadAsync("nowhere.example.com", DnsType.A);
        var emptyNonTerminal = await ReadAsync("wild.example.com", DnsType.A);

        Assert.Equal("example.com", Assert.IsType<ReplyReading.NoData>(none).Soa?.Name.ToString());
        Assert.Equal("example.com", Assert.IsType<ReplyReading.NxDomain>(missing).Soa?.Name.ToString());
        Assert.IsType<ReplyReading.NoData>(emptyNonTerminal);
    }

    [Fact]
    public async Task Aliases_are_followed_in_order_wherever_they_lead()
    {
        var found = Assert.IsType<ReplyReading.Answer>(await ReadAsync("alias.example.com", DnsType.Aaaa));
        var dangling = Assert.IsType<ReplyReading.NxDomain>(await ReadAsync("dangling.example.com", DnsType.A));
        var loop = Assert.IsType<ReplyReading.Error>(await ReadAsync("loop1.example.com", DnsType.A));

        Assert.Equal(["chain.example.com", "www.example.com"], found.Aliases.Select(alias => alias.Data.ToString()));
        Assert.Equal("nowhere.example.com", dangling.Name.ToString());
        Assert.Equal(DnsRcode.ServFail, loop.Rcode);
    }

    [Fact]
    public async Task The_case_of_the_zone_and_of_the_question_is_kept()
    {
        var reply = await Client().QueryAsync(internet.Authoritative1, new DnsQuestion(DnsName.Parse("mIXED.example.COM"), DnsType.A), Cancellation);

        Assert.Equal("mIXED.example.COM IN A", Assert.Single(reply.Questions).ToString());
        Assert.Equal(DnsName.Parse("Mixed.example.com"), Assert.Single(reply.Answers).Name);
    }

    [Fact]
    public async Task A_delegation_names_the_zone_its_servers_and_their_addresses()
    {
        var referral = Assert.IsType<ReplyReading.Referral>(await ReadAsync("deep.sub.example.com", DnsType.A));

        Assert.Equal("sub.example.com", referral.Zone.ToString());
        Assert.Equal("ns.sub.example.com 600 IN AAAA ::1", Assert.Single(referral.Glue).ToString());
    }

    [Fact]
    public async Task A_zone_that_is_not_there_is_refused() =>
        Assert.Equal(DnsRcode.Refused, Assert.IsType<ReplyReading.Error>(await ReadAsync("www.example.org", DnsType.A)).Rcode);

    [Fact]
    public async Task The_server_tells_about_itself_in_class_CHAOS()
    {
        var question = new DnsQuestion(DnsName.Parse("version.bind"), DnsType.Txt, DnsClass.Chaos);

        var reply = await Client().QueryAsync(internet.Resolver, question, recursionDesired: false, Cancellation);

        Assert.NotEmpty(Assert.IsType<TxtData>(Assert.Single(reply.Answers).Data).Text);
    }

    [Fact]
    public async Task A_real_resolver_gives_the_addresses_of_a_host()
    {
        var resolver = new StubResolver(Client(), [internet.Resolver]);

        var addresses = await resolver.ResolveAsync("alias.example.com", Cancellation);
        var away = Assert.IsType<ResolverAnswer.Found>(await resolver.QueryAsync(new DnsQuestion(DnsName.Parse("away.example.com"), DnsType.A), Cancellation));
        var none = await resolver.QueryAsync(new DnsQuestion(DnsName.Parse("mail.example.com"), DnsType.Aaaa), Cancellation);
        var missing = await resolver.QueryAsync(new DnsQuestion(DnsName.Parse("nowhere.example.com"), DnsType.A), Cancellation);

        Assert.Equal(["192.0.2.1", "192.0.2.2", "2001:db8::1"], addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("target.example.net", away.Name.ToString());
        Assert.IsType<ResolverAnswer.NoData>(none);
        Assert.IsType<ResolverAnswer.NxDomain>(missing);
    }

    [Fact]
    public async Task Every_authoritative_server_is_asked_itself_through_aliases_into_other_zones()
    {
        Ipv6Loopback.SkipUnlessThere();
        var report = await LookupAsync("away.example.com", DnsType.A);

        Assert.Equal(
            [
                "away.example.com @ example.com: ns1.example.com 127.0.0.1 Answer away.example.com 600 IN CNAME target.example.net",
                "away.example.com @ example.com: ns2.example.com ::1 Answer away.example.com 600 IN CNAME target.example.net",
                "target.example.net @ example.net: ns1.example.com 127.0.0.1 Answer target.example.net 600 IN A 198.51.100.1",
                "target.example.net @ example.net: ns2.example.com ::1 Answer target.example.net 600 IN A 198.51.100.2",
            ],
            Lines(report));
        Assert.Equal(ServerVerdict.Answer, Assert.Single(report.Resolvers).Verdict);
        Assert.Null(report.Problem);
    }

    [Fact]
    public async Task Servers_that_do_not_hold_the_child_zone_refer_to_those_that_do()
    {
        Ipv6Loopback.SkipUnlessThere();
        // The resolver finds the child zone by itself, so its servers are asked at once
        var direct = await LookupAsync("deep.sub.example.com", DnsType.A);
        Assert.Equal(["deep.sub.example.com @ sub.example.com: ns.sub.example.com ::1 Answer deep.sub.example.com 600 IN A 192.0.2.77"], Lines(direct));

        // The authoritative server as resolver knows only the parent's view and refers
        var lookup = new AuthoritativeLookup(
            Client(), [internet.Authoritative1], TimeProvider.System, new AuthoritativeLookupOptions { Port = internet.Authoritative1.Port });
        var referred = await lookup.LookupAsync(new DnsQuestion(DnsName.Parse("deep.sub.example.com"), DnsType.A), Cancellation);
        Assert.Contains(Lines(referred), line => line.Contains("@ example.com: ns1.example.com 127.0.0.1 Referral", StringComparison.Ordinal));
        Assert.Equal("deep.sub.example.com @ sub.example.com: ns.sub.example.com ::1 Answer deep.sub.example.com 600 IN A 192.0.2.77", Lines(referred)[^1]);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Every_type_is_found_at_its_authoritative_servers(string name, string type, string data)
    {
        Assert.True(DnsTypes.TryParse(type, out var number));

        var report = await LookupAsync(name, number);

        var answered = Assert.Single(report.Steps).Servers.Where(server => server.Verdict == ServerVerdict.Answer).ToList();
        Assert.NotEmpty(answered);
        Assert.All(answered, server => Assert.Equal(
            data, string.Join(" | ", server.Records.Where(record => record.Type == number).Select(record => record.Data.ToString()).Order(StringComparer.Ordinal))));
    }

    private static DnsClient Client(DnsTransport transport = DnsTransport.UdpThenTcp) =>
        new(TimeProvider.System, new DnsClientOptions { Transport = transport, AttemptTimeout = TimeSpan.FromSeconds(10) });

    private async Task<ReplyReading> ReadAsync(string name, DnsType type)
    {
        var question = new DnsQuestion(DnsName.Parse(name), type);
        return ReplyReading.Of(await Client().QueryAsync(internet.Authoritative1, question, recursionDesired: false, Cancellation), question);
    }

    private Task<LookupReport> LookupAsync(string name, DnsType type) =>
        new AuthoritativeLookup(Client(), [internet.Resolver], TimeProvider.System, new AuthoritativeLookupOptions { Port = internet.Authoritative1.Port })
            .LookupAsync(new DnsQuestion(DnsName.Parse(name), type), Cancellation);

    private static List<string> Lines(LookupReport report) => [.. report.Steps.SelectMany(step => step.Servers.Select(server =>
        $"{step.Name} @ {step.Zone}: {server.Server} {server.EndPoint?.Address} {server.Verdict} {string.Join(", ", server.Records)}"))];
}
