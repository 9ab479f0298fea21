using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Daemon;

/// <summary>Tells each thing once: what was written, what began to fail, what works again.</summary>
/// <param name="log">Where to tell.</param>
internal sealed class RoundLog(SpokenLog log)
{
    private static readonly Paint Plain = new(enabled: false);
    private readonly ClockLog clock = new(log);
    private readonly SteadyLog steady = new(log);
    private readonly Dictionary<(DomainName Name, RecordType Type, string Line, string Account), ImmutableHashSet<string>> failing = [];
    private HashSet<Text> noted = [];
    private bool told;

    /// <summary>Where it tells.</summary>
    public SpokenLog Spoken => log;

    /// <summary>The names of which something fails or is left alone now, as was told.</summary>
    public IEnumerable<DomainName> Failing => failing.Keys.Select(entry => entry.Name);

    /// <summary>The sources whose address changes to and fro now, as was told.</summary>
    public IReadOnlySet<string> Unsteady => steady.Unsteady;

    /// <summary>Logs a round.</summary>
    public void Write(RoundReport report)
    {
        told = false;
        steady.Write(report.Addresses);
        foreach (var change in report.Outcome.Changes.Where(change => change.Outcome == ChangeOutcome.Applied))
        {
            told = true;
            log.Say(LogLevel.Information, Line(change));
        }

        var entries = report.Outcome.Changes.ToLookup(Entry);
        foreach (var entry in entries)
        {
            WriteFaults(entry.Key, [.. entry.Where(change => change.Error is not null).DistinctBy(change => change.Error!.Fault, StringComparer.Ordinal)]);
        }

        // What is no longer in the configuration neither fails nor works.
        foreach (var gone in failing.Keys.Where(entry => report.IsWhole && !entries.Contains(entry)).ToArray())
        {
            failing.Remove(gone);
        }

        WriteNotes([.. report.Outcome.Notes], report.IsWhole);
        clock.Write(report.ClockOffsets, report.Clock);
        log.Note(report.Outcome.Changes.Length, report.ApiCalls);
        if (report.Outcome.IsPartial)
        {
            // Told of again only with something new, as every other line.
            log.Say(told ? LogLevel.Warning : LogLevel.Debug, Partly(report.Outcome));
        }
    }

    private void WriteFaults((DomainName Name, RecordType Type, string Line, string Account) entry, Change[] failures)
    {
        if (failures.Length > 0 && failures.All(failure => failure.Error!.IsHeld))
        {
            // Told of its source; the set itself neither fails nor works again.
            return;
        }

        var before = failing.GetValueOrDefault(entry, []);
        foreach (var failure in failures.Where(failure => !before.Contains(failure.Error!.Fault)))
        {
            told = true;
            log.Say(LogLevel.Warning, Line(failure));
        }

        if (failures.Length > 0)
        {
            failing[entry] = [.. failures.Select(failure => failure.Error!.Fault)];
        }
        else if (failing.Remove(entry))
        {
            var which = $"{entry.Name.Describe()} {entry.Type}";
            log.Say(LogLevel.Information, new Text($"works again: {which} ({entry.Account}, {entry.Line})", $"已恢复：{which}（{entry.Account}，{entry.Line}）"));
        }
    }

    private void WriteNotes(HashSet<Text> notes, bool whole)
    {
        foreach (var note in notes.Except(noted))
        {
            log.Say(LogLevel.Warning, note);
        }

        noted = whole ? notes : [.. noted, .. notes];
    }

    private static (DomainName Name, RecordType Type, string Line, string Account) Entry(Change change) =>
        (change.Name, change.Type, change.Line, change.Account);

    private static Text Line(Change change)
    {
        var line = ChangeText.Describe(change, Plain);
        return new Text(OnOneLine(line.English), OnOneLine(line.Chinese));
    }

    private static string OnOneLine(string text) => text.Replace("\n    ", " ", StringComparison.Ordinal);

    private static Text Partly(RoundOutcome outcome)
    {
        var failed = outcome.Changes.Count(change => change.Outcome is ChangeOutcome.Failed or ChangeOutcome.Skipped);
        return new Text(
            $"partial: {failed} of {outcome.Changes.Length} failed or were left alone, the rest was done",
            $"部分完成：{outcome.Changes.Length} 项中有 {failed} 项失败或未处理，其余已完成");
    }
}
