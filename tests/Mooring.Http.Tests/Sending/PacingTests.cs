using System.Net.Http.Headers;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>Retry-After, back-off and the token bucket, on a clock that only the test moves.</summary>
public sealed class PacingTests
{
    private readonly ManualClock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Waits => ["seconds", "date", "date seen by a host whose clock is a year ahead"];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task Waits_as_long_as_the_host_asks(string form)
    {
        using var host = new FakeHost(number => number == 0 ? FakeHost.Json("", 503, headers => Ask(headers, form)) : FakeHost.Json("ok"));
        using var channel = Channel(host);

        var call = channel.SendAsync(Calls.Read(FakeHost.Endpoint), Cancellation);
        await _time.WaitForTimersAsync(1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(19));
        var early = host.Requests;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("ok", await call);
        Assert.Equal(1, early);
    }

    [Fact]
    public async Task Gives_up_at_once_where_the_host_asks_for_more_than_the_call_may_take_and_says_so()
    {
        using var host = new FakeHost(_ => FakeHost.Json("", 429, headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(10))));
        using var channel = Channel(host);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.SendAsync(Calls.Write(FakeHost.Endpoint), Cancellation));

        Assert.Equal(DnsFault.Throttled, failure.Fault);
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("wait 10 min", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("等待 10 分钟", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Equal(1, host.Requests);
    }

    [Fact]
    public async Task A_throttled_call_holds_back_the_other_calls_of_the_account_too()
    {
        using var host = new FakeHost(number => number == 0
            ? FakeHost.Json("fault:Throttled", headers: headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(5)))
            : FakeHost.Json("ok"));
        using var channel = Channel(host);

        var throttled = channel.SendAsync(Calls.Read(FakeHost.Endpoint), Cancellation);
        var other = channel.SendAsync(Calls.Read(FakeHost.Endpoint), Cancellation);
        await _time.WaitForTimersAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(4));
        var early = host.Requests;
        _time.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(throttled, other);

        Assert.Equal(1, early);
    }

    [Fact]
    public void No_second_sees_more_than_a_fifth_over_the_rate_and_no_long_time_more_than_the_rate()
    {
        var bucket = new TokenBucket(20, _time);

        var taken = Enumerable.Range(0, 100).Select(_ => Reach(bucket)).ToArray();

        Assert.All(taken, instant => Assert.InRange(taken.Count(other => other >= instant && other < instant + TimeSpan.FromSeconds(1)), 0, 24));
        Assert.Equal(4.8, (taken[^1] - taken[0]).TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void A_rate_below_one_call_a_second_is_kept_too()
    {
        var bucket = new TokenBucket(0.5, _time);

        var taken = Enumerable.Range(0, 3).Select(_ => Reach(bucket)).ToArray();

        Assert.Equal([0, 2, 4], taken.Select(instant => (instant - taken[0]).TotalSeconds));
    }

    [Fact]
    public async Task A_cancelled_wait_is_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var bucket = new TokenBucket(1, _time);
        await bucket.TakeAsync(Cancellation);

        var wait = bucket.TakeAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private DateTimeOffset Reach(TokenBucket bucket)
    {
        var turn = bucket.TakeAsync(CancellationToken.None);
        while (!turn.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return _time.GetUtcNow();
    }

    private void Ask(HttpResponseHeaders headers, string form)
    {
        var hostTime = form.Contains("ahead", StringComparison.Ordinal) ? _time.GetUtcNow().AddYears(1) : _time.GetUtcNow();
        headers.Date = hostTime;
        headers.RetryAfter = form == "seconds"
            ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(20))
            : new RetryConditionHeaderValue(hostTime.AddSeconds(20));
    }

    private ApiChannel Channel(HttpMessageHandler host) =>
        new(new ApiChannelOptions { Endpoint = FakeHost.Endpoint, CallsPerSecond = 50 }, host, new ServerClock(_time), new ApiCallCounter(), _time, null, () => 0);
}
