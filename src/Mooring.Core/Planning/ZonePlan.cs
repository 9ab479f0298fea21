using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>What is known of a zone when a plan is made.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Records">Every record of it, from one complete listing.</param>
/// <param name="Ours">Which of them are ours.</param>
/// <param name="MinimumTtl">The lowest TTL its edition takes, once learned; else null.</param>
public sealed record ZoneView(HostedZone Zone, IReadOnlyList<HostedRecord> Records, Ownership Ours, Ttl? MinimumTtl = null);

/// <summary>One write.</summary>
public abstract record RecordStep
{
    private RecordStep()
    {
    }

    /// <summary>Makes a record.</summary>
    /// <param name="Content">What it shall be.</param>
    public sealed record Add(RecordContent Content) : RecordStep;

    /// <summary>Changes a record of ours; its id stays and the name is never dark.</summary>
    /// <param name="Observed">What it is.</param>
    /// <param name="Content">What it shall be.</param>
    public sealed record Update(HostedRecord Observed, RecordContent Content) : RecordStep;

    /// <summary>Removes a record of ours.</summary>
    /// <param name="Observed">What it is.</param>
    public sealed record Delete(HostedRecord Observed) : RecordStep;
}

/// <summary>Why a set is not, or not wholly, as wanted after the plan.</summary>
public enum ProblemKind
{
    /// <summary>A source could not tell the address.</summary>
    Source,

    /// <summary>A rule forbids the change; the text names the setting that goes on.</summary>
    Policy,

    /// <summary>A record is missing and may not be created, or the pinned one does not exist.</summary>
    Missing,
}

/// <summary>A reason with its text.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Why">What is the matter, and the mend.</param>
/// <param name="IsHeld">Whether it is held back on purpose, until an address is steady.</param>
public sealed record SetProblem(ProblemKind Kind, Text Why, bool IsHeld = false);

/// <summary>What shall happen to one set, and why.</summary>
public sealed record SetPlan
{
    /// <summary>The set.</summary>
    public required DesiredSet Set { get; init; }

    /// <summary>The writes in the order they shall happen: updates, additions, deletions.</summary>
    public ImmutableArray<RecordStep> Steps { get; init; } = [];

    /// <summary>What stands between the set and what is wanted, beside the steps; null when nothing does.</summary>
    public SetProblem? Problem { get; init; }

    /// <summary>Records that are ours from now on, whether they are written or already right.</summary>
    public ImmutableArray<HostedRecord> Ours { get; init; } = [];

    /// <summary>Records of the set that are not ours: reported, never touched.</summary>
    public ImmutableArray<HostedRecord> Foreign { get; init; } = [];

    /// <summary>Things to tell that are no problem: a raised TTL, foreign records left alone.</summary>
    public ImmutableArray<Text> Notes { get; init; } = [];
}

/// <summary>What shall happen in one zone.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Sets">One plan for every desired set, in the order of application.</param>
public sealed record ZonePlan(HostedZone Zone, ImmutableArray<SetPlan> Sets)
{
    /// <summary>Whether nothing is to be written.</summary>
    public bool IsEmpty => Sets.All(set => set.Steps.IsEmpty);
}
