using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>One zone's part of a round: list, plan, save what is intended, write, save what was done.</summary>
internal sealed class ZoneRound(
    Account account, HostedZone zone, IStateStore store, Observations observations, AccountGuard guard, RoundOptions options, TimeProvider time)
{
    private readonly StateDocumentOf<ZoneMemory> memory = new(store, MemoryKey(options, account, zone.Name), MemoryJson.Default.ZoneMemory, ZoneMemory.Empty);

    /// <summary>The key of a zone's memory.</summary>
    public static string MemoryKey(RoundOptions options, Account account, DomainName zone) => $"{options.Memory}/{account.Name}/zones/{zone}";

    public async Task<ZoneOutcome> RunAsync(ImmutableArray<DesiredSet> sets, CancellationToken cancellation)
    {
        var refused = sets.Select(set => (Set: set, Error: options.Rests?.Refused.Find(Place(set), Refusals.WishOf(set)))).ToLookup(one => one.Error is not null);
        ImmutableArray<DesiredSet> asked = [.. refused[false].Select(one => one.Set)];
        var outcome = await AskAsync(asked, sets, cancellation);
        foreach (var set in asked)
        {
            options.Rests?.Refused.Note(Place(set), Refusals.WishOf(set), ChangeLines.FailureOf(set, outcome.Changes));
        }

        return outcome with { Changes = [.. outcome.Changes, .. refused[true].Select(one => ChangeLines.Failed(account.Name, zone.Name, one.Set, one.Error!))] };
    }

    private string Place(DesiredSet set) => $"{account.Name} {zone.Name} {zone.Id} {set.Key}";

    private async Task<ZoneOutcome> AskAsync(ImmutableArray<DesiredSet> sets, ImmutableArray<DesiredSet> all, CancellationToken cancellation)
    {
        // A set whose source gave no answer needs no listing, and a zone of nothing else no call.
        if (sets.All(set => set.Wanted is Wanted.Unknown))
        {
            return new ZoneOutcome([.. sets.Select(set => ChangeLines.Unknown(account.Name, zone.Name, set, (Wanted.Unknown)set.Wanted))], [], Reach.NotAsked);
        }

        try
        {
            return await ConvergeAsync(sets, all, cancellation);
        }
        catch (DnsApiException e)
        {
            guard.Note(e);
            return new ZoneOutcome([.. sets.Select(set => ChangeLines.Failed(account.Name, zone.Name, set, ChangeError.Of(e)))], [], ReachOf(e), IsZoneLost(e));
        }
        catch (StateStoreException e)
        {
            // Somebody holds the state: without a saved intent nothing is written in this zone; the others go on.
            var error = new ChangeError("unavailable", e.Text);
            return new ZoneOutcome([.. sets.Select(set => ChangeLines.Failed(account.Name, zone.Name, set, error))], [], Reach.Answered);
        }
    }

    /// <summary>An answer such as "no such zone" shows that the account was served.</summary>
    public static Reach ReachOf(DnsApiException e) =>
        e.Fault is DnsFault.Credentials or DnsFault.Permission or DnsFault.Clock or DnsFault.Throttled or DnsFault.Unavailable ? Reach.Refused : Reach.Answered;

    // CNS v2 calls a zone that is gone one that the key has no right to; Alidns rejects a name that never was a zone.
    private static bool IsZoneLost(DnsApiException e) => e.Fault is DnsFault.NotFound or DnsFault.Permission or DnsFault.Rejected;

    private async Task<ZoneOutcome> ConvergeAsync(ImmutableArray<DesiredSet> sets, ImmutableArray<DesiredSet> all, CancellationToken cancellation)
    {
        if (observations.Fresh(account.Name, zone, time, options.Refresh) is { } cached
            && Plan(cached, sets, all, await memory.ReadVersionAsync(cancellation)) is { Plan.IsEmpty: true } unchanged)
        {
            return Report(unchanged, null);
        }

        var first = await PassAsync(sets, all, cancellation);
        if (first.Stale.IsEmpty)
        {
            return first.Outcome;
        }

        // A record was changed, added or deleted by somebody between our listing and our write: look again, once.
        try
        {
            var second = await PassAsync(first.Stale, all, cancellation);
            return first.Outcome with
            {
                Changes = ChangeLines.Redone(first.Outcome.Changes, first.Stale, second.Outcome.Changes),
                Notes = [.. first.Outcome.Notes, .. second.Outcome.Notes],
            };
        }
        catch (DnsApiException e)
        {
            // What the first look led to stays told: some of it is done.
            guard.Note(e);
            return first.Outcome with { Notes = first.Outcome.Notes.Add(e.Text), ZoneLost = IsZoneLost(e) };
        }
    }

    private async Task<(ZoneOutcome Outcome, ImmutableArray<DesiredSet> Stale)> PassAsync(
        ImmutableArray<DesiredSet> sets, ImmutableArray<DesiredSet> all, CancellationToken cancellation)
    {
        if (guard.Closed is { } closed)
        {
            throw closed;
        }

        observations.Forget(account.Name, zone);
        var planned = await LookAsync(sets, all, cancellation);
        if (options.DryRun)
        {
            return (Report(planned, null), []);
        }

        // Two runs that both miss a record would both add it.
        using var turn = planned.Plan.IsEmpty ? null : await memory.TakeTurnAsync(cancellation);
        if (turn is not null && (await memory.ReadVersionAsync(cancellation)).Version != planned.Version)
        {
            // Another run wrote here after we looked: look again, now that nobody else writes.
            planned = await LookAsync(sets, all, cancellation);
        }

        var listed = planned.Listed;
        await memory.ChangeAsync(now => now.Pruned(listed, options.Mark, planned.Judged.Kept, time.GetUtcNow()).WithPlan(planned.Plan, options.Declared, time.GetUtcNow())
            .WithDrifted(planned.Judged.Drifted, time.GetUtcNow()), cancellation);
        var writer = new SetWriter(account.Editor, zone, guard, memory, options, time);
        var results = await writer.WriteAsync(planned.Plan, cancellation);
        var stale = planned.Plan.Sets.Where(set => results.TryGetValue(set, out var steps) && steps.Any(step => step.Stale)).Select(set => set.Set).ToImmutableArray();
        if (results.Values.All(steps => steps.All(step => step.Error is null)))
        {
            observations.Remember(account.Name, zone, listed, results.Values.SelectMany(steps => steps), time);
        }

        var outcome = Report(planned, results);
        return (writer.Unsaved is { } unsaved ? outcome with { Notes = outcome.Notes.Add(unsaved) } : outcome, stale);
    }

    /// <param name="Judged">What to write.</param>
    /// <param name="Listed">What the provider said.</param>
    /// <param name="Records">The same as it is by now, for all we remember.</param>
    /// <param name="Version">Of the memory that was planned with, read before the provider was asked.</param>
    private sealed record Planned(JudgedPlan Judged, IReadOnlyList<HostedRecord> Listed, IReadOnlyList<HostedRecord> Records, string? Version)
    {
        public ZonePlan Plan => Judged.Plan;
    }

    private async Task<Planned> LookAsync(ImmutableArray<DesiredSet> sets, ImmutableArray<DesiredSet> all, CancellationToken cancellation)
    {
        var remembered = await memory.ReadVersionAsync(cancellation);
        var listed = await account.Editor.ListAsync(zone, cancellation);
        guard.Note(null);
        return Plan(listed, sets, all, remembered);
    }

    /// <summary>Plans some of the sets, knowing what the others mean for theirs.</summary>
    private Planned Plan(
        IReadOnlyList<HostedRecord> listed, ImmutableArray<DesiredSet> sets, ImmutableArray<DesiredSet> all, (ZoneMemory Memory, string? Version) remembered)
    {
        var (known, version) = remembered;
        var records = known.Overlay(listed, time.GetUtcNow(), account.Editor.ListingLag);
        var minimum = known.MinimumTtl is { } seconds ? new Ttl(seconds) : (Ttl?)null;
        var plan = Planner.Plan(new ZoneView(zone, records, known.Ours(options.Mark), minimum), all);
        plan = plan with { Sets = [.. plan.Sets.Where(set => sets.Contains(set.Set))] };

        // What a person orders by a command is done, whoever else is at it.
        var judged = options.SparesDrift ? new JudgedPlan(DriftRules.Spare(plan, known), [], DriftRules.Unjudged(plan, known))
            : options.Declared ? DriftRules.Judge(plan, known, records, options.Drift, time.GetUtcNow())
            : new JudgedPlan(plan, [], DriftRules.Unjudged(plan, known));
        return new Planned(judged, listed, records, version);
    }

    private ZoneOutcome Report(Planned planned, IReadOnlyDictionary<SetPlan, IReadOnlyList<StepResult>>? results)
    {
        var changes = planned.Plan.Sets.SelectMany(set => ChangeLines.Of(
            account.Name, zone.Name, set, results is null ? null : results.GetValueOrDefault(set, []), planned.Records));
        var notes = planned.Plan.Sets.SelectMany(set => set.Notes)
            .Concat(results?.Values.SelectMany(steps => steps).Select(step => step.Note).OfType<Text>() ?? []);
        return new ZoneOutcome([.. changes], [.. notes], Reach.Answered);
    }
}
