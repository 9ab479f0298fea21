using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>Decides what to write for one set, whatever becomes of the others at its name.</summary>
internal static class SetPlanner
{
    /// <param name="view">The zone.</param>
    /// <param name="set">The set.</param>
    /// <param name="atName">The records at its name, as they will be when the sets before it are written.</param>
    /// <param name="meant">Ids by which entries mean records of their sets.</param>
    public static SetPlan Plan(ZoneView view, DesiredSet set, HostedRecord[] atName, HashSet<string> meant)
    {
        if (set.Wanted is Wanted.Unknown unknown)
        {
            return new SetPlan { Set = set, Problem = new SetProblem(ProblemKind.Source, unknown.Why, unknown.IsHeld) };
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
        var otherLines = Array.FindAll(others, record => !record.Line.Matches(set.Key.Line));
        return notThere.Length > 0 ? [PlanTexts.ValuesNotThere(set, notThere, others)]
            : !claim.Foreign.IsEmpty ? [PlanTexts.NotRemoved(set, claim.Foreign)]
            : set.Mode == SetMode.Own && claim.Ours.IsEmpty && otherLines.Length > 0 ? [PlanTexts.OtherLines(set, otherLines)]
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
        // Said also where the record is right as it stands: from here on it is changed with the address.
        if (set is { Mode: SetMode.Adopt, Id: null } && claim.Takes && claim.Ours.FirstOrDefault(record => !view.Ours.Owns(record)) is { } adopted)
        {
            yield return PlanTexts.TakenOver(set, adopted);
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
