using Mooring.Doctor.Clock;
using Mooring.Doctor.Machine;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>Each system gets its own commands.</summary>
public sealed class ClockMendTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);

    /// <summary>The tools there, the services that run, and the commands.</summary>
    [Theory]
    [InlineData("systemd timedatectl hwclock systemd-timesyncd.service", "", "sudo timedatectl set-ntp true|sudo hwclock --systohc --utc")]
    [InlineData("systemd timedatectl systemd-timesyncd.service", "systemd-timesyncd", "sudo systemctl restart systemd-timesyncd")]
    [InlineData("systemd timedatectl hwclock chronyc chronyd.service", "chronyd", "sudo chronyc makestep|sudo hwclock --systohc --utc")]
    [InlineData("systemd timedatectl hwclock apt-get", "", "sudo date -u -s '2026-11-22 06:30:00'|sudo apt-get install systemd-timesyncd|sudo timedatectl set-ntp true|sudo hwclock --systohc --utc")]
    [InlineData("systemd timedatectl dnf", "", "sudo date -u -s '2026-11-22 06:30:00'|sudo dnf install chrony|sudo timedatectl set-ntp true")]
    [InlineData("ntpdate ntpd hwclock", "ntpd", "sudo ntpdate -u ntp.aliyun.com|sudo hwclock --systohc --utc")]
    [InlineData("systemd timedatectl ntpd ntpsec.service", "ntpd", "sudo systemctl restart ntpsec.service")]
    [InlineData("ntpd", "", "sudo ntpd -gq")]
    [InlineData("sntp", "", "sudo sntp -S ntp.aliyun.com")]
    [InlineData("ntpd hwclock apk", "", "sudo ntpd -n -q -p ntp.aliyun.com|sudo hwclock --systohc --utc")]
    [InlineData("", "", "sudo date -u -s '2026-11-22 06:30:00'")]
    public void Linux_gets_the_commands_of_what_is_there(string tools, string services, string commands)
    {
        var mend = new ClockMend(Linux(tools), Split(services), "ntp.aliyun.com").SystemClock(Now);

        Assert.Equal($"type:\n{commands.Replace('|', '\n')}", mend.English);
        Assert.Equal($"请执行：\n{commands.Replace('|', '\n')}", mend.Chinese);
    }

    [Fact]
    public void Where_nobody_told_the_time_its_form_is_shown() =>
        Assert.Equal("type:\nsudo date -u -s 'YYYY-MM-DD hh:mm:ss'", new ClockMend(Linux(""), [], "ntp.aliyun.com").SystemClock(now: null).English);

    [Fact]
    public void OpenWrt_is_told_its_own_service() =>
        Assert.Equal("type:\n/etc/init.d/sysntpd restart", new ClockMend(Linux("ntpd") with { Appliance = "OpenWrt" }, ["ntpd"], "ntp.aliyun.com").SystemClock(Now).English);

    [Theory]
    [InlineData("Synology", "Regional Options")]
    [InlineData("QNAP", "General Settings")]
    public void A_NAS_is_told_its_control_panel(string appliance, string page) =>
        Assert.Contains(page, new ClockMend(Linux("ntpdate") with { Appliance = appliance }, [], "ntp.aliyun.com").SystemClock(Now).English, StringComparison.Ordinal);

    [Fact]
    public void In_a_container_it_is_the_host_whatever_tools_are_there()
    {
        var mend = new ClockMend(Linux("systemd timedatectl hwclock chronyc") with { Container = "docker" }, [], "ntp.aliyun.com");

        Assert.Contains("mend its host's", mend.SystemClock(Now).English, StringComparison.Ordinal);
        Assert.Contains("宿主机", mend.SystemClock(Now).Chinese, StringComparison.Ordinal);
        Assert.Contains("on the host", mend.HardwareClock().English, StringComparison.Ordinal);
    }

    [Fact]
    public void Linux_inside_Windows_is_told_to_mend_Windows() =>
        Assert.Contains("wsl --shutdown", new ClockMend(Linux("hwclock") with { IsWsl = true }, [], "ntp.aliyun.com").SystemClock(Now).English, StringComparison.Ordinal);

    [Fact]
    public void Windows_gets_w32tm()
    {
        var mend = new ClockMend(new MachineFacts { System = SystemKind.Windows }, [], "ntp.aliyun.com").SystemClock(Now).English;

        Assert.StartsWith("in a console opened as administrator, type:\nsc config w32time start= auto\n", mend, StringComparison.Ordinal);
        Assert.EndsWith("\nw32tm /resync", mend, StringComparison.Ordinal);
    }

    [Fact]
    public void MacOS_gets_sntp() =>
        Assert.Equal("type:\nsudo sntp -sS time.apple.com", new ClockMend(new MachineFacts { System = SystemKind.MacOS }, [], "ntp.aliyun.com").SystemClock(Now).English);

    [Theory]
    [InlineData("systemd timedatectl hwclock", "type:\nsudo timedatectl set-local-rtc 0\n")]
    [InlineData("hwclock", "type:\nsudo hwclock --systohc --utc\n")]
    [InlineData("", "install hwclock ")]
    public void A_hardware_clock_in_local_time_is_moved_to_UTC_on_both_systems(string tools, string start)
    {
        var mend = new ClockMend(Linux(tools), [], "ntp.aliyun.com").HardwareClockToUtc();

        Assert.StartsWith(start, mend.English, StringComparison.Ordinal);
        Assert.EndsWith("/v RealTimeIsUniversal /t REG_DWORD /d 1 /f", mend.English, StringComparison.Ordinal);
        Assert.EndsWith("/v RealTimeIsUniversal /t REG_DWORD /d 1 /f", mend.Chinese, StringComparison.Ordinal);
    }

    internal static MachineFacts Linux(string tools) => new()
    {
        System = SystemKind.Linux, HasSystemd = Split(tools).Contains("systemd"), Tools = [.. Split(tools)],
    };

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
