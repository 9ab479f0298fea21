using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>Decides what to write so that a zone's sets become what is wanted. Pure: values in, values out.</summary>
/// <remarks>
/// Unknown never deletes; foreign records are never changed; an update goes before an addition and an addition before a
/// deletion, so that no step leaves a name without an answer it had; what is right already is not written.
/// </remarks>
public static class Planner
{
    /// <summary>Plans every desired set of a zone.</summary>
    /// <param name="view">The zone as it is. It must come from a complete listing: a failed one is no empty one.</param>
    /// <param name="desired">The sets; no two with the same key.</param>
    public static ZonePlan Plan(ZoneView view, IEnumerable<DesiredSet> desired)
    {
        // A set that is explicitly removed goes first, since a CNAME and other types exclude each other. Of the entries of one set,
        // those that mean a record by its id go first: what they make of it is what the others find.
        var ordered = desired
            .OrderBy(set => set.Key.Owner)
            .ThenBy(set => set.Wanted is Wanted.Absent ? 0 : 1)
            .ThenBy(set => set.Key.Type.Name, StringComparer.Ordinal)
            .ThenBy(set => set.Key.Line.Code, StringComparer.Ordinal)
            .ThenBy(set => set.Id is null ? 1 : 0)
            .ToArray();
        var byOwner = view.Records.ToLookup(record => record.Owner);
        var byId = view.Records.ToLookup(record => record.Id, StringComparer.Ordinal);
        var meant = ordered.Where(set => set.Id is not null && byId[set.Id].Any(set.Key.Holds)).Select(set => set.Id!).ToHashSet(StringComparer.Ordinal);
        var plans = ordered.GroupBy(set => set.Key.Owner).SelectMany(sets => PlanName(view, [.. sets], [.. byOwner[sets.Key]], meant));
        return new ZonePlan(view.Zone, [.. plans]);
    }

    /// <summary>
    /// Plans the sets of one name. What makes room for a set goes only if that set will be written: the name would be left without an
    /// answer. A removal that is held back may stand in the way of further sets, for which others make room; so until none is new.
    /// </summary>
    private static ImmutableArray<SetPlan> PlanName(ZoneView view, ImmutableArray<DesiredSet> sets, HostedRecord[] records, HashSet<string> meant)
    {
        var held = ImmutableDictionary.Create<DesiredSet, SetPlan>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            var plans = PlanOnce(view, sets, records, meant, held);
            var more = plans.Where(plan => !held.ContainsKey(plan.Set))
                .Select(plan => (plan.Set, Unwritten: plans.FirstOrDefault(other => PlanRules.MakesRoom(plan, other, view.Zone) && !WillBeWritten(other))))
                .Where(pair => pair.Unwritten is not null).ToArray();
            if (more.Length == 0)
            {
                return plans;
            }

            held = held.AddRange(more.Select(pair => KeyValuePair.Create(pair.Set, pair.Unwritten!)));
        }
    }

    private static bool WillBeWritten(SetPlan plan) => plan.Problem is null;

    /// <param name="view">The zone.</param>
    /// <param name="sets">The sets of one name, in order.</param>
    /// <param name="records">The records there.</param>
    /// <param name="meant">Ids by which entries mean records of their sets.</param>
    /// <param name="held">Sets whose removal is held back, each with the plan of the set that will not be written.</param>
    private static ImmutableArray<SetPlan> PlanOnce(
        ZoneView view, ImmutableArray<DesiredSet> sets, HostedRecord[] records, HashSet<string> meant, ImmutableDictionary<DesiredSet, SetPlan> held)
    {
        var written = new Dictionary<string, HostedRecord?>(StringComparer.Ordinal);
        var plans = ImmutableArray.CreateBuilder<SetPlan>();
        foreach (var set in sets)
        {
            var atName = records.Select(record => written.GetValueOrDefault(record.Id, record)).OfType<HostedRecord>().ToArray();
            var plan = SetPlanner.Plan(view, set, atName, meant);
            if (held.GetValueOrDefault(set) is { } unwritten)
            {
                plan = PlanRules.HeldBack(plan, unwritten);
            }
            else if (held.Values.FirstOrDefault(cause => ReferenceEquals(cause.Set, set)) is { } cause)
            {
                // Why it cannot be written was found before what was to make room came in its way.
                plan = plan with { Problem = cause.Problem };
            }

            foreach (var step in plan.Steps)
            {
                Foresee(written, step);
            }

            plans.Add(plan);
        }

        return plans.ToImmutable();
    }

    /// <summary>A record as it will be when the sets after this one are written; null for one that goes.</summary>
    private static void Foresee(Dictionary<string, HostedRecord?> written, RecordStep step)
    {
        switch (step)
        {
            case RecordStep.Update update:
                written[update.Observed.Id] = update.Observed with { Value = update.Content.Value, Ttl = update.Content.Ttl };
                break;
            case RecordStep.Delete delete:
                written[delete.Observed.Id] = null;
                break;
        }
    }
}
