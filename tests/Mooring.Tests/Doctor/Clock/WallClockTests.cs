using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Clock;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>What the system's clock tells by itself.</summary>
public sealed class WallClockTests
{
    private static readonly DateTimeOffset Built = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_before_the_program_s_build_is_a_fault_whoever_else_is_silent()
    {
        var finding = Assert.Single(Judge(DateTimeOffset.UnixEpoch, jumped: false));

        Assert.Equal((FindingIds.ClockBuild, Severity.Fault), (finding.Id, finding.Severity));
        Assert.Equal("this machine's clock shows 1970-01-01, which cannot be: this program was built on 2026-11-22", finding.Message.English);
        Assert.NotNull(finding.Mend);
    }

    [Fact]
    public void A_clock_that_was_set_meanwhile_asks_for_another_look() =>
        Assert.Equal((FindingIds.ClockJump, Severity.Warning), Judge(Built.AddHours(7), jumped: true).Select(finding => (finding.Id, finding.Severity)).Single());

    [Fact]
    public void A_good_clock_is_nothing_to_talk_about() => Assert.Empty(Judge(Built.AddHours(7), jumped: false));

    private static IEnumerable<Finding> Judge(DateTimeOffset now, bool jumped) => WallClockJudge.Judge(now, Built, jumped, Text.Same("set the clock"));
}
