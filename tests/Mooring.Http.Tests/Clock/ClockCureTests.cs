using System.Globalization;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>A host that refuses requests signed more than five minutes off, and a machine whose clock is wrong.</summary>
public sealed class ClockCureTests
{
    private static readonly DateTimeOffset TrueTime = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<double> WrongClocks =>
        [-3652 * 24 * 60, -24 * 60, -31, -16, -6, 6, 16, 24 * 60, 3652 * 24 * 60];

    [Theory]
    [MemberData(nameof(WrongClocks))]
    public async Task A_request_refused_for_its_time_is_signed_once_more_and_succeeds(double minutes)
    {
        var time = new ManualClock(TrueTime.AddMinutes(minutes));
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);

        var first = await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);
        var second = await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal(("ok", "ok"), (first, second));
        Assert.Equal(3, channel.Counter.Count);
        Assert.Equal(-minutes * 60, channel.Clock.Offset!.Value.TotalSeconds, tolerance: 1);
    }

    [Fact]
    public async Task A_small_error_costs_no_further_request()
    {
        var time = new ManualClock(TrueTime.AddMinutes(-4));
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);

        await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal(1, channel.Counter.Count);
    }

    [Fact]
    public async Task A_clock_that_jumps_while_running_costs_no_further_request()
    {
        var time = new ManualClock(TrueTime);
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);
        await channel.Api.SendAsync(Calls.Read(server.Http), Cancellation);

        time.SetUtcNow(TrueTime.AddDays(1));
        await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal(2, channel.Counter.Count);
        Assert.Equal(-86400, channel.Clock.Offset!.Value.TotalSeconds, tolerance: 1);
    }

    [Fact]
    public async Task The_offset_of_an_earlier_run_is_used_from_the_first_request_on()
    {
        var time = new ManualClock(TrueTime.AddDays(-1));
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);

        channel.Clock.Restore(TimeSpan.FromDays(1));
        await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal(1, channel.Counter.Count);
    }

    [Fact]
    public async Task An_offset_that_no_longer_holds_is_healed_by_the_first_answer()
    {
        var time = new ManualClock(TrueTime);
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);

        channel.Clock.Restore(TimeSpan.FromDays(1));
        await channel.Api.SendAsync(Calls.Write(server.Http), Cancellation);

        Assert.Equal(2, channel.Counter.Count);
    }

    [Fact]
    public async Task A_second_refusal_is_told_with_the_measured_offset_and_the_mend()
    {
        var time = new ManualClock(TrueTime.AddHours(-2));
        await using var server = ScriptedServer.Start(Steps.Answering("fault:Clock", headers: $"Date: {TrueTime:R}\r\n"));
        using var channel = new TestChannel(server.Http, time);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(server.Http), Cancellation));

        Assert.Equal(DnsFault.Clock, failure.Fault);
        Assert.Contains("this machine's clock is 2 h behind the provider's", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("NTP", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("本机时钟比服务商慢 2 小时", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_host_that_refuses_its_own_time_is_not_blamed_on_this_machines_clock()
    {
        var time = new ManualClock(TrueTime);
        await using var server = ScriptedServer.Start(Steps.Answering("fault:Clock", headers: $"Date: {TrueTime:R}\r\n"));
        using var channel = new TestChannel(server.Http, time);

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(server.Http), Cancellation));

        Assert.Equal(DnsFault.Clock, failure.Fault);
        Assert.Contains("agrees with the provider's (0 s off)", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("本机时钟与服务商一致（偏差 0 秒）", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("NTP", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_date_to_correct_by_nothing_is_repeated()
    {
        await using var server = ScriptedServer.Start(Steps.Answering("fault:Clock"));
        using var channel = new TestChannel(server.Http, new ManualClock(TrueTime));

        var failure = await Assert.ThrowsAsync<DnsApiException>(() => channel.Api.SendAsync(Calls.Write(server.Http), Cancellation));

        Assert.Equal(DnsFault.Clock, failure.Fault);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task The_reader_of_an_answer_learns_how_far_off_the_signature_was(double minutes)
    {
        var time = new ManualClock(TrueTime.AddMinutes(minutes));
        await using var server = ScriptedServer.Start(Judging(() => TrueTime));
        using var channel = new TestChannel(server.Http, time);
        var errors = new List<TimeSpan?>();
        var call = Calls.Read(server.Http);

        await channel.Api.SendAsync(
            call with
            {
                Read = reply =>
                {
                    errors.Add(reply.SigningError);
                    return call.Read(reply);
                },
            },
            Cancellation);

        Assert.Equal(-minutes * 60, errors[0]!.Value.TotalSeconds, tolerance: 1);
        Assert.Equal(0, errors[1]!.Value.TotalSeconds, tolerance: 1);
    }

    /// <summary>Refuses what was signed more than five minutes off.</summary>
    private static Func<Peer, Task> Judging(Func<DateTimeOffset> now) => async peer =>
    {
        while (await peer.ReadAsync() is { } head)
        {
            var signed = DateTimeOffset.Parse(head.Split("at=")[1].Split('&')[0], CultureInfo.InvariantCulture);
            var body = (signed - now()).Duration() > TimeSpan.FromMinutes(5) ? "fault:Clock" : "ok";
            await peer.WriteAsync(Steps.Answer(body, headers: $"Date: {now():R}\r\n"));
        }
    };
}
