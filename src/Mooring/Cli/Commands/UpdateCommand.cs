using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Cli.Commands;

/// <summary><c>update</c> converges once; <c>plan</c> shows the same plan and writes nothing.</summary>
internal static class UpdateCommand
{
    /// <summary>The verb <c>update</c>.</summary>
    public static Verb CreateUpdate(Language language)
    {
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = new Text("Show what would be done, and do nothing", "只显示将要进行的更改，不执行").In(language),
        };
        var verb = new Verb("update", new Text(
            "Bring every record to what is wanted, once (for cron and timers)", "将所有记录更新为期望状态，执行一次（适合 cron 和定时器）"), language)
        {
            Details = new Text(
                "Exit code 0: everything is as wanted. 1: some set failed, was refused, is missing or has no known address; the rest was done. 3: no account could be reached.",
                "退出码 0：全部符合期望；1：部分记录失败、被拒绝、缺失或地址未知，其余已完成；3：所有账号均无法访问。"),
            Examples =
            [
                new Example("mooring update", new Text("from cron every five minutes", "由 cron 每五分钟执行")),
                new Example("mooring update --output json", new Text("for programs", "供程序使用")),
            ],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(dryRun), detailed: false, cancellation),
        };
        verb.Add(dryRun);
        return verb;
    }

    /// <summary>The verb <c>plan</c>.</summary>
    public static Verb CreatePlan(Language language)
    {
        var detailed = new Option<bool>("--detailed-exitcode")
        {
            Description = new Text("Exit with 4 when there are changes to make", "有待执行的更改时以 4 退出").In(language),
        };
        var verb = new Verb("plan", new Text("Show what update would do", "显示 update 将要进行的更改"), language)
        {
            Examples = [new Example("mooring plan --detailed-exitcode", new Text("4 when something would change", "有更改时退出码为 4"))],
            RunAsync = (context, cancellation) => RunAsync(context, dryRun: true, context.Get(detailed), cancellation),
        };
        verb.Add(detailed);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, bool dryRun, bool detailed, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        if (!dryRun)
        {
            TellOfDaemon(context, configuration);
        }

        using var installation = await context.InstallAsync(configuration, cancellation, trial: dryRun);
        var runner = new RoundRunner(configuration, installation, new Observations(), context.Time);
        var report = await RunAsync(context, runner, dryRun, cancellation);
        RoundOutput.Write(context, report);
        return RoundOutput.Code(report, detailed);
    }

    private static void TellOfDaemon(CommandContext context, MooringConfiguration configuration)
    {
        if (DaemonLock.Find(StateLocation.Of(configuration, _ => { })) is { } daemon)
        {
            var (english, chinese) = daemon.ProcessId is { } id ? ($" (process {id})", $"（进程 {id}）") : ("", "");
            context.Note(new Text(
                $"a daemon{english} keeps these records already; this run looks once beside it",
                $"守护进程{chinese}已在维护这些记录；本次运行只是另外检查一次"));
        }
    }

    private static async Task<RoundReport> RunAsync(CommandContext context, RoundRunner runner, bool dryRun, CancellationToken cancellation)
    {
        using var progress = context.Progress();
        progress.Report(dryRun ? new Text("planning …", "正在计划……") : new Text("updating …", "正在更新……"));
        return await runner.RunAsync(dryRun, TimeSpan.Zero, cancellation, new WriteProgress(progress, context.Time));
    }
}
