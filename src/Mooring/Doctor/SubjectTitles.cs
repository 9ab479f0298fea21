using Mooring.Core;

namespace Mooring.Doctor;

/// <summary>The subjects that are words and no names, for those who read Chinese. Pure.</summary>
internal static class SubjectTitles
{
    /// <summary>By id too: an account may be called as it likes.</summary>
    private static readonly Dictionary<(string Id, string Subject), string> Chinese = new()
    {
        [(FindingIds.DoctorTime, "doctor")] = "自检",
        [(FindingIds.ClockService, "NTP")] = "时间服务",
        [(FindingIds.ClockSync, "kernel")] = "内核",
        [(FindingIds.ClockZone, "TZ")] = "时区（TZ）",
        [(FindingIds.DaemonRunning, "mooring run")] = "守护进程",
        [(FindingIds.NetworkBlocked, "system")] = "操作系统",
        [(FindingIds.NetworkFakeIp, "system")] = "操作系统",
        [(FindingIds.NetworkHosts, "system")] = "操作系统",
        [(FindingIds.NetworkRoots, "root certificates")] = "根证书",
        [(FindingIds.NetworkRoute, "default route")] = "默认路由",
        [(FindingIds.RecordAnswer, "records")] = "记录",
        [(FindingIds.RecordPlan, "records")] = "记录",
    };

    /// <summary>The subject of a finding, in Chinese too where it is a word.</summary>
    public static Text Of(string id, string subject) =>
        new(subject, Chinese.GetValueOrDefault((id, subject), subject.Replace(", ", "、", StringComparison.Ordinal)));
}
