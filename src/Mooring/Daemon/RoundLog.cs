using Microsoft.Extensions.Logging;
using Mooring.Core;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Daemon;

/// <summary>Tells each thing once: what was written, what began to fail, what works again.</summary>
internal sealed partial class RoundLog(ILogger log, Language language)
{
    private static readonly Paint Plain = new(enabled: false);
    private readonly ClockLog clock = new(log, language);
    private HashSet<string> failing = new(StringComparer.Ordinal);
    private HashSet<string> noted = new(StringComparer.Ordinal);

    /// <summary>Logs a round.</summary>
    public void Write(RoundReport report)
    {
        foreach (var change in report.Outcome.Changes.Where(change => change.Outcome == ChangeOutcome.Applied))
        {
            Wrote(log, Line(change));
        }

        var failures = report.Outcome.Changes.Where(change => change.Error is not null)
            .GroupBy(Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => Line(group.First()), StringComparer.Ordinal);
        foreach (var (key, line) in failures.Where(failure => !failing.Contains(failure.Key)))
        {
            Failed(log, line);
        }

        foreach (var key in failing.Except(failures.Keys, StringComparer.Ordinal))
        {
            Mended(log, key);
        }

        failing = failures.Keys.ToHashSet(StringComparer.Ordinal);
        WriteNotes([.. report.Outcome.Notes.Select(note => note.In(language))]);
        clock.Write(report.ClockOffsets, report.Clock);
        Done(log, report.Outcome.Changes.Length, report.ApiCalls);
    }

    private void WriteNotes(HashSet<string> notes)
    {
        foreach (var note in notes.Except(noted, StringComparer.Ordinal))
        {
            Noted(log, note);
        }

        noted = notes;
    }

    private static string Key(Change change) =>
        $"{change.Name.Describe()} {change.Type} ({change.Error?.Fault}, {change.Account}, {change.Line})";

    private string Line(Change change) => ChangeText.Describe(change, Plain).In(language).Replace("\n    ", " ", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Change}")]
    private static partial void Wrote(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Change}")]
    private static partial void Failed(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Information, Message = "works again: {Change}")]
    private static partial void Mended(ILogger logger, string change);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Note}")]
    private static partial void Noted(ILogger logger, string note);

    [LoggerMessage(Level = LogLevel.Debug, Message = "round done: {Lines} lines, {Calls} API calls")]
    private static partial void Done(ILogger logger, int lines, long calls);
}
