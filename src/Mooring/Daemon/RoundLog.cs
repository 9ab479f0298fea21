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
internal sealed partial class RoundLog(ILogger log, Language language)
{
    private static readonly Paint Plain = new(enabled: false);
    private readonly ClockLog clock = new(log, language);
    private readonly Dictionary<(DomainName Name, RecordType Type, string Line, string Account), ImmutableHashSet<string>> failing = [];
    private HashSet<string> noted = new(StringComparer.Ordinal);
    private bool told;

    /// <summary>Logs a round.</summary>
    public void Write(RoundReport report)
    {
        told = false;
        foreach (var change in report.Outcome.Changes.Where(change => change.Outcome == ChangeOutcome.Applied))
        {
            told = true;
            Wrote(log, Line(change));
        }

        var entries = report.Outcome.Changes.ToLookup(Entry);
        foreach (var entry in entries)
        {
            WriteFaults(entry.Key, [.. entry.Where(change => change.Error is not null).DistinctBy(change => change.Error!.Fault, StringComparer.Ordinal)]);
        }

        // What is no longer in the configuration neither fails nor works.
        foreach (var gone in failing.Keys.Where(entry => !entries.Contains(entry)).ToArray())
        {
            failing.Remove(gone);
        }

        WriteNotes([.. report.Outcome.Notes.Select(note => note.In(language))]);
        clock.Write(report.ClockOffsets, report.Clock);
        Done(log, report.Outcome.Changes.Length, report.ApiCalls);
        if (report.Outcome.IsPartial)
        {
            // Told of again only with something new, as every other line.
            Partial(log, told ? LogLevel.Warning : LogLevel.Debug, Partly(report.Outcome).In(language));
        }
    }

    private void WriteFaults((DomainName Name, RecordType Type, string Line, string Account) entry, Change[] failures)
    {
        var before = failing.GetValueOrDefault(entry, []);
        foreach (var failure in failures.Where(failure => !before.Contains(failure.Error!.Fault)))
        {
            told = true;
            Failed(log, Line(failure));
        }

        if (failures.Length > 0)
        {
            failing[entry] = [.. failures.Select(failure => failure.Error!.Fault)];
        }
        else if (failing.Remove(entry))
        {
            Mended(log, $"{entry.Name.Describe()} {entry.Type} ({entry.Account}, {entry.Line})");
        }
    }

    private void WriteNotes(HashSet<string> notes)
    {
        foreach (var note in notes.Except(noted, StringComparer.Ordinal))
        {
            Noted(log, note);
        }

        noted = notes;
    }

    private static (DomainName Name, RecordType Type, string Line, string Account) Entry(Change change) =>
        (change.Name, change.Type, change.Line, change.Account);

    private string Line(Change change) => ChangeText.Describe(change, Plain).In(language).Replace("\n    ", " ", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Change}")]
    private static partial void Wrote(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Change}")]
    private static partial void Failed(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Information, Message = "works again: {Change}")]
    private static partial void Mended(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private static partial void Noted(ILogger logger, string note);

    private static Text Partly(RoundOutcome outcome)
    {
        var failed = outcome.Changes.Count(change => change.Outcome is ChangeOutcome.Failed or ChangeOutcome.Skipped);
        return new Text(
            $"partial: {failed} of {outcome.Changes.Length} failed or were left alone, the rest was done",
            $"部分完成：{outcome.Changes.Length} 项中有 {failed} 项失败或未处理，其余已完成");
    }

    [LoggerMessage(Message = "{Outcome}")]
    private static partial void Partial(ILogger logger, LogLevel level, string outcome);

    [LoggerMessage(Level = LogLevel.Debug, Message = "round done: {Lines} lines, {Calls} API calls")]
    private static partial void Done(ILogger logger, int lines, long calls);
}
