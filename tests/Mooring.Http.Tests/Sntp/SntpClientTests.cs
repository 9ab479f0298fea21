using Mooring.Testing;

namespace Mooring.Http.Tests;

public sealed class SntpClientTests
{
    private static readonly DateTimeOffset ServerTime = new(2040, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Learns_the_servers_time_whatever_the_local_clock_shows_after_2036_too()
    {
        await using var server = TimeServer.Start(() => ServerTime);

        var answer = await new SntpClient(new ManualClock()).AskAsync(server.End, Cancellation);

        Assert.Equal(ServerTime, answer.Reading!.Value.HostTime);
    }

    [Fact]
    public async Task Passes_over_a_forged_reply_and_takes_the_true_one_of_the_second_packet()
    {
        using var time = new WatchedClock();
        var forging = true;
        await using var server = TimeServer.Start(() => ServerTime, reply =>
        {
            reply[31] ^= forging ? (byte)1 : (byte)0;
            forging = false;
            return reply;
        });

        var answer = new SntpClient(time).AskAsync(server.End, Cancellation);
        await time.ReadAsync(times: 2, Cancellation);
        time.Manual.Advance(Patience);

        Assert.Equal(ServerTime, (await answer).Reading!.Value.HostTime);
        Assert.Equal(2, server.Questions);
    }

    [Fact]
    public async Task Says_that_replies_did_not_belong_to_the_request()
    {
        using var time = new WatchedClock();
        await using var server = TimeServer.Start(() => ServerTime, reply =>
        {
            reply[24] ^= 1;
            return reply;
        });

        var answer = new SntpClient(time).AskAsync(server.End, Cancellation);
        for (var packet = 0; packet < 2; packet++)
        {
            await time.ReadAsync(times: 2, Cancellation);
            time.Manual.Advance(Patience);
        }

        Assert.Contains("does not belong to the request", (await answer).Why!.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_silent_server_does_not_answer()
    {
        using var time = new WatchedClock();
        await using var server = TimeServer.Silent();

        var answer = new SntpClient(time).AskAsync(server.End, Cancellation);
        for (var packet = 0; packet < 2; packet++)
        {
            await time.ReadAsync(times: 1, Cancellation);
            time.Manual.Advance(Patience);
        }

        Assert.Contains("does not answer", (await answer).Why!.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_ask_again_after_a_kiss_of_death()
    {
        await using var server = TimeServer.Start(() => ServerTime, reply =>
        {
            reply[1] = 0;
            "RATE"u8.CopyTo(reply.AsSpan(12));
            return reply;
        });

        var answer = await new SntpClient(new ManualClock()).AskAsync(server.End, Cancellation);

        Assert.Contains("RATE", answer.Why!.English, StringComparison.Ordinal);
        Assert.Equal(1, server.Questions);
    }

    [Fact]
    public async Task A_server_that_claims_to_have_held_the_request_longer_than_it_was_away_is_refused()
    {
        await using var server = TimeServer.Start(() => ServerTime, reply =>
        {
            reply[43] += 5;
            return reply;
        });

        var answer = await new SntpClient(new ManualClock()).AskAsync(server.End, Cancellation);

        Assert.Contains("contradicts itself", answer.Why!.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_an_answer_too()
    {
        var answer = await new SntpClient(new ManualClock(), new NoNames()).AskAsync(new("ntp.example.com", 123), Cancellation);

        Assert.Null(answer.Reading);
        Assert.Contains("ntp.example.com", answer.Why!.English, StringComparison.Ordinal);
    }
}
