using System.Net;
using System.Net.Sockets;
using Mooring.Testing;

namespace Mooring.Dns.Tests;

public sealed class DnsClientTests
{
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // The clock stands still, so nothing here can time out unless a test moves it.
    private DnsClient Client(DnsClientOptions? options = null) => new(_clock, options ?? new DnsClientOptions());

    [Fact]
    public async Task Asks_and_gives_back_the_reply()
    {
        await using var server = ScriptedServer.Answering(query => query.Answer(Build.Address("www.example.com", "192.0.2.1", 300)));

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Equal("www.example.com 300 IN A 192.0.2.1", Assert.Single(reply.Answers).ToString());
    }

    [Fact]
    public async Task Asks_from_another_port_with_another_id_and_in_other_case_every_time()
    {
        await using var server = ScriptedServer.Answering(query => query.Answer());

        for (var i = 0; i < 8; i++)
        {
            await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);
        }

        Assert.True(server.Queries.Select(received => received.From.Port).Distinct().Count() > 4);
        Assert.True(server.Queries.Select(received => received.Query.Id).Distinct().Count() > 4);
        Assert.True(server.Queries.Select(received => received.Question.Name.ToString()).Distinct(StringComparer.Ordinal).Count() > 4);
    }

    [Fact]
    public async Task The_mixed_case_is_nowhere_in_the_reply()
    {
        await using var server = ScriptedServer.Answering(query => query.ToReply() with
        {
            Answers = [new(query.Questions[0].Name, new(60), new NsData(query.Questions[0].Name.Parent!))],
        });

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Equal("www.example.com IN A", Assert.Single(reply.Questions).ToString());
        Assert.Equal("www.example.com 60 IN NS example.com", Assert.Single(reply.Answers).ToString());
    }

    [Fact]
    public async Task Fetches_a_truncated_reply_over_TCP()
    {
        await using var server = new ScriptedServer(received => received.OverTcp
            ? [received.Query.Answer(Build.Address("www.example.com", "192.0.2.2")).Encode()]
            : [(received.Query.Answer() with { IsTruncated = true }).Encode()]);

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.False(reply.IsTruncated);
        Assert.Equal("192.0.2.2", Assert.Single(reply.Answers).Data.ToString());
    }

    [Fact]
    public async Task Says_that_TCP_is_closed_when_a_truncated_reply_cannot_be_fetched()
    {
        await using var server = new ScriptedServer(received => [(received.Query.Answer() with { IsTruncated = true }).Encode()], overTcp: false);

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation));

        Assert.Equal(DnsQueryFault.Unreachable, failure.Fault);
    }

    [Fact]
    public async Task Ignores_replies_with_a_wrong_id_or_for_another_question()
    {
        await using var server = new ScriptedServer(received =>
        {
            var forged = received.Query.Answer(Build.Address("www.example.com", "198.51.100.66"));
            return
            [
                (forged with { Id = (ushort)(forged.Id + 1) }).Encode(),
                (forged with { IsResponse = false }).Encode(),
                (forged with { Questions = [new(DnsName.Parse("www.example.net"), DnsType.A)] }).Encode(),
                (forged with { Questions = [received.Question with { Type = DnsType.Aaaa }] }).Encode(),
                (forged with { Questions = [] }).Encode(),
                [.. received.Octets.AsSpan(0, 2), 0x81],
                [],
                received.Query.Answer(Build.Address("www.example.com", "192.0.2.1")).Encode(),
            ];
        });

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Equal("192.0.2.1", Assert.Single(reply.Answers).Data.ToString());
    }

    [Fact]
    public async Task Ignores_replies_from_another_source()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var server = new ScriptedServer(received =>
        {
            stranger.SendTo(received.Query.Answer(Build.Address("www.example.com", "198.51.100.66")).Encode(), received.From);
            return [received.Query.Answer(Build.Address("www.example.com", "192.0.2.1")).Encode()];
        });

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Equal("192.0.2.1", Assert.Single(reply.Answers).Data.ToString());
    }

    [Fact]
    public async Task Asks_again_over_TCP_when_the_case_of_the_name_is_lost()
    {
        var question = new DnsQuestion(DnsName.Parse($"{new string('a', 63)}.example.com"), DnsType.A);
        await using var server = new ScriptedServer(received =>
            [(received.Query.Answer(Build.Address("www.example.com", "192.0.2.1")) with { Questions = [question] }).Encode()]);

        var reply = await Client().QueryAsync(server.EndPoint, question, Cancellation);

        Assert.Single(reply.Answers);
        Assert.Equal([false, true], server.Queries.Select(received => received.OverTcp));
    }

    [Fact]
    public async Task Takes_a_lowered_name_over_UDP_when_there_is_no_TCP()
    {
        var question = new DnsQuestion(DnsName.Parse($"{new string('a', 63)}.example.com"), DnsType.A);
        await using var server = new ScriptedServer(received => [(received.Query.Answer() with { Questions = [question] }).Encode()], overTcp: false);

        var reply = await Client().QueryAsync(server.EndPoint, question, Cancellation);

        Assert.Equal(DnsRcode.NoError, reply.Rcode);
        Assert.Equal(question.Name.ToString(), server.Queries.Last().Question.Name.ToString());
    }

    [Theory]
    [InlineData(DnsRcode.FormErr, true)]
    [InlineData(DnsRcode.FormErr, false)]
    [InlineData(DnsRcode.NotImp, true)]
    public async Task Asks_without_EDNS_where_EDNS_is_not_understood(DnsRcode rcode, bool withQuestion)
    {
        await using var server = new ScriptedServer(received => received.Query.Edns is null
            ? [received.Query.Answer(Build.Address("www.example.com", "192.0.2.1")).Encode()]
            : [(received.Query.ToReply(rcode) with { Edns = null, Questions = withQuestion ? received.Query.Questions : [] }).Encode()]);

        var reply = await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Single(reply.Answers);
        Assert.Equal((ushort)1232, server.Queries.First().Query.Edns?.UdpPayloadSize);
    }

    [Fact]
    public async Task Repeats_a_question_that_got_no_reply_then_drops_EDNS_then_tries_TCP()
    {
        await using var server = new ScriptedServer(received => received.OverTcp ? [received.Query.Answer().Encode()] : []);
        var asking = Client(new DnsClientOptions { UdpAttempts = 3 }).QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        for (var i = 0; i < 3; i++)
        {
            await server.WaitForQueriesAsync(i + 1, Cancellation);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        await asking;
        Assert.Equal([(false, true), (false, true), (false, false), (true, false)], server.Queries.Select(received => (received.OverTcp, received.Query.Edns is not null)));
    }

    [Fact]
    public async Task Gives_up_on_a_silent_server_and_says_so()
    {
        await using var server = new ScriptedServer(_ => []);
        var asking = Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        while (!asking.IsCompleted)
        {
            await Task.WhenAny(asking, _clock.WaitForTimersAsync(1, Cancellation));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => asking);
        Assert.Contains("www.example.com IN A", failure.Message, StringComparison.Ordinal);
        Assert.Contains(server.EndPoint.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Equal(DnsQueryFault.TimedOut, failure.Fault);
    }

    [Fact]
    public async Task Says_at_once_that_nothing_listens_there()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var failure = await Assert.ThrowsAsync<DnsQueryException>(
            () => Client().QueryAsync((IPEndPoint)reserved.LocalEndPoint!, Build.WwwA, Cancellation));

        Assert.Equal(DnsQueryFault.Unreachable, failure.Fault);
    }

    [Fact]
    public async Task A_cancelled_question_ends_as_cancelled()
    {
        await using var server = new ScriptedServer(_ => []);
        using var stop = new CancellationTokenSource();
        var asking = Client().QueryAsync(server.EndPoint, Build.WwwA, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Can_ask_a_server_about_itself_in_class_CHAOS_without_recursion()
    {
        await using var server = ScriptedServer.Answering(query => query.ToReply() with
        {
            Answers = [new(query.Questions[0].Name, new(0), TxtData.OfText("192.0.2.7"), DnsClass.Chaos)],
        });

        var reply = await Client().QueryAsync(
            server.EndPoint, new DnsQuestion(DnsName.Parse("whoami.cloudflare"), DnsType.Txt, DnsClass.Chaos), recursionDesired: false, Cancellation);

        Assert.Equal("192.0.2.7", Assert.IsType<TxtData>(Assert.Single(reply.Answers).Data).Text);
        Assert.False(Assert.Single(server.Queries).Query.RecursionDesired);
    }

    [Fact]
    public async Task Asks_an_IPv6_server_over_IPv6()
    {
        Ipv6Loopback.SkipUnlessThere();
        await using var server = new ScriptedServer(received => [received.Query.Answer().Encode()], addresses: "::1");

        await Client().QueryAsync(server.EndPoint, Build.WwwA, Cancellation);

        Assert.Equal(AddressFamily.InterNetworkV6, Assert.Single(server.Queries).From.AddressFamily);
    }
}
