using System.CommandLine;
using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Windows;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>run</c>: the daemon.</summary>
internal static class RunCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "run";

    /// <summary>The option that sends the log to a file; known before the arguments are parsed, since how to report must be known first.</summary>
    public const string LogFile = "--log-file";

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var logFile = new Option<string?>(LogFile)
        {
            HelpName = "FILE",
            Description = new Text("Log to FILE instead of standard error; at 5 MiB it begins anew, with FILE.1 beside it", "日志写入文件而不是标准错误；达到 5 MiB 时重新开始，旧文件保留为 FILE.1").In(language),
        };
        var asService = new Option<bool>("--windows-service") { Hidden = true };
        var verb = new Verb(Name, new Text(
            "Keep every record as wanted until stopped (the daemon)", "持续保持所有记录为期望状态，直到被停止（守护进程）"), language)
        {
            Details = new Text(
                "SIGHUP, or saving the configuration file, reads it again; one with errors leaves the old one running. SIGTERM ends it within a second, or once our records are deleted where `daemon.delete-on-stop` asks for that.",
                "收到 SIGHUP 或配置文件被保存时重新读取；若新配置有错误，则继续使用旧配置。收到 SIGTERM 后一秒内退出；若设置了 `daemon.delete-on-stop`，则在删除属于本程序的记录后退出。"),
            Examples = [new Example("mooring run", new Text("as a service; `mooring service install` sets that up", "作为服务运行；`mooring service install` 可自动设置"))],
            EndsBySignal = true,
            DefaultLogLevel = LogLevel.Information,
            RunAsync = (context, cancellation) => context.Get(asService)
                ? WindowsHost.RunAsync((supervisor, stop) => RunAsync(context, supervisor, stop), cancellation)
                : RunAsync(context, Supervisors.Of(context.Environment, context.Time), cancellation),
        };
        verb.Add(logFile);
        verb.Add(asService);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, ISupervisor supervisor, CancellationToken cancellation)
    {
        using (supervisor)
        {
            await context.Daemon(supervisor).RunAsync(context.LoadConfiguration(), cancellation);
            return ExitCode.Done;
        }
    }
}
