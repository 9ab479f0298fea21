using Mooring.Core.Records;

namespace Mooring.Http.Tests;

/// <summary>Nobody but the channel repeats a request: not the framework's handler, not a redirect.</summary>
public sealed class RepeatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_on_a_kept_alive_connection_that_dies_is_not_sent_again_behind_our_back()
    {
        await using var server = ScriptedServer.Start(AnswersOneAndDropsTheNext, Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http);
        await channel.Api.SendAsync(Bodiless(Calls.Write(server.Http)), Cancellation);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Bodiless(Calls.Write(server.Http)), Cancellation));

        Assert.True(failure.OutcomeUnknown);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, channel.Counter.Count);
    }

    [Fact]
    public async Task A_read_on_a_kept_alive_connection_that_dies_is_signed_anew()
    {
        await using var server = ScriptedServer.Start(AnswersOneAndDropsTheNext, Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http);
        await channel.Api.SendAsync(Bodiless(Calls.Read(server.Http)), Cancellation);

        await channel.Api.SendAsync(Bodiless(Calls.Read(server.Http)), Cancellation);

        var nonces = server.Requests.Select(request => request.Split("nonce=")[1][..32]).ToArray();
        Assert.Equal(3, nonces.Length);
        Assert.Equal(3, nonces.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, channel.Counter.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = ScriptedServer.Start(Steps.Answering("ok"));
        await using var server = ScriptedServer.Start(Steps.Answering("", status: 302, headers: $"Location: {elsewhere.Http}\r\n"));
        using var channel = new TestChannel(server.Http, with: options => options with { Retry = new RetryOptions { Attempts = 1 } });

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Read(server.Http), Cancellation));

        Assert.Contains("redirect (HTTP 302)", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("登录页", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("ok", headers: "Set-Cookie: track=1\r\n"));
        using var channel = new TestChannel(server.Http);

        await channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);
        await channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);

        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_request_signed_for_another_host_is_never_sent()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("ok"));
        using var channel = new TestChannel(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.Api.SendAsync(Calls.Read(server.Http), Cancellation));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Every_attempt_is_traced_without_its_secrets()
    {
        await using var server = ScriptedServer.Start(Steps.AnsweringOnce("fault:Throttled"), Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http);

        await channel.Api.SendAsync(Calls.Read(server.Http) with { RequestId = _ => "request-2" }, Cancellation);

        Assert.Collection(
            channel.Trace.Attempts,
            first => Assert.Equal(
                ("ListThings", 1, 200, DnsFault.Throttled, "Code.Throttled", "request-1", "the host says Throttled"),
                (first.Action, first.Number, first.Status!.Value, first.Fault!.Value, first.Code, first.RequestId, first.Message)),
            second => Assert.Equal((2, 200, null, null, "request-2"), (second.Number, second.Status!.Value, second.Fault, second.Code, second.RequestId)));
        Assert.All(channel.Trace.Attempts, attempt =>
        {
            Assert.StartsWith("POST http://127.0.0.1:", attempt.Request, StringComparison.Ordinal);
            Assert.Contains("AccessKeyId=LTAI***", attempt.Request, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", attempt.Request, StringComparison.Ordinal);
            Assert.DoesNotContain("5tExample", attempt.Request, StringComparison.Ordinal);
        });
    }

    private static async Task AnswersOneAndDropsTheNext(Peer peer)
    {
        await peer.ReadAsync();
        await peer.WriteAsync(Steps.Answer("ok"));
        await peer.ReadAsync();
    }

    /// <summary>As Alidns has it: all parameters in the query; such a request the framework repeats most readily.</summary>
    private static ApiCall<string> Bodiless(ApiCall<string> call) => call with
    {
        Sign = now =>
        {
            var request = call.Sign(now);
            request.Content = null;
            request.Method = HttpMethod.Get;
            return request;
        },
    };
}
