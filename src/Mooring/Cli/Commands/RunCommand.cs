using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Services;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language) => new("run", new Text(
        "Keep every record as wanted until stopped (the daemon)", "持续保持所有记录为期望状态，直到被停止（守护进程）"), language)
    {
        Details = new Text(
            "SIGHUP, or saving the configuration file, reads it again; one with errors leaves the old one running. SIGTERM ends it within a second, or once our records are deleted where `daemon.delete-on-stop` asks for that.",
            "收到 SIGHUP 或配置文件被保存时重新读取；若新配置有错误，则继续使用旧配置。收到 SIGTERM 后一秒内退出；若设置了 `daemon.delete-on-stop`，则在删除属于本程序的记录后退出。"),
        Examples = [new Example("mooring run", new Text("as a service", "作为服务运行"))],
        EndsBySignal = true,
        DefaultLogLevel = LogLevel.Information,
        RunAsync = async (context, cancellation) =>
        {
            using var supervisor = Supervisors.Of(context.Environment, context.Time);
            await context.Daemon(supervisor).RunAsync(context.LoadConfiguration(), cancellation);
            return ExitCode.Done;
        },
    };
}
