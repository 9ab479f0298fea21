using System.Collections.Immutable;
using Mooring.Core.Records;

namespace Mooring.Core.Planning;

/// <summary>What a plan may not do. Each rule names the record, the reason and the way on.</summary>
internal static class PlanRules
{
    /// <summary>A CNAME or URL forward at the name excludes the set, or the set excludes what is there.</summary>
    /// <remarks>
    /// RFC 1034 §3.6.2, and Alibaba Cloud DNS "DNS record conflict rules": only records of one line clash; at the apex a
    /// CNAME may stand beside NS, MX and TXT. Paused records answer nothing and are left to the provider's judgement.
    /// </remarks>
    public static SetProblem? Clash(DesiredSet set, HostedRecord[] atName, HostedZone zone)
    {
        var apex = set.Key.Owner == zone.Name;
        var clashing = atName.FirstOrDefault(record =>
            record.Enabled && !record.System && record.Line.Matches(set.Key.Line) && Excludes(record.Type, set.Key.Type, apex));
        return clashing is null ? null : new SetProblem(ProblemKind.Policy, PlanTexts.Clash(set, clashing));
    }

    /// <summary>
    /// A paused record of ours leaves the name dark whatever its value is, and a paused foreign one with a wanted value keeps
    /// that value from being added (both clouds call it a duplicate). Switching it on is its owner's decision.
    /// </summary>
    public static SetProblem? Paused(ImmutableArray<RecordValue> values, RecordClaim claim)
    {
        var paused = claim.Ours.FirstOrDefault(record => !record.Enabled)
            ?? claim.Foreign.AddRange(claim.Others).FirstOrDefault(record => !record.Enabled && values.Contains(record.Value));
        return paused is null ? null : new SetProblem(ProblemKind.Policy, PlanTexts.Paused(paused));
    }

    /// <summary>Refuses the whole set when a step would touch a locked record: a set is written wholly or not at all.</summary>
    public static SetPlan? Refuse(DesiredSet set, ImmutableArray<RecordStep> steps, RecordClaim claim) =>
        steps.Select(Touched).FirstOrDefault(record => record is { Locked: true }) is { } locked
            ? new SetPlan { Set = set, Foreign = claim.Foreign, Problem = new SetProblem(ProblemKind.Policy, PlanTexts.Locked(locked)) }
            : null;

    /// <summary>Whether a plan removes records that keep the other, wanted set from being written.</summary>
    public static bool MakesRoom(SetPlan plan, SetPlan other, HostedZone zone) =>
        plan.Set.Wanted is Wanted.Absent && other.Set.Wanted is not Wanted.Absent
        && plan.Set.Key.Line.Matches(other.Set.Key.Line)
        && Excludes(plan.Set.Key.Type, other.Set.Key.Type, plan.Set.Key.Owner == zone.Name)
        && plan.Steps.Any(step => step is RecordStep.Delete { Observed.Enabled: true });

    /// <summary>The plan of a removal that waits until what shall stand in its place can be written.</summary>
    public static SetPlan HeldBack(SetPlan plan, SetPlan unwritten) => plan with
    {
        Steps = [],
        Problem = new SetProblem(ProblemKind.Policy, PlanTexts.HeldBack(plan.Set, unwritten)),
        Notes = [],
    };

    public static SetProblem Missing(DesiredSet set, ImmutableArray<RecordValue> missing, HostedRecord[] otherLines) =>
        new(ProblemKind.Missing, PlanTexts.Missing(set, missing, otherLines));

    private static HostedRecord? Touched(RecordStep step) => step switch
    {
        RecordStep.Update update => update.Observed,
        RecordStep.Delete delete => delete.Observed,
        _ => null,
    };

    private static bool Excludes(RecordType there, RecordType wanted, bool apex) =>
        there != wanted && (ExcludesOneWay(there, wanted, apex) || ExcludesOneWay(wanted, there, apex));

    private static bool ExcludesOneWay(RecordType one, RecordType other, bool apex) => one.Name switch
    {
        "CNAME" => !(apex && other.Name is "NS" or "MX" or "TXT") && !(apex && other.Name is "SOA"),
        "REDIRECT_URL" or "FORWARD_URL" => other.Name is "A" or "AAAA" or "CNAME" or "REDIRECT_URL" or "FORWARD_URL",
        _ => false,
    };
}
