using System.Net;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Engine.Sources;

/// <summary>Holds back the answers of sources whose address changes back and forth; one object for the life of a configuration.</summary>
/// <param name="time">The clock.</param>
public sealed class FlapDamping(TimeProvider time)
{
    private const int MostListed = 4;

    private readonly long began = time.GetTimestamp();
    private readonly Dictionary<string, AnswerHistory> histories = new(StringComparer.Ordinal);

    /// <summary>How long until some hold is over, after which the source is to be asked again; null when none is.</summary>
    public TimeSpan? NextEnd => histories.Values.Where(history => history.IsHeld)
        .Min(history => (TimeSpan?)(history.HeldUntil > Now ? history.HeldUntil - Now : TimeSpan.Zero));

    /// <summary>The answers as far as they may be believed now. A source that could not tell is no change of its address.</summary>
    public IReadOnlyList<NamedAnswer> Judge(IEnumerable<NamedAnswer> answers) => [.. answers.Select(Judge)];

    private TimeSpan Now => time.GetElapsedTime(began);

    private NamedAnswer Judge(NamedAnswer named)
    {
        var now = Now;
        if (named.Answer.Value is not { } told)
        {
            EndHold(named.Source, now);
            return named;
        }

        var history = Flapping.With(histories.GetValueOrDefault(named.Source, AnswerHistory.Empty), told, now);
        histories[named.Source] = history;
        return history.HoldLength > TimeSpan.Zero ? named with { Answer = Unsteady(named.Answer, history, now) }
            : Flapping.Turns(history, now) is > 0 and var turns ? named with { Answer = named.Answer with { Unsteady = TakingTurns(history, turns) } }
            : named;
    }

    /// <summary>A hold ends in its time even where no address is told any more: there is nothing to wait for then.</summary>
    private void EndHold(string source, TimeSpan now)
    {
        if (histories.TryGetValue(source, out var history) && history.IsHeld && now >= history.HeldUntil)
        {
            histories[source] = history with { IsHeld = false };
        }
    }

    private SourceAnswer Unsteady(SourceAnswer answer, AnswerHistory history, TimeSpan now)
    {
        var why = Describe(history, time.GetLocalNow() + (history.HeldUntil - now), now);
        return history.IsHeld ? SourceAnswer.Held(why, answer.Refused) : answer with { Unsteady = why };
    }

    private static Text Describe(AnswerHistory history, DateTimeOffset until, TimeSpan now)
    {
        var listed = Listed(history.Changes.Where((_, i) => i + 1 == history.Changes.Length || history.Changes[i + 1].At > now - Flapping.Window));
        var (times, span) = (Flapping.Returns(history, now), SpanText.Describe(Flapping.Window));
        return new Text(
            $"the address changes back and forth between {listed}: {times} times in {span.English}; held until {until:HH:mm:ss}, and what is published stays meanwhile. "
            + "See to the link, or to what sets the address; where several uplinks take turns, bind to one with `source: interface`",
            $"地址在 {listed} 之间来回变化：{span.Chinese}内 {times} 次；暂停更新至 {until:HH:mm:ss}，其间保持已发布的内容。请检查线路，或检查是什么在更改地址；若有多个轮流使用的出口，请用 `source: interface` 绑定其中一个");
    }

    private static Text TakingTurns(AnswerHistory history, int times)
    {
        var (listed, span) = (Listed(history.Changes), SpanText.Describe(Flapping.SlowWindow));
        return new Text(
            $"addresses take turns: {listed}, {times} times in {span.English}; each is published when its turn comes, and caches keep the other for a while. "
            + "Where several uplinks take turns, bind to one with `source: interface`, or publish both with a source for each",
            $"地址轮流变化：{listed}，{span.Chinese}内 {times} 次；每次变化都会发布，但缓存会在一段时间内保留旧地址。"
            + "若有多个轮流使用的出口，请用 `source: interface` 绑定其中一个，或为每个出口设一个来源、一并发布");
    }

    private static string Listed(IEnumerable<(IPAddress Address, TimeSpan At)> changes)
    {
        IPAddress[] addresses = [.. changes.Select(change => change.Address).Distinct()];
        return string.Join(", ", addresses.Take(MostListed)) + (addresses.Length > MostListed ? ", ..." : "");
    }
}
