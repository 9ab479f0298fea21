using Mooring.Core;
using Mooring.Doctor.Machine;

namespace Mooring.Doctor.Clock;

/// <summary>The commands that set a clock right, on the system that is really there.</summary>
/// <param name="machine">The system.</param>
/// <param name="services">The time services that run.</param>
/// <param name="server">A time server to name in commands.</param>
internal sealed class ClockMend(MachineFacts machine, IReadOnlyList<string> services, string server)
{
    private static readonly Text AsAdministrator = new("in a console opened as administrator, type:", "在以管理员身份打开的控制台中执行：");

    /// <summary>Sets the system's clock, and keeps it.</summary>
    /// <param name="now">The true time; null where nobody told it.</param>
    public Text SystemClock(DateTimeOffset? now) => machine switch
    {
        { Container: { } kind } => new(
            $"a container ({kind}) has no clock of its own: mend its host's; on a host with systemd type there:\nsudo timedatectl set-ntp true",
            $"容器（{kind}）没有自己的时钟，请校准宿主机的时钟；宿主机若使用 systemd，请在宿主机上执行：\nsudo timedatectl set-ntp true"),
        { IsWsl: true } => new(
            "WSL takes its time from Windows: mend that (Settings, Time & language, Sync now), then type here `sudo hwclock -s`, or `wsl --shutdown` in Windows",
            "WSL 的时间取自 Windows：请先在 Windows 中校准（“设置 - 时间和语言 - 立即同步”），再在此执行 `sudo hwclock -s`，或在 Windows 中执行 `wsl --shutdown`"),
        { System: SystemKind.Windows } => Windows,
        { System: SystemKind.MacOS } => Typing("sudo sntp -sS time.apple.com"),
        { Appliance: "Synology" } => ControlPanel("Regional Options, Time", "“区域选项 - 时间”"),
        { Appliance: "QNAP" } => ControlPanel("System, General Settings, Time", "“系统 - 常规设置 - 时间”"),
        _ => Typing([.. Setting(now).Append(HardwareCommand).OfType<string>()]),
    };

    /// <summary>Sets the hardware's clock by the system's, in UTC.</summary>
    public Text HardwareClock() => machine switch
    {
        { Container: not null } => new("set it on the host: `sudo hwclock --systohc --utc`", "请在宿主机上执行 `sudo hwclock --systohc --utc`"),
        _ when HardwareCommand is { } command => Typing(command),
        _ => new(
            "install hwclock (package util-linux or util-linux-extra) and run `hwclock --systohc --utc` as root once the system's clock is right",
            "请安装 hwclock（util-linux 或 util-linux-extra 软件包），待系统时钟准确后以 root 身份运行 `hwclock --systohc --utc`"),
    };

    /// <summary>Moves the hardware's clock from local time to UTC.</summary>
    public Text HardwareClockToUtc()
    {
        var command = machine is { HasSystemd: true } && Has("timedatectl") ? Typing(machine.AsRoot("timedatectl set-local-rtc 0")) : HardwareClock();
        return Lines(command, new Text(
            "beside Windows on the same machine, tell Windows too, as administrator:\n"
            + @"reg add HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation /v RealTimeIsUniversal /t REG_DWORD /d 1 /f",
            "若同一台机器上还装有 Windows，请在 Windows 中以管理员身份执行：\n"
            + @"reg add HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation /v RealTimeIsUniversal /t REG_DWORD /d 1 /f"));
    }

    /// <summary>What shows how far a service has come.</summary>
    public static Text Watch(string service) => new($"watch it with `{WatchCommand(service)}`", $"可用 `{WatchCommand(service)}` 查看进展");

    /// <summary>Several mends below each other.</summary>
    public static Text Lines(params Text[] texts) =>
        new(string.Join('\n', texts.Select(text => text.English)), string.Join('\n', texts.Select(text => text.Chinese)));

    private static Text Windows { get; } = Lines(AsAdministrator, Text.Same(
        "sc config w32time start= auto\nnet start w32time\n"
        + "w32tm /config /manualpeerlist:\"ntp.aliyun.com time1.cloud.tencent.com\" /syncfromflags:manual /update\nw32tm /resync"));

    private string? HardwareCommand => Has("hwclock") ? machine.AsRoot("hwclock --systohc --utc") : null;

    private bool IsRunning(string service) => services.Contains(service, StringComparer.Ordinal);

    private bool Has(string tool) => machine.Tools.Contains(tool);

    /// <summary>The command that sets the clock: of the service that keeps it, else of what can.</summary>
    private IEnumerable<string> Setting(DateTimeOffset? now) => machine switch
    {
        _ when IsRunning(TimeServices.Chrony) => [machine.AsRoot("chronyc makestep")],
        { Appliance: "OpenWrt" } => ["/etc/init.d/sysntpd restart"],
        _ when IsRunning(TimeServices.Timesyncd) => [machine.AsRoot("systemctl restart systemd-timesyncd")],
        { HasSystemd: true } when IsRunning("ntpd") && NtpUnit is { } unit => [machine.AsRoot($"systemctl restart {unit}")],
        { HasSystemd: true } when Has("timedatectl") && HasService => [machine.AsRoot("timedatectl set-ntp true")],
        { HasSystemd: true } when Install is { } install => [ByHand(now), machine.AsRoot(install), machine.AsRoot("timedatectl set-ntp true")],
        _ when Has("ntpdate") => [machine.AsRoot($"ntpdate -u {server}")],
        _ when Has("sntp") => [machine.AsRoot($"sntp -S {server}")],
        // BusyBox' own; elsewhere -p names a file.
        _ when Has("ntpd") => [machine.AsRoot(Has("apk") ? $"ntpd -n -q -p {server}" : "ntpd -gq")],
        _ => [ByHand(now)],
    };

    private string? NtpUnit => machine.Tools.Where(tool => tool.StartsWith("ntp", StringComparison.Ordinal) && tool.EndsWith(".service", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).FirstOrDefault();

    private bool HasService => machine.Tools.Any(tool => tool.EndsWith(".service", StringComparison.Ordinal));

    /// <summary>Packages come over TLS or with dates, so the clock is set by hand first.</summary>
    private string? Install =>
        Has("apt-get") ? "apt-get install systemd-timesyncd"
        : Has("dnf") ? "dnf install chrony"
        : Has("zypper") ? "zypper install chrony"
        : Has("pacman") ? "pacman -S chrony"
        : null;

    private string ByHand(DateTimeOffset? now) => machine.AsRoot(
        now is { } time ? $"date -u -s '{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}'" : "date -u -s 'YYYY-MM-DD hh:mm:ss'");

    private static string WatchCommand(string service) => service switch
    {
        TimeServices.Timesyncd => "timedatectl timesync-status",
        TimeServices.Chrony => "chronyc tracking",
        _ => "ntpq -p",
    };

    private static Text ControlPanel(string english, string chinese) => new(
        $"in the control panel, {english}: synchronise with an NTP server",
        $"请在控制面板的{chinese}中启用与 NTP 服务器同步");

    private static Text Typing(params string[] commands)
    {
        var lines = string.Join('\n', commands);
        return new Text("type:\n" + lines, "请执行：\n" + lines);
    }
}
