using Mooring.Core.Records;

namespace Mooring.Http.Tests;

/// <summary>What a call ends with, over real sockets, for everything that may happen to it on the way.</summary>
public sealed class OutcomeTests
{
    public static TheoryData<string> LostAnswers => ["reset", "truncated", "html", "503", "garbage", "oversized"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task A_write_whose_answer_is_lost_is_not_repeated_and_its_outcome_is_unknown(string kind)
    {
        await using var server = ScriptedServer.Start(Lost(kind), Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(server.Http), Cancellation));

        Assert.Equal(DnsFault.Unavailable, failure.Fault);
        Assert.True(failure.OutcomeUnknown);
        Assert.Contains("may have taken effect", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("可能已经生效", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Equal(1, channel.Counter.Count);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("truncated")]
    [InlineData("html")]
    [InlineData("503")]
    [InlineData("garbage")]
    public async Task A_read_whose_answer_is_lost_is_repeated_with_a_new_time_and_nonce(string kind)
    {
        await using var server = ScriptedServer.Start(Lost(kind), Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http);

        var answer = await channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);

        Assert.Equal("ok", answer);
        Assert.Equal(2, channel.Counter.Count);
        Assert.Equal(2, server.Requests.Select(request => request.Split("nonce=")[1][..32]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Gives_up_after_the_attempts_allowed_and_says_how_many()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("", status: 502));
        using var channel = new TestChannel(server.Http);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(server.Http), Cancellation));

        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("HTTP 502", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("after 5 attempts", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("共尝试 5 次", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_throttled_write_is_repeated_since_the_host_certainly_did_not_act()
    {
        await using var server = ScriptedServer.Start(peer => AnswerInTurn(peer, "fault:Throttled", "fault:Throttled", "ok"));
        using var channel = new TestChannel(server.Http);

        var answer = await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal("ok", answer);
        Assert.Equal(3, channel.Counter.Count);
    }

    [Theory]
    [InlineData(DnsFault.Duplicate)]
    [InlineData(DnsFault.NotFound)]
    [InlineData(DnsFault.Credentials)]
    [InlineData(DnsFault.Rejected)]
    [InlineData(DnsFault.Conflict)]
    public async Task What_does_not_pass_by_itself_is_told_at_once_as_the_host_said_it(DnsFault fault)
    {
        await using var server = ScriptedServer.Start(Steps.Answering($"fault:{fault}"));
        using var channel = new TestChannel(server.Http);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(server.Http), Cancellation));

        Assert.Equal((fault, $"Code.{fault}", "request-1"), (failure.Fault, failure.Code, failure.RequestId));
        Assert.False(failure.OutcomeUnknown);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_even_for_a_write_and_counts_as_nothing_sent()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("ok"));
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        using var channel = new TestChannel(nobody);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(nobody), Cancellation));

        Assert.Equal(DnsFault.Unavailable, failure.Fault);
        Assert.False(failure.OutcomeUnknown);
        Assert.StartsWith($"adding A nas.example.com at {nobody.Authority}: connection refused; check this", failure.Text.English, StringComparison.Ordinal);
        Assert.StartsWith($"无法在 {nobody.Authority} 添加 A nas.example.com：连接被拒绝；请检查", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Contains("after 5 attempts", failure.Text.English, StringComparison.Ordinal);
        Assert.Equal(0, channel.Counter.Count);
    }

    private static Func<Peer, Task> Lost(string kind) => kind switch
    {
        "reset" => Steps.ResetAfterReading,
        "truncated" => Steps.Truncated,
        "html" => Steps.AnsweringOnce("<html>", type: "text/html"),
        "503" => Steps.AnsweringOnce("{}", status: 503),
        "garbage" => async peer =>
        {
            await peer.ReadAsync();
            await peer.WriteAsync("SSH-2.0-whatever\r\n");
        },
        "oversized" => Steps.Answering(new string('x', TestChannel.BodyLimit + 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static async Task AnswerInTurn(Peer peer, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await peer.ReadAsync();
            await peer.WriteAsync(Steps.Answer(body));
        }
    }
}
