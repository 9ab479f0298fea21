using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>A look at a host's clock by a request without a signature.</summary>
public sealed class HostClockTests
{
    private static readonly DateTimeOffset TrueTime = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1800)]
    [InlineData(0)]
    [InlineData(28800)]
    public async Task Any_answer_will_do_as_long_as_it_is_dated(int seconds)
    {
        await using var server = ScriptedServer.Start(Steps.Answering("{}", status: 400, headers: $"Date: {TrueTime:R}\r\n"));

        var measured = await MeasureAsync(server.Http, TrueTime.AddSeconds(seconds));

        Assert.Null(measured.Failure);
        Assert.Equal(-seconds, measured.Offset!.Value.TotalSeconds, tolerance: 1);
        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date: Thu, 01 Jan 1970 00:00:09 GMT\r\n")]
    public async Task An_answer_without_a_plausible_date_tells_nothing(string headers)
    {
        await using var server = ScriptedServer.Start(Steps.Answering("{}", headers: headers));

        Assert.Equal(new ClockMeasurement(null, null), await MeasureAsync(server.Http, TrueTime));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_with_its_reason()
    {
        Uri nobody;
        await using (var gone = ScriptedServer.Start(Steps.Answering("{}")))
        {
            nobody = gone.Http;
        }

        var measured = await MeasureAsync(nobody, TrueTime);

        Assert.Null(measured.Offset);
        Assert.Contains("connection refused", measured.Failure!.What.English, StringComparison.Ordinal);
    }

    private static Task<ClockMeasurement> MeasureAsync(Uri endpoint, DateTimeOffset now) =>
        HostClock.MeasureAsync(endpoint, new HttpConnectionOptions(), new ManualClock(now), TestContext.Current.CancellationToken);
}
