using Mooring.Engine.Clocks;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Engine.Tests;

public sealed class TrustedTimeMemoryTests
{
    private static readonly DateTimeOffset Known = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly TrustedTimeMemory _memory = new(new InMemoryStateStore());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_known_before_the_first_run() => Assert.Null((await _memory.RestoreAsync(Cancellation)).Latest);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(0.5, 0)]
    [InlineData(-3650, 0)]
    public async Task The_next_run_knows_the_latest_time_to_a_day_and_never_an_earlier_one(double learnedDays, double keptDays)
    {
        await _memory.SaveAsync(new TrustedTime(Known), Cancellation);

        await _memory.SaveAsync(new TrustedTime(Known.AddDays(learnedDays)), Cancellation);

        Assert.Equal(Known.AddDays(keptDays), (await _memory.RestoreAsync(Cancellation)).Latest);
    }
}
