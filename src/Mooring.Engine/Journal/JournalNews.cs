using System.Collections.Immutable;
using System.Globalization;
using Mooring.Core.Addresses;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Journal;

/// <summary>From a round to the lines that it adds to the journal. Pure.</summary>
internal static class JournalNews
{
    /// <summary>Measurements that differ by less are the same offset.</summary>
    private static readonly TimeSpan OffsetNews = TimeSpan.FromMinutes(1);

    /// <summary>What a clock cannot be off by: a file that somebody edited says so, or says that it is no number.</summary>
    private const double MostSeconds = 1e11;

    /// <summary>A failure that comes back later than this is another one.</summary>
    private static readonly TimeSpan SameFailure = TimeSpan.FromHours(2);

    /// <summary>All lines after the round; null when it brings no news.</summary>
    public static ImmutableArray<JournalLine>? Of(ImmutableArray<JournalLine> before, RoundFacts facts, DateTimeOffset at)
    {
        var lines = before.ToBuilder();
        lines.AddRange(Triggers(facts, at).Concat(Addresses(before, facts, at)).Concat(Offsets(before, facts, at)).Concat(Plans(facts, at)));
        var changed = lines.Count > before.Length;
        foreach (var line in facts.Outcome.Changes
            .Where(change => change.Outcome is ChangeOutcome.Applied or ChangeOutcome.Failed).Select(change => JournalLine.Of(at, change)))
        {
            changed = true;
            Add(lines, line);
        }

        return changed ? lines.ToImmutable() : null;
    }

    /// <summary>All lines after one more.</summary>
    public static ImmutableArray<JournalLine> With(ImmutableArray<JournalLine> before, JournalLine line)
    {
        var lines = before.ToBuilder();
        Add(lines, line);
        return lines.ToImmutable();
    }

    /// <summary>A failure that repeats the last line of its set only counts further: hours of one outage are one line.</summary>
    private static void Add(ImmutableArray<JournalLine>.Builder lines, JournalLine line)
    {
        var last = -1;
        for (var i = lines.Count - 1; i >= 0 && last < 0; i--)
        {
            last = Set(lines[i]) == Set(line) ? i : -1;
        }

        if (line.IsFailure && last >= 0 && lines[last] is var before && IsRepeated(before, line))
        {
            lines[last] = before with { Until = line.At, Times = (before.Times ?? 1) + 1, RequestId = line.RequestId };
            return;
        }

        lines.Add(line);
    }

    private static bool IsRepeated(JournalLine before, JournalLine line) =>
        before with { At = line.At, RequestId = line.RequestId, Until = null, Times = null } == line
        && line.At - (before.Until ?? before.At) is var since && since >= TimeSpan.Zero && since < SameFailure;

    private static (string?, string?, string?, string?, string) Set(JournalLine line) =>
        (line.Account, line.Name, line.Type, line.Line, line.Sort == JournalKind.Failure ? JournalKind.Write : line.Sort);

    private static IEnumerable<JournalLine> Triggers(RoundFacts facts, DateTimeOffset at) =>
        facts.Trigger is { } why ? [new JournalLine(at, To: why, Kind: JournalKind.Trigger)] : [];

    private static IEnumerable<JournalLine> Addresses(ImmutableArray<JournalLine> before, RoundFacts facts, DateTimeOffset at)
    {
        foreach (var answer in facts.Addresses)
        {
            var (last, now) = (Last(before, JournalKind.Address, answer.Source)?.To, answer.Answer.Value?.ToString());
            if (now != last)
            {
                yield return new JournalLine(at, Name: answer.Source, Type: answer.Family.Word(), From: last, To: now, Kind: JournalKind.Address);
            }
        }
    }

    private static IEnumerable<JournalLine> Offsets(ImmutableArray<JournalLine> before, RoundFacts facts, DateTimeOffset at)
    {
        foreach (var (peer, measured) in facts.Offsets)
        {
            var last = Last(before, JournalKind.Offset, peer)?.To;
            var known = double.TryParse(last, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < MostSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
            if (measured is { } offset && (last is null ? offset.Duration() >= OffsetNews : (offset - known).Duration() >= OffsetNews))
            {
                yield return new JournalLine(
                    at, Name: peer, From: last, To: offset.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), Kind: JournalKind.Offset);
            }
        }
    }

    /// <summary>A plan is told where it holds several writes, which stand together then; one alone is its own plan.</summary>
    private static IEnumerable<JournalLine> Plans(RoundFacts facts, DateTimeOffset at)
    {
        var writes = facts.Outcome.Changes.Where(change => change.Action is ChangeAction.Add or ChangeAction.Update or ChangeAction.Delete).ToArray();
        int Count(ChangeAction action) => writes.Count(change => change.Action == action);
        return writes.Length < 2 || writes.All(change => change.Outcome == ChangeOutcome.Failed) ? [] :
        [
            new JournalLine(
                at,
                To: $"add {Count(ChangeAction.Add)}, update {Count(ChangeAction.Update)}, delete {Count(ChangeAction.Delete)}",
                Kind: JournalKind.Plan),
        ];
    }

    private static JournalLine? Last(ImmutableArray<JournalLine> lines, string kind, string name) =>
        lines.LastOrDefault(line => line.Sort == kind && line.Name == name);
}
