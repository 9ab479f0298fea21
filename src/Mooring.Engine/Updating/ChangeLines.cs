using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>Turns plans and results into the lines that people and JSON see.</summary>
internal static class ChangeLines
{
    /// <summary>The lines of a set whose steps were carried out (or planned, when <paramref name="results"/> is null).</summary>
    public static IEnumerable<Change> Of(string account, DomainName zone, SetPlan plan, IReadOnlyList<StepResult>? results, IReadOnlyList<HostedRecord> listed)
    {
        var set = Blank(account, zone, plan.Set);
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            yield return results is null ? Planned(set, plan.Steps[i])
                : i < results.Count ? Done(set, results[i])
                : Planned(set, plan.Steps[i]) with { Outcome = ChangeOutcome.Skipped, Error = NotTried };
        }

        if (plan.Problem is { } problem)
        {
            yield return set with { Error = ErrorOf(problem), From = Values(plan.Set.Key, listed) };
        }
        else if (plan.Steps.IsEmpty)
        {
            // A set that shall not exist: what is left of it is other people's.
            var values = plan.Set.Wanted is Wanted.Absent ? [.. plan.Foreign.Select(record => record.Value).Order()] : Values(plan.Set.Key, listed);
            yield return set with
            {
                Action = ChangeAction.None,
                Outcome = ChangeOutcome.Unchanged,
                From = values,
                To = plan.Set.Wanted is Wanted.Present present ? present.Values : [],
                Ttl = listed.FirstOrDefault(plan.Set.Key.Holds)?.Ttl,
            };
        }
    }

    /// <summary>The line of a set of which nothing could be learned.</summary>
    public static Change Failed(string account, DomainName? zone, DesiredSet set, ChangeError error) =>
        Blank(account, zone, set) with { Outcome = ChangeOutcome.Failed, Error = error };

    /// <summary>Why a set failed, by the lines of its zone; null where it did not.</summary>
    public static ChangeError? FailureOf(DesiredSet set, IEnumerable<Change> changes) => changes.FirstOrDefault(change =>
        change.Outcome == ChangeOutcome.Failed && KeyOf(change) == (set.Key.Owner, set.Key.Type, set.Key.Line.ToString()))?.Error;

    /// <summary>The line of a set that waits for its source.</summary>
    public static Change Unknown(string account, DomainName? zone, DesiredSet set, Wanted.Unknown unknown) =>
        Blank(account, zone, set) with { Error = new ChangeError("source", unknown.Why) { IsHeld = unknown.IsHeld } };

    /// <summary>The lines of a zone in which some sets were planned a second time: what was written the first time stays told.</summary>
    public static ImmutableArray<Change> Redone(ImmutableArray<Change> first, IEnumerable<DesiredSet> again, ImmutableArray<Change> second)
    {
        var redone = again.Select(set => (set.Key.Owner, set.Key.Type, set.Key.Line.Name)).ToHashSet();
        var kept = first.Where(change => change.Outcome == ChangeOutcome.Applied || !redone.Contains(KeyOf(change))).ToArray();
        var written = kept.Where(change => change.Outcome == ChangeOutcome.Applied).Select(KeyOf).ToHashSet();
        return [.. kept, .. second.Where(change => change.Action != ChangeAction.None || !written.Contains(KeyOf(change)))];
    }

    private static (DomainName Owner, RecordType Type, string Line) KeyOf(Change change) => (change.Name, change.Type, change.Line);

    private static readonly ChangeError NotTried = new("policy", new Text(
        "not done, because a step of the same set before it failed",
        "未执行：同一记录集的前一步骤失败"));

    private static Change Blank(string account, DomainName? zone, DesiredSet set) => new()
    {
        Name = set.Key.Owner,
        Type = set.Key.Type,
        Line = set.Key.Line.ToString(),
        Account = account,
        Zone = zone,
        Action = ChangeAction.Skip,
        Outcome = ChangeOutcome.Skipped,
    };

    private static Change Planned(Change set, RecordStep step) => step switch
    {
        RecordStep.Add add => set with { Action = ChangeAction.Add, Outcome = ChangeOutcome.Planned, To = [add.Content.Value], Ttl = add.Content.Ttl },
        RecordStep.Update update => set with
        {
            Action = ChangeAction.Update,
            Outcome = ChangeOutcome.Planned,
            From = [update.Observed.Value],
            To = [update.Content.Value],
            Ttl = update.Content.Ttl,
        },
        RecordStep.Delete delete => set with { Action = ChangeAction.Delete, Outcome = ChangeOutcome.Planned, From = [delete.Observed.Value], Ttl = delete.Observed.Ttl },
        _ => set,
    };

    private static Change Done(Change set, StepResult result) => result.Foreign is { } foreign ? set with
    {
        Action = ChangeAction.None,
        Outcome = ChangeOutcome.Unchanged,
        From = [foreign.Value],
        To = [foreign.Value],
        Ttl = foreign.Ttl,
    } : Planned(set, result.Step) with
    {
        Outcome = result.Error is null ? ChangeOutcome.Applied : ChangeOutcome.Failed,
        Error = result.Error is null ? null : ChangeError.Of(result.Error),
    };

    private static ChangeError ErrorOf(SetProblem problem) => new(
        problem.Kind switch { ProblemKind.Source => "source", ProblemKind.Missing => "notFound", _ => "policy" }, problem.Why) { IsHeld = problem.IsHeld };

    private static ImmutableArray<RecordValue> Values(RecordSetKey key, IReadOnlyList<HostedRecord> listed) =>
        [.. listed.Where(record => key.Holds(record) && !record.System).Select(record => record.Value).Order()];
}
