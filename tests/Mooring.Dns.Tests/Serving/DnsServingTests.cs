namespace Mooring.Dns.Tests;

public sealed class DnsServingTests
{
    private static readonly DnsMessage Query = DnsMessage.Query(Build.WwwA, 0x1234, edns: new Edns { UdpPayloadSize = 4096, DnssecOk = true });

    [Fact]
    public void Reads_a_plain_query()
    {
        Assert.True(DnsServing.TryRead(Query.Encode(), out var query, out var refusal));

        Assert.Equal(Build.WwwA, Assert.Single(query.Questions));
        Assert.Null(refusal);
    }

    [Fact]
    public void A_reply_repeats_what_ties_it_to_its_query()
    {
        var reply = (Query with { CheckingDisabled = true }).ToReply(DnsRcode.NxDomain);

        Assert.Equal("0x1234 True True True NXDOMAIN www.example.com IN A", $"0x{reply.Id:x} {reply.IsResponse} {reply.RecursionDesired} {reply.CheckingDisabled} {reply.Rcode.Mnemonic()} {reply.Questions[0]}");
        Assert.Equal((1232, true), (reply.Edns!.UdpPayloadSize, reply.Edns.DnssecOk));
        Assert.Null((Query with { Edns = null }).ToReply().Edns);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_query_it_cannot_take()
    {
        AssertRefused(DnsRcode.NotImp, (Query with { Opcode = DnsOpcode.Update }).Encode());
        AssertRefused(DnsRcode.BadVers, (Query with { Edns = new Edns { Version = 1 } }).Encode());
        AssertRefused(DnsRcode.FormErr, (Query with { Questions = [] }).Encode());
        AssertRefused(DnsRcode.FormErr, (Query with { Questions = [Build.WwwA, Build.WwwA] }).Encode());
        AssertRefused(DnsRcode.FormErr, Query.Encode()[..20]);
    }

    [Fact]
    public void Keeps_silent_towards_responses_and_scraps()
    {
        Assert.False(DnsServing.TryRead((Query with { IsResponse = true }).Encode(), out _, out var toResponse));
        Assert.False(DnsServing.TryRead(Query.Encode().AsSpan(0, 11), out _, out var toScrap));

        Assert.Null(toResponse);
        Assert.Null(toScrap);
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(0, 512)]
    [InlineData(800, 800)]
    [InlineData(65535, 1232)]
    public void Over_UDP_an_asker_takes_512_octets_or_what_its_EDNS_says(int? payload, int limit) =>
        Assert.Equal(limit, (Query with { Edns = payload is { } size ? new Edns { UdpPayloadSize = (ushort)size } : null }).UdpLimit());

    [Fact]
    public void A_reply_that_is_too_long_loses_what_is_not_needed_first()
    {
        var reply = Query.Answer(Build.Record("www.example.com", TxtData.OfText(new string('x', 340))));
        var servers = Enumerable.Range(0, 4).Select(i => Build.Ns("example.com", $"ns{i}.example.com")).ToList();
        var glue = Enumerable.Range(0, 4).Select(i => Build.Address($"ns{i}.example.com", "192.0.2.1")).ToList();

        var withoutGlue = Fit(reply with { Authorities = servers, Additionals = glue });
        var withoutServers = Fit(reply with { Authorities = [.. servers, .. Enumerable.Repeat(servers[0], 8)], Additionals = glue });

        Assert.Equal((false, 1, 4, 0), withoutGlue);
        Assert.Equal((false, 1, 0, 0), withoutServers);
    }

    [Fact]
    public void A_reply_whose_answer_is_too_long_is_marked_as_cut_and_empty()
    {
        var reply = Query.Answer([.. Enumerable.Range(0, 9).Select(i => Build.Record("www.example.com", TxtData.OfText(new string('x', 100 + i))))]);

        Assert.Equal((true, 0, 0, 0), Fit(reply));
        Assert.Equal(9, Wire.Read(reply.EncodeWithin(DnsReplies.TcpLimit)).Answers.Count);
    }

    [Fact]
    public void A_referral_without_its_glue_is_marked_as_cut()
    {
        var referral = Query.ToReply() with
        {
            Authorities = [Build.Ns("sub.example.com", "ns.sub.example.com")],
            Additionals = [.. Enumerable.Range(0, 40).Select(i => Build.Address("ns.sub.example.com", $"192.0.2.{i}"))],
        };

        Assert.Equal((true, 0, 1, 0), Fit(referral));
    }

    [Fact]
    public void A_negative_answer_that_is_too_long_is_marked_as_cut()
    {
        var negative = Query.ToReply(DnsRcode.NxDomain) with
        {
            IsAuthoritative = true,
            Authorities = [Build.Soa("example.com"), .. Enumerable.Range(0, 40).Select(i => Build.Address("example.com", $"192.0.2.{i}"))],
        };

        Assert.Equal((true, 0, 0, 0), Fit(negative));
    }

    [Fact]
    public async Task Messages_on_a_stream_come_one_by_one_to_its_end()
    {
        using var stream = new MemoryStream();
        await DnsStream.WriteAsync(stream, new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        await DnsStream.WriteAsync(stream, new byte[] { 4 }, TestContext.Current.CancellationToken);
        Assert.Equal([0, 3, 1, 2, 3, 0, 1, 4], stream.ToArray());

        stream.Position = 0;
        Assert.Equal([1, 2, 3], await DnsStream.ReadAsync(stream, TestContext.Current.CancellationToken));
        Assert.Equal([4], await DnsStream.ReadAsync(stream, TestContext.Current.CancellationToken));
        Assert.Null(await DnsStream.ReadAsync(stream, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 2, 1 })]
    public async Task A_stream_that_ends_inside_a_message_is_an_error(byte[] octets)
    {
        using var stream = new MemoryStream(octets);

        await Assert.ThrowsAsync<EndOfStreamException>(() => DnsStream.ReadAsync(stream, TestContext.Current.CancellationToken));
    }

    private static void AssertRefused(DnsRcode rcode, byte[] octets)
    {
        Assert.False(DnsServing.TryRead(octets, out _, out var refusal));
        Assert.Equal((0x1234, true, rcode), (refusal!.Id, refusal.IsResponse, refusal.Rcode));
        Assert.Equal(rcode, Wire.Read(refusal.Encode()).Rcode);
    }

    private static (bool IsTruncated, int Answers, int Authorities, int Additionals) Fit(DnsMessage reply)
    {
        var octets = reply.EncodeWithin(512);
        Assert.InRange(octets.Length, 12, 512);
        var read = Wire.Read(octets);
        return (read.IsTruncated, read.Answers.Count, read.Authorities.Count, read.Additionals.Count);
    }
}
