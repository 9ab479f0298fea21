using System.CommandLine;
using System.Globalization;
using Mooring.Core;
using Mooring.Demo;
using Mooring.Services;
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
            Description = new Text("Stay up with sandbox and daemon until interrupted", "结束后保持沙箱和守护进程运行，直到被中断").In(language),
        };
        var verb = new Verb("demo", new Text("Show everything, without any account, in a few seconds", "无需任何账号，几秒内演示全部功能"), language)
        {
            Details = new Text("Exit code 1 when any of it does not happen.", "任何一步未如预期时退出码为 1。"),
            Examples = [new Example("mooring demo --keep", new Text("then try it yourself against the sandbox", "之后可在沙箱上自行尝试"))],
            EndsBySignal = true,
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(keep), cancellation),
        };
        verb.Add(keep);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, bool keep, CancellationToken cancellation)
    {
        await using var harbour = await DemoHarbour.OpenAsync(context.Workshop, cancellation);
        var code = await TellAsync(harbour, context.Output, context.Language, context.Time, cancellation);
        if (keep)
        {
            context.Output.Line(new Text(
                $"Still here: {harbour.Ports}. Try: mooring --config {harbour.ConfigurationFile} plan. Ctrl+C ends it.",
                $"仍在运行：{harbour.Ports}。试试：mooring --config {harbour.ConfigurationFile} plan。按 Ctrl+C 结束。"));
            using var nobody = new Unsupervised();
            await context.Daemon(nobody).RunAsync(harbour.Load(), cancellation);
        }

        return code;
    }

    /// <summary>Tells the story and what came of it.</summary>
    /// <returns>0, or 1 when some step did not come true.</returns>
    internal static async Task<int> TellAsync(
        DemoHarbour harbour, ResultWriter output, Language language, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var broken = await new DemoStory(harbour, output, language, time).TellAsync(cancellation);
        var seconds = time.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        output.Line();
        if (broken.Count == 0)
        {
            output.Line(new Text($"All of it happened, in {seconds} s.", $"全部如上，用时 {seconds} 秒。"));
            return ExitCode.Done;
        }

        output.Line(new Text(
            $"Some of it did not happen (see NOT SO above), in {seconds} s:", $"有些步骤未如预期（见上方“不符”），用时 {seconds} 秒："));
        foreach (var step in broken)
        {
            output.Line($"   {step.In(language)}");
        }

        return ExitCode.Partial;
    }
}
