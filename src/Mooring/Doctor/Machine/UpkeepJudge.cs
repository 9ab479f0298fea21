using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Doctor.Machine;

/// <summary>Whether something keeps the names up to date, and not two things.</summary>
internal static class UpkeepJudge
{
    private const string Subject = "mooring run";

    /// <summary>What to say of the daemon and of what runs from time to time.</summary>
    /// <param name="daemon">The daemon on this state; null for none.</param>
    /// <param name="isHidden">Whether this user could not see one.</param>
    /// <param name="schedules">What runs <c>mooring update</c>.</param>
    /// <param name="others">Other programs of the kind that run.</param>
    /// <param name="sees">Whether schedules can be seen at all: on Linux, outside of containers.</param>
    public static IEnumerable<Finding> Judge(RunningDaemon? daemon, bool isHidden, IReadOnlyList<string> schedules, IReadOnlyList<string> others, bool sees)
    {
        var names = string.Join(", ", schedules);
        yield return (daemon, schedules.Count) switch
        {
            ({ } running, 0) => Ok(Subject, Serves(running)),
            ({ } running, _) => new(FindingIds.DaemonRunning, Severity.Hint, names, new(
                $"runs `mooring update` beside the daemon ({Who(running).English}); one of them is enough",
                $"与守护进程（{Who(running).Chinese}）同时运行 `mooring update`；保留其一即可"), new(
                "remove the entry, or stop the timer with `systemctl disable --now`", "请删除该条目，或用 `systemctl disable --now` 停用定时器")),
            (null, > 0) => Ok(names, new("runs `mooring update` from time to time", "定期运行 `mooring update`")),
            _ when isHidden => new(FindingIds.DaemonRunning, Severity.Hint, Subject, new(
                "this user may not see whether a daemon serves this state", "当前用户无权查看此状态目录上是否有守护进程"), new(
                "run `mooring doctor` as the user that Mooring runs as, or as root", "请以运行 Mooring 的用户或 root 身份运行 `mooring doctor`")),
            _ when sees => new(FindingIds.DaemonRunning, Severity.Hint, Subject, new(
                "nothing is seen that keeps the names up to date: no daemon on this state, no cron entry, no timer",
                "没有发现负责持续更新的程序：此状态目录上没有守护进程，也没有 cron 条目或定时器"), new(
                "`mooring service install` runs the daemon as a service; or run `mooring update` from cron", "`mooring service install` 可将守护进程作为服务运行；也可由 cron 定期运行 `mooring update`")),
            _ => Ok(Subject, new("no daemon serves this state", "此状态目录上没有守护进程")),
        };
        foreach (var other in others)
        {
            yield return new(FindingIds.DaemonOthers, Severity.Hint, other, new(
                "runs here too; where two programs write one name, each undoes the other",
                "也在本机运行；两个程序写同一个名称时会互相覆盖"), new(
                "let each name be in one of them only", "请让每个名称只由其中一个程序负责"));
        }
    }

    private static Text Serves(RunningDaemon running) => new($"the daemon serves this state ({Who(running).English})", $"守护进程正在使用此状态目录（{Who(running).Chinese}）");

    private static Text Who(RunningDaemon running) => running is { ProcessId: { } process, Since: { } since }
        ? new($"process {process}, since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC", $"进程 {process}，始于 {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
        : new("of a process that is not known", "进程未知");

    private static Finding Ok(string subject, Text message) => Finding.Ok(FindingIds.DaemonRunning, subject, message);
}
