using Mooring.Rounds;

namespace Mooring.Tests.Rounds;

public sealed class ClockWarningTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(59, "beyond 60 s people are told, and not before")]
    [InlineData(-59, "neither way")]
    public void A_clock_that_is_good_enough_is_not_spoken_of(double seconds, string rule)
    {
        var warning = ClockWarning.Of(Offsets(seconds, null), Limit);

        Assert.True(warning is null, rule);
    }

    [Fact]
    public void Nothing_measured_is_nothing_to_tell() => Assert.Null(ClockWarning.Of(Offsets(null, null), Limit));

    [Theory]
    [InlineData(60, "1 min behind the clock of alidns", "本机时钟比 alidns 慢 1 分钟")]
    [InlineData(-86400, "1 d ahead of the clock of alidns", "本机时钟比 alidns 快 1 天")]
    [InlineData(315_576_000, "10 y 2 d behind the clock of alidns", "本机时钟比 alidns 慢 10 年 2 天")]
    public void The_offset_its_direction_and_the_mend_are_told_in_both_languages(double seconds, string english, string chinese)
    {
        var warning = ClockWarning.Of(Offsets(seconds, null), Limit);

        Assert.Contains(english, warning?.English, StringComparison.Ordinal);
        Assert.Contains(chinese, warning?.Chinese, StringComparison.Ordinal);
        Assert.Contains("Mend it: ", warning?.English, StringComparison.Ordinal);
        Assert.Contains("修复方法：", warning?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_clouds_the_one_furthest_off_is_named()
    {
        var warning = ClockWarning.Of(Offsets(70, -7200), Limit);

        Assert.Contains("2 h ahead of the clock of tencent", warning?.English, StringComparison.Ordinal);
    }

    private static Dictionary<string, TimeSpan?> Offsets(double? alidns, double? tencent) => new(StringComparer.Ordinal)
    {
        ["alidns"] = alidns is { } a ? TimeSpan.FromSeconds(a) : null,
        ["tencent"] = tencent is { } t ? TimeSpan.FromSeconds(t) : null,
    };
}
