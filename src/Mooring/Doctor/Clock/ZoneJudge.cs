using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Doctor.Machine;

namespace Mooring.Doctor.Clock;

/// <summary>Whether local times mean what they seem to; Mooring itself signs, judges certificates and keeps state in UTC.</summary>
internal static partial class ZoneJudge
{
    private const string Subject = "TZ";

    private static readonly Text Harmless = new("nothing of Mooring depends on it, only local times in logs and cron", "Mooring 不依赖时区，受影响的只是日志和定时任务中的本地时间");

    /// <summary>What to say of it.</summary>
    /// <param name="zone">The facts.</param>
    /// <param name="offset">Local time minus UTC, as this program gets it.</param>
    /// <param name="machine">Where.</param>
    public static Finding Judge(ZoneFacts zone, TimeSpan offset, MachineFacts machine) => zone switch
    {
        { Variable: { } variable, KnowsVariable: false } when ZoneFacts.Name(variable) is { Length: > 0 } name && !Rule().IsMatch(name) => Hint(Subject, zone.HasZones
            ? new($"names a zone that this system does not have ({name}), so local time is UTC", $"指定了本系统没有的时区（{name}），因此本地时间按 UTC 处理")
            : new($"names a zone ({name}), but this system has none (tzdata is missing), so local time is UTC", $"指定了时区（{name}），但系统中没有时区数据（缺少 tzdata），因此本地时间按 UTC 处理"),
            zone.HasZones ? RightName : Install(machine)),
        { Variable: null, Link: { } target, HasLocalTime: false } => Hint("/etc/localtime", new(
            $"points to {target}, which is not there, so local time is UTC", $"指向 {target}，而该文件不存在，因此本地时间按 UTC 处理"),
            zone.HasZones ? SetZone(machine) : Install(machine)),
        { Variable: { Length: > 0 } variable } => Ok(variable, offset),
        { Link: { } target } => Ok(target[(target.IndexOf("zoneinfo/", StringComparison.Ordinal) is var at and >= 0 ? at + "zoneinfo/".Length : 0)..], offset),
        _ => Ok("UTC", offset),
    };

    private static Finding Ok(string name, TimeSpan offset) => Finding.Ok(FindingIds.ClockZone, name, new(
        $"local time is {Sign(offset)}; signing is in UTC always", $"本地时间为 {Sign(offset)}；签名始终使用 UTC"));

    private static Finding Hint(string subject, Text message, Text mend) => new(FindingIds.ClockZone, Severity.Hint, subject, new(
        $"{message.English}; {Harmless.English}", $"{message.Chinese}；{Harmless.Chinese}"), mend);

    private static string Sign(TimeSpan offset) => offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:h\\:mm}";

    private static Text RightName { get; } = new(
        "use a name from /usr/share/zoneinfo, such as `TZ=Asia/Shanghai`", "请使用 /usr/share/zoneinfo 中的名称，例如 `TZ=Asia/Shanghai`");

    private static Text SetZone(MachineFacts machine)
    {
        var command = machine.AsRoot(machine.HasSystemd && machine.Tools.Contains("timedatectl")
            ? "timedatectl set-timezone Asia/Shanghai"
            : "ln -sf /usr/share/zoneinfo/Asia/Shanghai /etc/localtime");
        return new($"type, for instance:\n{command}", $"例如执行：\n{command}");
    }

    private static Text Install(MachineFacts machine)
    {
        var command = machine.AsRoot(
            machine.Tools.Contains("apk") ? "apk add tzdata"
            : machine.Tools.Contains("dnf") ? "dnf install tzdata"
            : "apt-get install tzdata");
        return machine.Container is null
            ? new($"type:\n{command}", $"请执行：\n{command}")
            : new("put tzdata into the image, or leave TZ unset", "请在镜像中安装 tzdata，或不设置 TZ");
    }

    /// <summary>A rule in place of a name: at least three letters, or anything between angles, then hours (POSIX.1, 8.3).</summary>
    [GeneratedRegex(@"^(<[^>]+>|[A-Za-z]{3,})[-+]?[0-9]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rule();
}
