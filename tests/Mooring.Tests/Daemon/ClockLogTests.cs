using Mooring.Core;
using Mooring.Daemon;
using Mooring.Rounds;

namespace Mooring.Tests.Daemon;

public sealed class ClockLogTests
{
    private readonly SaidLog lines = new();
    private readonly ClockLog log;

    public ClockLogTests() => log = new ClockLog(new SpokenLog(lines, Language.English));

    [Fact]
    public void A_clock_that_stays_off_is_told_once_however_much_the_measurements_differ_by_a_second()
    {
        Write(1860, 1861, 1859.4, 1875, 1901);

        Assert.StartsWith("Warning this machine's clock is 31 min behind", Assert.Single(lines.Said), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_again_when_it_has_moved_on_by_a_minute()
    {
        Write(1860, 1910, 1921);

        Assert.Equal(2, lines.Said.Count);
    }

    [Fact]
    public void A_clock_that_jumps_to_the_other_side_is_told_at_once()
    {
        Write(1860, -1860);

        Assert.Contains("ahead of the clock", lines.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void That_it_is_right_again_is_told_once_and_a_later_fault_anew()
    {
        Write(3, 1860, 0.5, 0.4, 1860);

        Assert.Equal(3, lines.Said.Count);
        Assert.Equal("Information this machine's clock is right again", lines.Said[1]);
    }

    [Fact]
    public void A_round_that_measured_nothing_changes_nothing()
    {
        Write(1860, null, 1861);

        Assert.Single(lines.Said);
    }

    private void Write(params double?[] seconds)
    {
        foreach (var one in seconds)
        {
            var offsets = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal)
            {
                ["alidns"] = one is { } measured ? TimeSpan.FromSeconds(measured) : null,
                ["tencent"] = null,
            };
            log.Write(offsets, ClockWarning.Of(offsets, TimeSpan.FromSeconds(60)));
        }
    }
}
