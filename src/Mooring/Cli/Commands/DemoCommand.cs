using System.CommandLine;
using System.Globalization;
using Mooring.Core;
using Mooring.Demo;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>demo</c>: the whole story against the sandbox, in one process, narrated.</summary>
internal static class DemoCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var keep = new Option<bool>("--keep")
        {
            Description = new Text("Stay up with sandbox and daemon until interrupted", "结束后保持沙盒和守护进程运行，直到被中断").In(language),
        };
        var verb = new Verb("demo", new Text("Show everything, without any account, in a few seconds", "无需任何账号，几秒内演示全部功能"), language)
        {
            Details = new Text("Exit code 1 when any of it does not happen.", "任何一步未如预期时退出码为 1。"),
            Examples = [new Example("mooring demo --keep", new Text("then try it yourself against the sandbox", "之后可在沙盒上自行尝试"))],
            EndsBySignal = true,
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(keep), cancellation),
        };
        verb.Add(keep);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, bool keep, CancellationToken cancellation)
    {
        var started = context.Time.GetTimestamp();
        await using var harbour = await DemoHarbour.OpenAsync(context.Workshop, cancellation);
        var good = await new DemoStory(harbour, context.Output, context.Language, context.Time).TellAsync(cancellation);
        var seconds = context.Time.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        context.Output.Line();
        context.Output.Line(good
            ? new Text($"All of it happened, in {seconds} s.", $"全部如上，用时 {seconds} 秒。")
            : new Text($"Some of it did not happen (see NOT SO above), in {seconds} s.", $"有些步骤未如预期（见上方“不符”），用时 {seconds} 秒。"));
        if (keep)
        {
            context.Output.Line(new Text(
                $"Still here: {harbour.Ports}. Try: mooring --config {harbour.ConfigurationFile} plan. Ctrl+C ends it.",
                $"仍在运行：{harbour.Ports}。试试：mooring --config {harbour.ConfigurationFile} plan。按 Ctrl+C 结束。"));
            await context.Daemon().RunAsync(harbour.Load(), cancellation);
        }

        return good ? ExitCode.Done : ExitCode.Partial;
    }
}
