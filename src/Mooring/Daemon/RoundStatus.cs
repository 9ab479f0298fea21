using Mooring.Core;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Daemon;

/// <summary>How things stand after a round, in a few words. Pure.</summary>
internal static class RoundStatus
{
    /// <summary>The words, on one line.</summary>
    public static Text Of(RoundReport report)
    {
        var entries = report.Outcome.Changes.GroupBy(change => (change.Name, change.Type, change.Line, change.Account)).ToArray();
        var wrong = entries.Where(entry => entry.Any(change => change.Outcome is ChangeOutcome.Failed or ChangeOutcome.Skipped)).ToArray();
        if (wrong.Length == 0)
        {
            return new Text($"{entries.Length} as wanted", $"{entries.Length} 项符合期望");
        }

        var (name, type, _, _) = wrong[0].Key;
        var more = wrong.Length > 1 ? "…" : "";
        return new Text(
            $"{wrong.Length} of {entries.Length} not as wanted: {name.Describe()} {type}{more}",
            $"{entries.Length} 项中有 {wrong.Length} 项不符合期望：{name.Describe()} {type}{more}");
    }
}
