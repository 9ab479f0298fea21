using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>Which records of a set a plan may change, decided before anything is planned.</summary>
/// <param name="Ours">May be changed.</param>
/// <param name="Foreign">Never changed.</param>
internal sealed record RecordClaim(ImmutableArray<HostedRecord> Ours, ImmutableArray<HostedRecord> Foreign)
{
    /// <summary>Why nothing may be done, or null.</summary>
    public SetProblem? Problem { get; init; }

    /// <summary>False when the set is right as it stands and belongs to others: nothing is taken over.</summary>
    public bool Takes { get; init; } = true;

    public static RecordClaim Make(ZoneView view, DesiredSet set, HostedRecord[] atName)
    {
        // The provider's own records (default NS) are nobody's to count or to change.
        var observed = atName.Where(record => set.Key.Holds(record) && !record.System)
            .OrderBy(record => record.Id, StringComparer.Ordinal).ToImmutableArray();
        if (set.Id is { } id)
        {
            return Pinned(view, set, observed, id);
        }

        if (set.Mode == SetMode.Own)
        {
            return new RecordClaim(observed, []);
        }

        var known = new RecordClaim([.. observed.Where(view.Ours.Owns)], [.. observed.Where(record => !view.Ours.Owns(record))]);
        return set.Mode == SetMode.Adopt && set.Wanted is Wanted.Present present
            ? known.Ours.IsEmpty ? Adopt(set, observed) : known.WithLastOne(present.Values)
            : known;
    }

    /// <summary>
    /// A foreign record that alone holds all that is wanted will be the set's single one once our stale records are gone;
    /// it is taken over now, rather than in the next round.
    /// </summary>
    private RecordClaim WithLastOne(ImmutableArray<RecordValue> values) =>
        values is [var only] && Foreign is [var last] && last.Value == only && Ours.All(record => record.Value != only)
            ? new RecordClaim(Ours.Add(last), [])
            : this;

    private static RecordClaim Pinned(ZoneView view, DesiredSet set, ImmutableArray<HostedRecord> observed, string id)
    {
        var rest = observed.RemoveAll(record => record.Id == id);
        var pinned = view.Records.FirstOrDefault(record => record.Id == id);
        var problem =
            pinned is null && set.Wanted is Wanted.Absent ? null
            : pinned is null ? new SetProblem(ProblemKind.Missing, PlanTexts.NoSuchId(set, id, view.Zone))
            : pinned.System || !set.Key.Holds(pinned) ? new SetProblem(ProblemKind.Policy, PlanTexts.OtherRecordUnderId(set, pinned))
            : null;
        return problem is null && pinned is not null
            ? new RecordClaim([pinned], rest)
            : new RecordClaim([], rest) { Problem = problem };
    }

    private static RecordClaim Adopt(DesiredSet set, ImmutableArray<HostedRecord> observed)
    {
        if (observed.Length <= 1)
        {
            return new RecordClaim(observed, []);
        }

        var asWanted = set.Wanted is Wanted.Present present
            && observed.All(record => record.Enabled && present.Values.Contains(record.Value))
            && present.Values.All(value => observed.Any(record => record.Value == value));
        return asWanted
            ? new RecordClaim([], observed) { Takes = false }
            : new RecordClaim([], observed) { Problem = new SetProblem(ProblemKind.Policy, PlanTexts.SeveralForeign(set, observed)) };
    }
}
