using Mooring.Core;

namespace Mooring.Doctor.Clock;

/// <summary>What the system's clock tells by itself, without anybody asked.</summary>
internal static class WallClockJudge
{
    private const string Subject = "UTC";

    /// <summary>What to say of it; nothing where nothing is amiss.</summary>
    /// <param name="now">What it shows.</param>
    /// <param name="built">The program's build: true time is later.</param>
    /// <param name="jumped">Whether it was set, or the machine slept, while it was looked at.</param>
    /// <param name="mend">Sets it.</param>
    public static IEnumerable<Finding> Judge(DateTimeOffset now, DateTimeOffset built, bool jumped, Text mend)
    {
        if (now < built)
        {
            yield return new(FindingIds.ClockBuild, Severity.Fault, Subject, new(
                $"this machine's clock shows {Day(now)}, which cannot be: this program was built on {Day(built)}",
                $"本机时钟显示 {Day(now)}，这不可能：本程序构建于 {Day(built)}"), mend);
        }

        if (jumped)
        {
            yield return new(FindingIds.ClockJump, Severity.Warning, Subject, new(
                "this machine's clock was set, or the machine slept, while it was looked at; what was measured may be wrong",
                "检查期间本机时钟被重新设置，或机器休眠过；测得的结果可能不准"), new("run `mooring doctor` again", "请重新运行 `mooring doctor`"));
        }
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
