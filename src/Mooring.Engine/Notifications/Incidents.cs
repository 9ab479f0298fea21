using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Engine.Updating;
using Mooring.Http;

namespace Mooring.Engine.Notifications;

/// <summary>From rounds to messages: one when something begins, one when it ends. Pure.</summary>
/// <param name="host">This machine's name.</param>
/// <param name="language">The reader's.</param>
public sealed class Incidents(string host, Language language)
{
    /// <summary>Under this key the clock is an incident; no entry has it.</summary>
    private const string ClockKey = "clock";

    private const int MostLines = 20;

    /// <summary>The incidents that go on after a round, and what is to be told of it.</summary>
    /// <param name="open">By entry, since when it fails.</param>
    /// <param name="news">The round.</param>
    /// <param name="at">When it ended.</param>
    public (ImmutableDictionary<string, DateTimeOffset> Open, ImmutableArray<Notice> Notices) After(
        ImmutableDictionary<string, DateTimeOffset> open, RoundNews news, DateTimeOffset at)
    {
        var entries = news.Changes.ToLookup(KeyOf, StringComparer.Ordinal);
        var begun = entries.Where(entry => IsFailing(entry) && !open.ContainsKey(entry.Key)).Select(entry => entry.Key).ToArray();
        var ended = entries.Where(entry => !IsFailing(entry) && open.ContainsKey(entry.Key)).Select(entry => entry.Key).ToArray();
        var gone = open.Keys.Where(key => key != ClockKey && !key.StartsWith(CertificateIncidents.Prefix, StringComparison.Ordinal) && news.IsWhole && !entries.Contains(key));

        var notices = ImmutableArray.CreateBuilder<Notice>();
        Add(notices, "changed", Changed(news), news, at);
        Add(notices, "failed", Failed(begun.SelectMany(key => entries[key])), news, at);
        Add(notices, "recovered", Recovered(ended.Select(key => (entries[key].First(), at - open[key]))), news, at);
        var after = open.RemoveRange([.. ended, .. gone]).AddRange(begun.Select(key => KeyValuePair.Create(key, at)));
        return (Clock(after, notices, news, at), notices.ToImmutable());
    }

    /// <summary>The message that tries a target.</summary>
    public Notice Test(DateTimeOffset at) => Make("test", at, new RoundNews([], [], IsWhole: true, IsClockMeasured: false, null), new Story(
        new Text("a trial message", "测试消息"), [new Text("Whoever reads this will be told of changes and failures.", "收到此消息，说明之后的更改和失败都会通知到这里。")]));

    /// <summary>The heartbeat after a round.</summary>
    public Notice Beat(RoundNews news, DateTimeOffset at)
    {
        var failures = news.Changes.Where(change => change.Error is not null).ToArray();
        return failures.Length == 0
            ? Make("up", at, news, new Story(new Text("everything is as wanted", "一切正常"), []))
            : Make("down", at, news, Failed(failures)!);
    }

    private ImmutableDictionary<string, DateTimeOffset> Clock(
        ImmutableDictionary<string, DateTimeOffset> open, ImmutableArray<Notice>.Builder notices, RoundNews news, DateTimeOffset at)
    {
        if (news.Clock is { } wrong && !open.ContainsKey(ClockKey))
        {
            Add(notices, "clock", new Story(new Text("this machine's clock is off", "本机时钟不准"), [wrong]), news, at);
            return open.Add(ClockKey, at);
        }

        if (news is { Clock: null, IsClockMeasured: true } && open.TryGetValue(ClockKey, out var since))
        {
            var span = SpanText.Describe(at - since);
            Add(notices, "clock", new Story(new Text($"this machine's clock is right again after {span.English}", $"本机时钟在 {span.Chinese}后恢复正常"), []), news, at);
            return open.Remove(ClockKey);
        }

        return open;
    }

    private static Story? Changed(RoundNews news)
    {
        var applied = news.Changes.Where(change => change.Outcome == ChangeOutcome.Applied).ToArray();
        return applied.Length == 0 ? null : new Story(
            new Text(applied.Length == 1 ? $"changed: {What(applied[0])}" : $"changed: {applied.Length} records", applied.Length == 1 ? $"已更改：{What(applied[0])}" : $"已更改 {applied.Length} 条记录"),
            [.. applied.Select(change => Text.Same($"{What(change)}: {Values(change)}"))]);
    }

    private static Story? Failed(IEnumerable<Change> changes)
    {
        var failed = changes.Where(change => change.Error is not null).DistinctBy(change => (KeyOf(change), change.Error!.Fault)).ToArray();
        return failed.Length == 0 ? null : new Story(
            failed.Length == 1 ? new Text($"failed: {What(failed[0])}", $"失败：{What(failed[0])}") : new Text($"failed: {failed.Length} sets", $"失败：{failed.Length} 组记录"),
            [.. failed.Select(change => new Text(
                $"{What(change)} ({change.Account}): {change.Error!.Fault}: {change.Error.Message.English}",
                $"{What(change)}（{change.Account}）：{change.Error.Fault}：{change.Error.Message.Chinese}"))]);
    }

    private static Story? Recovered(IEnumerable<(Change Change, TimeSpan After)> ended)
    {
        var lines = ended.Select(one => (What: What(one.Change), Span: SpanText.Describe(one.After))).ToArray();
        return lines.Length == 0 ? null : new Story(
            lines.Length == 1 ? new Text($"works again: {lines[0].What}", $"已恢复：{lines[0].What}") : new Text($"work again: {lines.Length} sets", $"已恢复：{lines.Length} 组记录"),
            [.. lines.Select(line => new Text($"{line.What}: works again after {line.Span.English}", $"{line.What}：{line.Span.Chinese}后恢复"))]);
    }

    private void Add(ImmutableArray<Notice>.Builder notices, string kind, Story? story, RoundNews news, DateTimeOffset at)
    {
        if (story is not null)
        {
            notices.Add(Make(kind, at, news, story));
        }
    }

    private Notice Make(string kind, DateTimeOffset at, RoundNews news, Story story)
    {
        var title = $"Mooring {host}: {story.Title.In(language)}";
        var lines = story.Lines.Take(MostLines).Select(line => line.In(language)).Prepend(title).ToList();
        if (story.Lines.Length > MostLines)
        {
            lines.Add(new Text($"and {story.Lines.Length - MostLines} more", $"另有 {story.Lines.Length - MostLines} 项").In(language));
        }

        return new Notice(kind, at, host, Printable.Of(title), string.Join('\n', lines.Select(Printable.Of)), FamilyStory.Of(news, "A", language), FamilyStory.Of(news, "AAAA", language));
    }

    private static bool IsFailing(IEnumerable<Change> entry) => entry.Any(change => change.Error is not null);

    private static string KeyOf(Change change) => $"{change.Name.Value} {change.Type} {change.Line} {change.Account}";

    private static string What(Change change) => $"{change.Name.Describe()} {change.Type}";

    private static string Values(Change change) => change.Action switch
    {
        ChangeAction.Add => $"+ {string.Join(", ", change.To)}",
        ChangeAction.Delete => $"- {string.Join(", ", change.From)}",
        _ => $"{string.Join(", ", change.From)} -> {string.Join(", ", change.To)}",
    };

    private sealed record Story(Text Title, ImmutableArray<Text> Lines);
}
