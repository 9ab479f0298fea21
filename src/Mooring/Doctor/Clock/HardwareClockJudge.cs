using Mooring.Core;
using Mooring.Doctor.Machine;
using Mooring.Http;

namespace Mooring.Doctor.Clock;

/// <summary>What the hardware's clock tells of the time after the next start.</summary>
/// <param name="machine">Where.</param>
/// <param name="mend">The mends of this system.</param>
internal sealed class HardwareClockJudge(MachineFacts machine, ClockMend mend)
{
    /// <summary>Read to the second, and few keep better time than this between two settings.</summary>
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(30);

    /// <summary>How near to whole hours an offset is no chance.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(2);

    /// <summary>What to say of it.</summary>
    /// <param name="clock">What it shows.</param>
    /// <param name="now">The true time as well as it is known.</param>
    /// <param name="system">The true time minus this machine's clock.</param>
    /// <param name="zone">Local time minus UTC.</param>
    /// <param name="built">The program's build: true time is later.</param>
    public Finding Judge(HardwareClock clock, DateTimeOffset now, TimeSpan system, TimeSpan zone, DateTimeOffset built)
    {
        if (machine.Container is not null)
        {
            return Finding.Ok(FindingIds.ClockHardware, "rtc", new("the hardware clock is the host's affair", "硬件时钟由宿主机负责"));
        }

        if (clock.Device is null)
        {
            return Missing(clock);
        }

        if (clock.Offset is not { } shown)
        {
            return Say(Severity.Warning, clock.Device, new(
                "cannot be read; its battery may be empty or it was never set", "无法读取，可能电池耗尽，或从未设置过"), mend.HardwareClock());
        }

        var offset = shown - system;
        return now + offset < built - TimeSpan.FromDays(1) ? Forgetful(clock.Device, now + offset) : JudgeOffset(clock, offset, zone);
    }

    private Finding JudgeOffset(HardwareClock clock, TimeSpan offset, TimeSpan zone)
    {
        var expected = clock.ReadAsLocal ? zone : TimeSpan.Zero;
        var error = offset - expected;
        return error.Duration() < Good ? Right(clock, zone)
            : !clock.ReadAsLocal && IsZone(offset, zone) ? InLocalTime(clock.Device!, offset)
            : clock.ReadAsLocal && offset.Duration() < Near ? Say(Severity.Warning, clock.Device!, new(
                $"holds UTC, but /etc/adjtime says LOCAL: after the next start the clock is off by {Words(error).English}",
                $"保存的是 UTC，但 /etc/adjtime 写的是 LOCAL：下次开机后时钟将偏差 {Words(error).Chinese}"), mend.HardwareClockToUtc())
            : Say(Severity.Warning, clock.Device!, new(
                $"is off by {Words(error).English}, and so is the system after the next start, until network time is there",
                $"偏差 {Words(error).Chinese}；下次开机后，在取得网络时间之前系统时钟也会偏差这么多"), mend.HardwareClock());
    }

    private Finding Right(HardwareClock clock, TimeSpan zone) => clock.ReadAsLocal && zone != TimeSpan.Zero
        ? Say(Severity.Hint, clock.Device!, new(
            "is right, in local time (/etc/adjtime says LOCAL); it goes wrong when the zone or daylight saving time changes while the machine is off",
            "准确，使用本地时间（/etc/adjtime 为 LOCAL）；若关机期间时区或夏令时变化，就会出错"), mend.HardwareClockToUtc())
        : Finding.Ok(FindingIds.ClockHardware, clock.Device!, new("the hardware clock is right, in UTC", "硬件时钟准确，使用 UTC"));

    private Finding InLocalTime(string device, TimeSpan offset) => Say(Severity.Warning, device, new(
        $"the hardware clock holds local time ({Hours(offset)}) and the system reads it as UTC: after the next start the clock is off by {Words(offset).English}",
        $"硬件时钟保存的是本地时间（{Hours(offset)}），系统却按 UTC 读取：下次开机后时钟将偏差 {Words(offset).Chinese}"), mend.HardwareClockToUtc());

    private Finding Forgetful(string device, DateTimeOffset shows) => Say(Severity.Warning, device, new(
        $"the hardware clock shows {shows.UtcDateTime:yyyy-MM-dd}: it forgets the time when the power is off",
        $"硬件时钟显示 {shows.UtcDateTime:yyyy-MM-dd}：断电后无法保持时间"), ClockMend.Lines(
        new("put in a new battery (mostly a CR2032), then set it", "请更换电池（多为 CR2032），然后重新设置"), mend.HardwareClock()));

    private Finding Missing(HardwareClock clock) =>
        machine.IsWsl ? Finding.Ok(FindingIds.ClockHardware, "rtc", new(
            "no hardware clock in here, as it should be", "此环境中没有硬件时钟，属正常情况"))
        : clock.HasSubstitute ? Say(Severity.Hint, "fake-hwclock", new(
            "no hardware clock; after a start the time is that of the last shutdown, until network time is there",
            "没有硬件时钟；开机后的时间是上次关机时的时间，直到取得网络时间"), null)
        : Say(Severity.Hint, "rtc", new(
            "no hardware clock; after a start the time is wrong until network time is there",
            "没有硬件时钟；开机后在取得网络时间之前，时间不准"), machine.VirtualMachine is not null ? null : new(
            "nothing for Mooring, which signs with the provider's time; for others: a clock module (DS3231), or the package fake-hwclock",
            "对 Mooring 无影响，它按服务商的时间签名；其他程序则需要时钟模块（DS3231）或 fake-hwclock 软件包"));

    /// <summary>Whether an offset is that of a time zone: this machine's, or whole hours.</summary>
    private static bool IsZone(TimeSpan offset, TimeSpan zone) =>
        (zone != TimeSpan.Zero && (offset - zone).Duration() < Near) || ClockOffsetJudge.IsWholeHours(offset);

    private static string Hours(TimeSpan offset) =>
        $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{new TimeSpan(0, (int)Math.Round(offset.Duration().TotalMinutes), 0):h\\:mm}";

    private static Text Words(TimeSpan span) => SpanText.Describe(span);

    private static Finding Say(Severity severity, string device, Text message, Text? how) => new(FindingIds.ClockHardware, severity, device, message, how);
}
