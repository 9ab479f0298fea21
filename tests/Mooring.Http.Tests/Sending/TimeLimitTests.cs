using System.Net;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>Time limits of an attempt and of a call, on a clock that only the test moves.</summary>
public sealed class TimeLimitTests
{
    private readonly ManualClock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Slow => ["no answer", "half a body", "half a head"];

    [Theory]
    [MemberData(nameof(Slow))]
    public async Task A_write_that_is_not_answered_in_time_has_an_unknown_outcome(string kind)
    {
        await using var server = ScriptedServer.Start(Stalling(kind));
        using var channel = new TestChannel(server.Http, _time);

        var call = channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);
        await server.Arrivals.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(10));
        var failure = await Assert.ThrowsAsync<DnsApiException>(() => call);

        Assert.Equal(DnsFault.Unavailable, failure.Fault);
        Assert.True(failure.OutcomeUnknown);
        Assert.Contains("no complete answer within 10 s", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("10 秒内没有收到完整应答", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_read_that_is_not_answered_in_time_is_repeated()
    {
        await using var server = ScriptedServer.Start(Steps.Hang, Steps.Answering("ok"));
        using var channel = new TestChannel(server.Http, _time);

        var call = channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);
        await server.Arrivals.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task A_connection_that_is_never_made_is_given_up_when_the_call_has_taken_a_minute()
    {
        var endpoint = new Uri("https://dns.example.com");
        var names = new SilentNames();
        using var channel = new TestChannel(endpoint, _time, with: options => options with
        {
            Connections = new HttpConnectionOptions { Resolver = names },
            Retry = options.Retry with { Attempts = 100 },
        });

        var call = channel.Api.SendAsync(Calls.Write(endpoint), Cancellation);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await names.Asked.WaitAsync(Cancellation);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => call);
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("no connection within 10 s", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("after 6 attempts", failure.Text.English, StringComparison.Ordinal);
        Assert.Equal(0, channel.Counter.Count);
    }

    [Fact]
    public async Task A_caller_who_leaves_gets_a_cancellation_and_not_a_failure()
    {
        using var leave = new CancellationTokenSource();
        await using var server = ScriptedServer.Start(Steps.Hang);
        using var channel = new TestChannel(server.Http, _time);

        var call = channel.Api.SendAsync(Calls.Write(server.Http), leave.Token);
        await server.Arrivals.WaitAsync(Cancellation);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Func<Peer, Task> Stalling(string kind) => async peer =>
    {
        await peer.ReadAsync();
        await peer.WriteAsync(kind switch
        {
            "half a body" => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
            "half a head" => "HTTP/1.1 200 OK\r\nContent-Ty",
            _ => "",
        });
        await peer.HangAsync();
    };

    private sealed class SilentNames : IHostResolver
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
        {
            Asked.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return [];
        }
    }
}
