using Mooring.Core;
using Mooring.Services.Launchd;
using Mooring.Services.Machine;
using Mooring.Services.Systemd;
using Mooring.Services.Windows;

namespace Mooring.Services;

/// <summary>Who keeps services on which machine.</summary>
internal static class ServiceManagers
{
    /// <summary>All that a machine has, the usual one first; none in a container, and where another keeper of services rules.</summary>
    public static IReadOnlyList<IServiceManager> Of(MachineFacts facts) =>
        facts.IsWindows ? [new WindowsServiceManager(), new TaskManager(ServiceKind.Daemon, facts.Drafts), new TaskManager(ServiceKind.UserDaemon, facts.Drafts)]
        : facts.IsMacOs ? [new LaunchdManager()]
        : facts.HasSystemd ? Systemd
        : [];

    /// <summary>systemd's two.</summary>
    public static IReadOnlyList<IServiceManager> Systemd { get; } = [new SystemdManager(ServiceKind.Daemon), new SystemdManager(ServiceKind.Timer)];

    /// <summary>How the services stand that a machine's managers know.</summary>
    public static async Task<IReadOnlyList<ServiceState>> LookAsync(IMachine machine, MachineFacts facts, CancellationToken cancellation)
    {
        var states = new List<ServiceState>();
        foreach (var manager in Of(facts))
        {
            states.Add(await manager.LookAsync(machine, cancellation));
        }

        return states;
    }

    /// <summary>Why there is no manager that services can be installed with, and what to do instead.</summary>
    public static (Text Why, Text Instead) None(MachineFacts facts) => facts.IsContainer
        ? (new Text("this is a container, which has no service manager", "这是容器，没有服务管理器"),
           new Text(
               "let the container run `mooring run` and its engine start it again (`restart: unless-stopped`); packaging/ has a Dockerfile and a compose.yaml",
               "请让容器直接运行 `mooring run`，并由容器引擎负责重启（`restart: unless-stopped`）；packaging/ 中有 Dockerfile 和 compose.yaml"))
        : (facts.OtherInit is { } other
               ? new Text($"services are kept by {other} here, which this program does not set up", $"此处的服务由 {other} 管理，本程序无法代为设置")
               : new Text("systemd does not run here", "此处没有运行 systemd"),
           new Text(
               "cron does as well: put the line `*/5 * * * * /usr/local/bin/mooring update` into root's crontab (`crontab -e`), or start `mooring run` as the other services here are started",
               "可改用 cron：在 root 的 crontab（`crontab -e`）中加入 `*/5 * * * * /usr/local/bin/mooring update`；或按本机其他服务的方式启动 `mooring run`"));
}
