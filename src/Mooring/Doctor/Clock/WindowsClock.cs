using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32;
using Mooring.Core;

namespace Mooring.Doctor.Clock;

/// <summary>How Windows keeps its clock: the service W32Time and the hardware's clock, as the registry says.</summary>
/// <param name="Start">When the service starts: 2 at boot, 3 when needed, 4 never (services key, <c>Start</c>); null where it is not known.</param>
/// <param name="Type">Whom it follows: <c>NTP</c>, <c>NT5DS</c> (the domain), <c>AllSync</c>, <c>NoSync</c>; null where it is not known.</param>
/// <param name="Servers">Its servers as written there.</param>
/// <param name="HardwareInUtc"><c>RealTimeIsUniversal</c>.</param>
internal sealed record WindowsClock(int? Start, string? Type, string? Servers, bool HardwareInUtc)
{
    private const int Never = 4;

    /// <summary>What to say of it.</summary>
    /// <param name="clock">The facts.</param>
    /// <param name="mend">Sets this system's clock.</param>
    public static IReadOnlyList<Finding> Judge(WindowsClock clock, Text mend) =>
    [
        clock.Start == Never ? new(FindingIds.ClockService, Severity.Warning, Subject, new(
                "the Windows Time service is switched off, so nothing keeps this clock", "Windows 时间服务已禁用，时钟无人校准"), mend)
            : clock.Type == "NoSync" ? new(FindingIds.ClockService, Severity.Warning, Subject, new(
                "is told to follow nobody (NoSync), so nothing keeps this clock", "被设置为不与任何来源同步（NoSync），时钟无人校准"), mend)
            : clock.Start is null ? new(FindingIds.ClockService, Severity.Hint, Subject, new(
                "the Windows Time service is not there, or this user may not see it", "没有 Windows 时间服务，或当前用户无权查看"))
            : Finding.Ok(FindingIds.ClockService, Subject, Follows(clock)),
        Finding.Ok(FindingIds.ClockHardware, "RealTimeIsUniversal", clock.HardwareInUtc
            ? new("the hardware clock holds UTC", "硬件时钟使用 UTC")
            : new("the hardware clock holds local time, as Windows has it; another system on this machine must know",
                "硬件时钟使用本地时间，这是 Windows 的惯例；同一台机器上的其他系统需与此一致")),
    ];

    private const string Subject = "W32Time";

    private static Text Follows(WindowsClock clock) => clock.Type == "NT5DS"
        ? new("keeps this clock by the domain's", "按域控制器校准本机时钟")
        : new($"keeps this clock{By(clock, " by ")}", $"负责校准本机时钟{By(clock, "，服务器：")}");

    /// <summary>Without the flags that follow each name after a comma.</summary>
    private static string By(WindowsClock clock, string before) => clock.Servers is { Length: > 0 } servers
        ? before + string.Join(", ", servers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(server => server.Split(',')[0]))
        : "";
}

/// <summary>Reads the registry.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsClockReader
{
    private const string Control = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\TimeZoneInformation";
    private const string Service = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\W32Time";

    /// <summary>The facts, as far as this user may see them.</summary>
    public static WindowsClock Read() => new(
        Value(Service, "Start") as int?,
        Value(Service + @"\Parameters", "Type") as string,
        Value(Service + @"\Parameters", "NtpServer") as string,
        Convert.ToInt64(Value(Control, "RealTimeIsUniversal") ?? 0, CultureInfo.InvariantCulture) != 0);

    private static object? Value(string key, string name)
    {
        try
        {
            return Registry.GetValue(key, name, null);
        }
        catch (Exception e) when (e is System.Security.SecurityException or IOException)
        {
            return null;
        }
    }
}
