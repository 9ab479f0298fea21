using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>Which records of a set a plan may change, decided before anything is planned.</summary>
/// <param name="Ours">May be changed.</param>
/// <param name="Foreign">Never changed.</param>
internal sealed record RecordClaim(ImmutableArray<HostedRecord> Ours, ImmutableArray<HostedRecord> Foreign)
{
    /// <summary>Records of the set that other entries mean by their ids: theirs to change, and as good an answer as any.</summary>
    public ImmutableArray<HostedRecord> Others { get; init; } = [];

    /// <summary>Why nothing may be done, or null.</summary>
    public SetProblem? Problem { get; init; }

    /// <summary>False when the set is right as it stands and belongs to others: nothing is taken over.</summary>
    public bool Takes { get; init; } = true;

    /// <param name="view">The zone.</param>
    /// <param name="set">The set.</param>
    /// <param name="atName">The records at its name.</param>
    /// <param name="meant">Ids by which entries mean records of their sets.</param>
    public static RecordClaim Make(ZoneView view, DesiredSet set, HostedRecord[] atName, HashSet<string> meant)
    {
        // The provider's own records (default NS) are nobody's to count or to change.
        var observed = atName.Where(record => set.Key.Holds(record) && !record.System)
            .OrderBy(record => record.Id, StringComparer.Ordinal).ToImmutableArray();
        var others = observed.RemoveAll(record => record.Id == set.Id || !meant.Contains(record.Id));
        return Make(view, set, observed.RemoveRange(others), others) with { Others = others };
    }

    private static RecordClaim Make(ZoneView view, DesiredSet set, ImmutableArray<HostedRecord> observed, ImmutableArray<HostedRecord> others)
    {
        if (set.Id is { } id)
        {
            return Pinned(view, set, observed, others, id);
        }

        if (set.Mode == SetMode.ByValue)
        {
            var meantOnes = observed.Where(record => Values(set.Wanted).Contains(record.Value)).ToImmutableArray();
            return new RecordClaim(meantOnes, observed.RemoveRange(meantOnes));
        }

        if (set.Mode == SetMode.Own)
        {
            // Ours first: a missing value is to reuse a record that we made before one that others did.
            return new RecordClaim([.. observed.OrderBy(record => !view.Ours.Owns(record))], []);
        }

        var known = new RecordClaim([.. observed.Where(view.Ours.Owns)], [.. observed.Where(record => !view.Ours.Owns(record))]);
        if (set.Mode != SetMode.Adopt || set.Wanted is not Wanted.Present present)
        {
            return known;
        }

        ImmutableArray<RecordValue> values = [.. present.Values.Except(others.Select(record => record.Value))];
        return known.Ours.IsEmpty ? Adopt(set, values, observed) : known.WithLastOne(values);
    }

    private static IReadOnlyCollection<RecordValue> Values(Wanted wanted) => wanted switch
    {
        Wanted.Present present => present.Values,
        Wanted.Absent { Only: { } only } => only,
        _ => [],
    };

    /// <summary>
    /// A foreign record that alone holds all that is wanted will be the set's single one once our stale records are gone;
    /// it is taken over now, rather than in the next round.
    /// </summary>
    private RecordClaim WithLastOne(ImmutableArray<RecordValue> values) =>
        values is [var only] && Foreign is [var last] && last.Value == only && Ours.All(record => record.Value != only)
            ? new RecordClaim(Ours.Add(last), [])
            : this;

    private static RecordClaim Pinned(ZoneView view, DesiredSet set, ImmutableArray<HostedRecord> observed, ImmutableArray<HostedRecord> others, string id)
    {
        var rest = observed.RemoveAll(record => record.Id == id);
        var pinned = view.Records.FirstOrDefault(record => record.Id == id);
        var problem =
            pinned is null && set.Wanted is Wanted.Absent ? null
            : pinned is null ? new SetProblem(ProblemKind.Missing, PlanTexts.NoSuchId(set, id, view.Zone))
            : pinned.System || !set.Key.Holds(pinned) ? new SetProblem(ProblemKind.Policy, PlanTexts.OtherRecordUnderId(set, pinned))
            : set.Wanted is Wanted.Present { Values: [var value] } && pinned.Value != value && rest.AddRange(others).FirstOrDefault(record => record.Enabled && record.Value == value) is { } held
                ? new SetProblem(ProblemKind.Policy, PlanTexts.HeldByAnother(set, pinned, held))
            : null;
        return problem is null && pinned is not null
            ? new RecordClaim([pinned], rest)
            : new RecordClaim([], rest) { Problem = problem };
    }

    private static RecordClaim Adopt(DesiredSet set, ImmutableArray<RecordValue> values, ImmutableArray<HostedRecord> observed)
    {
        if (observed.Length <= 1)
        {
            // Nobody's record is taken over to be deleted.
            return values.IsEmpty ? new RecordClaim([], observed) : new RecordClaim(observed, []);
        }

        var asWanted = observed.All(record => record.Enabled && values.Contains(record.Value))
            && values.All(value => observed.Any(record => record.Value == value));
        return asWanted
            ? new RecordClaim([], observed) { Takes = false }
            : new RecordClaim([], observed) { Problem = new SetProblem(ProblemKind.Policy, PlanTexts.SeveralForeign(set, observed)) };
    }
}
