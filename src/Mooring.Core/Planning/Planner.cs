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
        var written = new Dictionary<string, HostedRecord?>(StringComparer.Ordinal);
        var plans = ImmutableArray.CreateBuilder<SetPlan>();
        foreach (var set in ordered)
        {
            var atName = byOwner[set.Key.Owner].Select(record => written.GetValueOrDefault(record.Id, record)).OfType<HostedRecord>().ToArray();
            var plan = PlanSet(view, set, atName, meant);
            foreach (var step in plan.Steps)
            {
                Foresee(written, step);
            }

            plans.Add(plan);
        }

        return new ZonePlan(view.Zone, plans.ToImmutable());
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

    private static SetPlan PlanSet(ZoneView view, DesiredSet set, HostedRecord[] atName, HashSet<string> meant)
    {
        if (set.Wanted is Wanted.Unknown unknown)
        {
            return new SetPlan { Set = set, Problem = new SetProblem(ProblemKind.Source, unknown.Why) };
        }

        var claim = RecordClaim.Make(view, set, atName, meant);
        if (claim.Problem is not null)
        {
            return new SetPlan { Set = set, Problem = claim.Problem, Foreign = claim.Foreign };
        }

        return set.Wanted is Wanted.Present present
            ? PlanPresent(view, set, present.Values, claim, atName)
            : PlanAbsent(view, set, ((Wanted.Absent)set.Wanted).Only, claim, atName);
    }

    private static SetPlan PlanAbsent(ZoneView view, DesiredSet set, IReadOnlyCollection<RecordValue>? only, RecordClaim claim, HostedRecord[] atName)
    {
        var steps = claim.Ours.Where(record => only is null || only.Contains(record.Value)).Select(RecordStep (record) => new RecordStep.Delete(record)).ToImmutableArray();
        return PlanRules.Refuse(set, steps, claim) ?? new SetPlan
        {
            Set = set,
            Steps = steps,
            Foreign = claim.Foreign,
            Notes = [.. AbsentNotes(view, set, only, claim, atName)],
        };
    }

    private static IEnumerable<Text> AbsentNotes(
        ZoneView view, DesiredSet set, IReadOnlyCollection<RecordValue>? only, RecordClaim claim, HostedRecord[] atName)
    {
        if (set.Id is { } id)
        {
            return claim.Ours.IsEmpty ? [PlanTexts.IdNotThere(set, id, view.Zone)] : [];
        }

        var notThere = only?.Except(claim.Ours.Select(record => record.Value)).Order().ToArray() ?? [];
        var others = Array.FindAll(atName, record => record.Type == set.Key.Type && !record.System && !claim.Ours.Contains(record));
        return notThere.Length > 0 ? [PlanTexts.ValuesNotThere(set, notThere, others)]
            : !claim.Foreign.IsEmpty ? [PlanTexts.NotRemoved(set, claim.Foreign)]
            : set.Mode == SetMode.Own && claim.Ours.IsEmpty && others.Length > 0 ? [PlanTexts.OtherLines(set, others)]
            : [];
    }

    private static SetPlan PlanPresent(
        ZoneView view, DesiredSet set, ImmutableArray<RecordValue> values, RecordClaim claim, HostedRecord[] atName)
    {
        var problem = PlanRules.Clash(set, atName, view.Zone) ?? PlanRules.Paused(values, claim);
        if (problem is not null)
        {
            return new SetPlan { Set = set, Problem = problem, Foreign = claim.Foreign };
        }

        var ttl = PlannedTtl.For(set, view.MinimumTtl);
        var lowered = SetLowering.Lower(set, values, claim, ttl);
        var otherLines = Array.FindAll(atName, record => record.Type == set.Key.Type && !record.System && !record.Line.Matches(set.Key.Line));
        return PlanRules.Refuse(set, lowered.Steps, claim) ?? new SetPlan
        {
            Set = set,
            Steps = lowered.Steps,
            Problem = lowered.Missing.IsEmpty ? null : PlanRules.Missing(set, lowered.Missing, otherLines),
            Ours = claim.Takes ? claim.Ours : [],
            Foreign = claim.Foreign,
            Notes = [.. Notes(view, set, claim, lowered, otherLines, ttl)],
        };
    }

    private static IEnumerable<Text> Notes(
        ZoneView view, DesiredSet set, RecordClaim claim, SetLowering.Result lowered, HostedRecord[] otherLines, PlannedTtl ttl)
    {
        if (set is { Mode: SetMode.Adopt, Id: null }
            && lowered.Steps.OfType<RecordStep.Update>().FirstOrDefault(step => !view.Ours.Owns(step.Observed)) is { } adopted)
        {
            yield return PlanTexts.TakenOver(set, adopted.Observed);
        }

        if (ttl.Note is not null)
        {
            yield return ttl.Note;
        }

        if (claim.Takes && !claim.Foreign.IsEmpty)
        {
            yield return PlanTexts.LeftAlone(set, claim.Foreign);
        }

        if (otherLines.Length > 0 && lowered.Steps.Any(step => step is RecordStep.Add))
        {
            yield return PlanTexts.OtherLines(set, otherLines);
        }
    }
}
