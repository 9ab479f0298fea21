using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Mooring.Cli.Output;
using Mooring.Configuration;
using Mooring.Configuration.Kinds;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Journal;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>history</c>: what happened when and why.</summary>
internal static class HistoryCommand
{
    private const int UsualLimit = 100;

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var name = new Argument<string?>("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = new Text("Only what concerns this name, source, provider or certificate", "只显示与该域名、地址来源、服务商或证书有关的内容").In(language),
        };
        var since = new Option<string?>("--since") { HelpName = "DURATION", Description = new Text("Only what is younger: 90m, 24h, 7d", "只显示此时长之内的内容：90m、24h、7d").In(language) };
        var limit = new Option<string?>("--limit") { HelpName = "N", Description = new Text("The newest N entries (100)", "最新的 N 条（默认 100）").In(language) };
        var verb = new Verb("history", new Text("Show what happened when and why", "显示何时发生了什么、为什么"), language)
        {
            Details = new Text(
                "Addresses, plans, writes, failures, triggers, clock offsets and certificates, oldest first; the last 1,000 are kept. Nothing is asked of any network.",
                "地址、计划、写入、失败、触发、时钟偏差和证书，按时间先后排列；保留最近 1000 条。不访问网络。"),
            Examples = [new Example("mooring history nas.example.com --since 7d", new Text("a week of one name", "某个域名一周内的记录"))],
            RunAsync = (context, cancellation) => ShowAsync(context, context.Get(name), context.Get(since), context.Get(limit), cancellation),
        };
        verb.Add(name);
        verb.Add(since);
        verb.Add(limit);
        return verb;
    }

    private static async Task<int> ShowAsync(CommandContext context, string? name, string? since, string? limit, CancellationToken cancellation)
    {
        var (age, most) = Read(since, limit);
        var lines = await context.Workshop.JournalAsync(context.LoadConfiguration(), cancellation);
        var from = age is { } young ? context.Time.GetUtcNow() - young : DateTimeOffset.MinValue;
        ImmutableArray<JournalLine> shown = [.. lines.Where(line => (line.Until ?? line.At) >= from && Concerns(line, name)).TakeLast(most)];
        if (context.Output.IsJson)
        {
            context.Output.Json(json => HistoryOutput.WriteJson(json, shown));
        }
        else if (shown.IsEmpty)
        {
            context.Output.Line(new Text("nothing is remembered of that", "没有相关的历史记录"));
        }
        else
        {
            context.Output.Table(HistoryOutput.Table(shown, context.Language));
        }

        return ExitCode.Done;
    }

    private static bool Concerns(JournalLine line, string? name) =>
        name is null || line.Name == name || (DomainName.TryParse(name, out var known, out _) && line.Name == known.Value);

    private static (TimeSpan? Since, int Limit) Read(string? since, string? limit)
    {
        var problems = new List<Problem>();
        var (age, most) = (TimeSpan.Zero, UsualLimit);
        if (since is not null && !Durations.TryParse(since, out age))
        {
            problems.Add(new Problem(new Text($"'{since}' is not a duration", $"“{since}”不是时长"), new Text("write a number with s, m, h or d (90m, 24h, 7d)", "请写带 s、m、h 或 d 的数字（90m、24h、7d）")) { Key = "--since" });
        }

        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most < 1))
        {
            problems.Add(new Problem(new Text($"'{limit}' is not a number of entries", $"“{limit}”不是条数"), new Text("write a whole number from 1", "请填写不小于 1 的整数")) { Key = "--limit" });
        }

        return problems.Count > 0 ? throw new ProblemsException(problems) : (since is null ? null : age, most);
    }
}
