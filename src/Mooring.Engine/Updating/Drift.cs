using System.Collections.Immutable;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>A record of ours that was right, and that somebody else changed or deleted since.</summary>
/// <param name="Was">As we left it.</param>
/// <param name="Is">As it is; null when it is gone.</param>
internal sealed record Drift(RememberedRecord Was, HostedRecord? Is);

/// <summary>A plan after the rules about drift.</summary>
/// <param name="Plan">What is to be written.</param>
/// <param name="Drifted">The sets in which somebody else changed something since we wrote there last.</param>
/// <param name="Kept">Ids of our records that are not set again now and stay remembered, even those that are gone.</param>
internal sealed record JudgedPlan(ZonePlan Plan, ImmutableArray<DesiredSet> Drifted, ImmutableHashSet<string> Kept);

/// <summary>Tells drift from what we did ourselves, and two writers at odds from a single change. Pure.</summary>
/// <remarks>
/// A record that others changed twice within an hour, each time after we had set it, has another writer: to go on would only make its
/// name jump. It is left alone until an hour has passed or its entry is changed, the address included.
/// </remarks>
internal static class DriftRules
{
    /// <summary>How long the changes of others count, and how long a contested record is left alone.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const int Contested = 2;

    /// <summary>The plan with what the rules make of it.</summary>
    /// <param name="plan">What would be written.</param>
    /// <param name="memory">What is remembered of the zone.</param>
    /// <param name="records">The zone's records, with our own latest writes where the listing lags.</param>
    /// <param name="policy">What to do about drift.</param>
    /// <param name="now">The time.</param>
    public static JudgedPlan Judge(
        ZonePlan plan, ZoneMemory memory, IReadOnlyList<HostedRecord> records, DriftPolicy policy, DateTimeOffset now)
    {
        var drifted = ImmutableArray.CreateBuilder<DesiredSet>();
        var kept = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var sets = plan.Sets.Select(SetPlan (set) =>
        {
            if (set.Steps.IsEmpty || set.Set.Wanted is not Wanted.Present wanted)
            {
                return set;
            }

            var drift = Find(set.Set.Key, wanted, memory, records);
            var times = Times(memory, set.Set, now);
            if (drift is not null && (times.IsEmpty || drift.Was.At >= times[^1]))
            {
                drifted.Add(set.Set);
                times = times.Add(now);
            }

            var why = times.Length >= Contested ? DriftTexts.Contested(set.Set, drift, times, times[^1] + Memory)
                : drift is not null && policy == DriftPolicy.Report ? DriftTexts.Reported(set.Set, drift)
                : null;
            kept.UnionWith(why is not null && drift is not null ? [drift.Was.Id] : []);
            return why is not null ? Left(set, why)
                : drift is null ? set
                : set with { Notes = set.Notes.Add(DriftTexts.Restored(set.Set, drift)) };
        }).ToImmutableArray();
        return new JudgedPlan(plan with { Sets = sets }, drifted.ToImmutable(), kept.ToImmutable().Union(Unjudged(plan, memory)));
    }

    /// <summary>Ids of our records in sets that this plan does not decide on, as where others were asked about: whether they drifted is judged when it is their turn.</summary>
    public static ImmutableHashSet<string> Unjudged(ZonePlan plan, ZoneMemory memory)
    {
        var judged = plan.Sets.Where(set => set.Problem is null && set.Set.Wanted is not Wanted.Unknown).Select(set => set.Set.Key).ToArray();
        return [.. memory.Records.Where(record => !record.Gone && record.ToHosted() is { } left && !judged.Any(key => key.Holds(left))).Select(record => record.Id)];
    }

    /// <summary>The plan without the deletion of what others changed since we wrote it: it points at something of theirs now.</summary>
    public static ZonePlan Spare(ZonePlan plan, ZoneMemory memory) => plan with { Sets = [.. plan.Sets.Select(set => Spare(set, memory))] };

    private static SetPlan Spare(SetPlan set, ZoneMemory memory)
    {
        var theirs = set.Steps.OfType<RecordStep.Delete>()
            .Select(step => (Step: step, Was: memory.Records.FirstOrDefault(was => was.Id == step.Observed.Id && was.ToHosted()?.Value != step.Observed.Value)))
            .Where(one => one.Was is not null).ToArray();
        var steps = set.Steps.RemoveRange(theirs.Select(one => one.Step));
        var notes = theirs.Select(one => DriftTexts.Spared(set.Set, new Drift(one.Was!, one.Step.Observed)));
        return theirs.Length == 0 ? set : steps.IsEmpty ? Left(set, notes.First()) : set with { Steps = steps, Notes = set.Notes.AddRange(notes) };
    }

    /// <summary>The memory in which those sets were changed by others once more; what is too old is forgotten.</summary>
    public static ZoneMemory WithDrifted(this ZoneMemory memory, ImmutableArray<DesiredSet> drifted, DateTimeOffset now)
    {
        var kept = memory.Disputes.RemoveAll(dispute => dispute.Times.All(time => IsOver(time, now)));
        foreach (var set in drifted)
        {
            var times = Times(memory, set, now).Add(now);
            kept = kept.RemoveAll(dispute => dispute.Of == Name(set)).Add(new RememberedDispute(Name(set), Entry(set), times));
        }

        return drifted.IsEmpty && kept.Length == memory.Disputes.Length ? memory : memory with { Disputes = kept };
    }

    private static Drift? Find(RecordSetKey key, Wanted.Present wanted, ZoneMemory memory, IReadOnlyList<HostedRecord> records)
    {
        foreach (var was in memory.Records)
        {
            if (was.ToHosted() is { } left && key.Holds(left) && wanted.Values.Contains(left.Value))
            {
                var found = records.FirstOrDefault(record => record.Id == was.Id && key.Holds(record));
                if (found?.Value != left.Value)
                {
                    return new Drift(was, found);
                }
            }
        }

        return null;
    }

    private static SetPlan Left(SetPlan set, Core.Text why) => new()
    {
        Set = set.Set,
        Problem = new SetProblem(ProblemKind.Policy, why),
        Foreign = set.Foreign,
    };

    private static ImmutableArray<DateTimeOffset> Times(ZoneMemory memory, DesiredSet set, DateTimeOffset now) =>
        memory.Disputes.FirstOrDefault(dispute => dispute.Of == Name(set) && dispute.Entry == Entry(set))?.Times.RemoveAll(time => IsOver(time, now)) ?? [];

    private static bool IsOver(DateTimeOffset time, DateTimeOffset now) => time > now || now - time >= Memory;

    private static string Name(DesiredSet set) => $"{set.Key.Owner.Value} {set.Key.Type} {set.Key.Line.Code}";

    /// <summary>What of the entry, once changed, makes it a new matter.</summary>
    private static string Entry(DesiredSet set) =>
        $"{set.Mode} {set.Create} {set.Ttl} {set.Id} {string.Join(' ', ((Wanted.Present)set.Wanted).Values.Select(value => value.ToString()).Order(StringComparer.Ordinal))}";
}
