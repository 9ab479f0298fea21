using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>One account's part of a round: finds the zones and works on several at once.</summary>
internal sealed class AccountRound(Account account, IStateStore store, Observations observations, RoundOptions options, TimeProvider time)
{
    private readonly ZoneDirectory zones = new(account, store, options, time);
    private AccountGuard guard = new();
    private DnsApiException? refused;

    public async Task<ZoneOutcome> RunAsync(IReadOnlyCollection<Entry> entries, CancellationToken cancellation)
    {
        var resting = options.Rests?.Begin(account.Name);
        guard = new AccountGuard(resting);
        var (outcome, lost) = await LookAsync(entries, cancellation);
        outcome = lost.Count == 0 ? outcome : Joined([outcome, (await LookAsync(lost, cancellation)).Outcome], []);
        if (resting is null)
        {
            options.Rests?.End(account.Name, refused ?? guard.Last, guard.Closed is not null || outcome.Reach == Reach.Refused);
        }

        return outcome;
    }

    /// <summary>Works on the entries; returns undone those whose zone an earlier run's list named and the provider does not know.</summary>
    private async Task<(ZoneOutcome Outcome, IReadOnlyCollection<Entry> Lost)> LookAsync(IReadOnlyCollection<Entry> entries, CancellationToken cancellation)
    {
        IReadOnlyDictionary<Entry, HostedZone?> found;
        try
        {
            found = await zones.FindAsync(entries, guard, cancellation);
        }
        catch (DnsApiException e)
        {
            guard.Note(e);
            refused = e;
            // Whatever the word for it: without the account's zones none of its sets can be read.
            var error = ChangeError.Of(e);
            return (new ZoneOutcome([.. entries.SelectMany(entry => Sets(entry).Select(set => ChangeLines.Failed(account.Name, entry.Zone, set, error)))], [], Reach.Refused), []);
        }

        var fromMemory = zones.Known.Count == 0;
        var outcomes = new ConcurrentBag<(IEnumerable<Entry> Entries, ZoneOutcome Outcome)>();
        var byZone = entries.Where(entry => found[entry] is not null).GroupBy(entry => found[entry]!).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ZonesAtOnce, CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
        await Parallel.ForEachAsync(byZone, parallel, async (group, token) => outcomes.Add((group, await RunZoneAsync(group.Key, group, token))));
        var byFate = outcomes.ToLookup(done => fromMemory && IsUnknown(done.Outcome));
        var homeless = entries.Where(entry => found[entry] is null).SelectMany(Homeless);
        return (Joined([.. byFate[false].Select(done => done.Outcome)], homeless), [.. byFate[true].SelectMany(done => done.Entries)]);
    }

    /// <summary>The account was served and nothing written: the zone itself is the trouble.</summary>
    private static bool IsUnknown(ZoneOutcome outcome) =>
        outcome is { ZoneLost: true, Reach: Reach.Answered } && outcome.Changes.All(change => change.Outcome == ChangeOutcome.Failed);

    private static ZoneOutcome Joined(IReadOnlyCollection<ZoneOutcome> outcomes, IEnumerable<Change> homeless) => new(
        [.. outcomes.SelectMany(outcome => outcome.Changes), .. homeless],
        [.. outcomes.SelectMany(outcome => outcome.Notes)],
        outcomes.Select(outcome => outcome.Reach).DefaultIfEmpty(Reach.Answered).Max());

    private async Task<ZoneOutcome> RunZoneAsync(HostedZone zone, IEnumerable<Entry> entries, CancellationToken cancellation)
    {
        var round = new ZoneRound(account, zone, store, observations, guard, options, time);
        var outcome = await round.RunAsync([.. entries.SelectMany(entry => Sets(entry))], cancellation);
        if (outcome.ZoneLost)
        {
            await zones.ForgetAsync(cancellation);
        }

        return outcome;
    }

    private IEnumerable<Change> Homeless(Entry entry) =>
        Sets(entry).Select(set => ChangeLines.Failed(account.Name, null, set, new ChangeError("notFound", zones.Missing(entry))));

    private ImmutableArray<DesiredSet> Sets(Entry entry) =>
    [
        .. entry.Sets.Select(set => new DesiredSet
        {
            Key = new RecordSetKey(entry.Name, set.Type, account.Editor.Line(entry.Line)),
            Wanted = set.Wanted,
            Mode = entry.Mode,
            Create = entry.Create,
            Ttl = entry.Ttl,
            Id = entry.Id,
        }),
    ];
}
