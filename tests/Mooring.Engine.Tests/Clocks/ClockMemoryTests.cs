using Mooring.Engine.Clocks;
using Mooring.Engine.Store;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.Engine.Tests;

public sealed class ClockMemoryTests
{
    private static readonly DateTimeOffset Known = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualClock _time = new(Known);
    private readonly ClockMemory _memory;

    public ClockMemoryTests() => _memory = new ClockMemory(new InMemoryStateStore(), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_known_before_the_first_run()
    {
        var clock = new ServerClock(_time);

        await _memory.RestoreAsync(new Dictionary<string, ServerClock> { ["alidns"] = clock }, Cancellation);

        Assert.Null(await _memory.TrustedAsync(Cancellation));
        Assert.Equal(Known, clock.UtcNow);
    }

    [Theory]
    [InlineData(7200, 0, 0)]
    [InlineData(-86400, 3600, 3600)]
    [InlineData(3600, 3601, 3600)]
    public async Task The_next_run_starts_with_the_offset_last_measured(double firstRun, double secondRun, double restored)
    {
        await SaveAsync(firstRun);
        await SaveAsync(secondRun);

        var clock = new ServerClock(_time);
        await _memory.RestoreAsync(new Dictionary<string, ServerClock> { ["alidns"] = clock }, Cancellation);

        Assert.Equal(restored, (clock.UtcNow - Known).TotalSeconds, tolerance: 1);
        Assert.Null(clock.Offset);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0.5, 0)]
    [InlineData(-3650, 0)]
    public async Task The_next_run_knows_the_latest_trusted_time_to_a_day_and_never_an_earlier_one(double learnedDays, double keptDays)
    {
        var clocks = new Dictionary<string, ServerClock>();
        await _memory.SaveAsync(clocks, new TrustedTime(Known), Cancellation);

        await _memory.SaveAsync(clocks, new TrustedTime(Known.AddDays(learnedDays)), Cancellation);

        Assert.Equal(Known.AddDays(keptDays), await _memory.TrustedAsync(Cancellation));
    }

    private async Task SaveAsync(double offset)
    {
        var clock = new ServerClock(_time);
        clock.Observe(Known.AddSeconds(offset), _time.GetTimestamp(), _time.GetTimestamp());
        await _memory.SaveAsync(new Dictionary<string, ServerClock> { ["alidns"] = clock }, new TrustedTime(), Cancellation);
    }
}
