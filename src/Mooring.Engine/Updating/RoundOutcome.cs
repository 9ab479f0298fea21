using System.Collections.Immutable;
using Mooring.Core;

namespace Mooring.Engine.Updating;

/// <summary>What a round did, or would do.</summary>
/// <param name="Changes">A line for every record written and every set that needs no write, in a stable order.</param>
/// <param name="Notes">Things to tell that are no failure.</param>
/// <param name="NothingRead">Whether no set could be read at all, because every account was refused or unreachable.</param>
public sealed record RoundOutcome(ImmutableArray<Change> Changes, ImmutableArray<Text> Notes, bool NothingRead)
{
    /// <summary>Whether some set failed, was refused, is missing, or has no known address.</summary>
    public bool HasFailures => Changes.Any(change => change.Outcome is ChangeOutcome.Failed or ChangeOutcome.Skipped);

    /// <summary>Whether some set failed although others are as wanted now: nothing that fails stops the others.</summary>
    public bool IsPartial => HasFailures && Changes.Any(change => change.Outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged);

    /// <summary>Whether something was, or would be, written.</summary>
    public bool HasChanges => Changes.Any(change => change.Outcome is ChangeOutcome.Applied or ChangeOutcome.Planned);
}
