using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Rounds;

/// <summary>Everything a round has to tell.</summary>
/// <param name="Outcome">The changes.</param>
/// <param name="Addresses">What the sources said.</param>
/// <param name="ApiCalls">HTTP requests sent to providers, retries included.</param>
/// <param name="ClockOffsets">By provider, the provider's clock minus this machine's; null where not measured.</param>
/// <param name="Clock">What to tell of this machine's clock; null while it is good enough.</param>
/// <param name="IsPlan">Whether nothing was written, only planned.</param>
internal sealed record RoundReport(
    RoundOutcome Outcome,
    IReadOnlyList<NamedAnswer> Addresses,
    long ApiCalls,
    IReadOnlyDictionary<string, TimeSpan?> ClockOffsets,
    Text? Clock,
    bool IsPlan = false)
{
    /// <summary>Whether every entry of the configuration took part; false after a round of what this machine alone can tell.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The accounts that are left alone for a while.</summary>
    public IReadOnlyCollection<string> Resting { get; init; } = [];

    /// <summary>The report with more to tell.</summary>
    public RoundReport With(ImmutableArray<Text> notes) => this with { Outcome = Outcome with { Notes = [.. Outcome.Notes.Concat(notes).Distinct()] } };
}

/// <summary>Entries counted by outcome; in a plan, by what would be done.</summary>
internal sealed record RoundSummary(int Added, int Updated, int Deleted, int Unchanged, int Skipped, int Failed)
{
    /// <summary>The summary of an outcome.</summary>
    public static RoundSummary Of(RoundOutcome outcome)
    {
        int Written(ChangeAction action) => outcome.Changes.Count(change =>
            change.Action == action && change.Outcome is (ChangeOutcome.Applied or ChangeOutcome.Planned));
        int Left(ChangeOutcome left) => outcome.Changes.Count(change => change.Outcome == left);
        return new RoundSummary(
            Written(ChangeAction.Add), Written(ChangeAction.Update), Written(ChangeAction.Delete),
            Left(ChangeOutcome.Unchanged), Left(ChangeOutcome.Skipped), Left(ChangeOutcome.Failed));
    }
}
