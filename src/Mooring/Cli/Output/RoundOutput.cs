using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>Tells of a finished round and turns it into an exit code.</summary>
internal static class RoundOutput
{
    /// <summary>Notes and the clock's warning on standard error, the report on standard output.</summary>
    public static void Write(CommandContext context, RoundReport report)
    {
        foreach (var note in report.Outcome.Notes)
        {
            context.Note(note);
        }

        if (report.Clock is { } warning)
        {
            context.Warn(warning);
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(json => OutcomeJson.Write(json, report, context.Language));
        }
        else
        {
            OutcomeText.Write(context.Output, report);
        }
    }

    /// <summary>The exit code of the contract.</summary>
    /// <param name="report">The round.</param>
    /// <param name="detailed">Whether changes have a code of their own.</param>
    public static int Code(RoundReport report, bool detailed = false) =>
        report.Outcome.NothingRead ? ExitCode.Unreachable
        : report.Outcome.HasFailures ? ExitCode.Partial
        : detailed && report.Outcome.HasChanges ? ExitCode.Changes
        : ExitCode.Done;
}
