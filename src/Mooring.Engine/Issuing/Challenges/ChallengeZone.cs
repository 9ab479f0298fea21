using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>The challenges of one zone: written and removed by a round of their own, one run at a time.</summary>
/// <remarks>
/// The turn keeps the removal of a value that a killed run left from crossing its publication by the next run: a CA gives the same
/// pending authorization, and so the same value, twice.
/// </remarks>
internal sealed class ChallengeZone(
    Account account, DomainName zone, IStateStore store, ChallengeJournal journal, ChallengeOptions options, TimeProvider time)
{
    /// <summary>How long a run waits for others at the zone: 5 minutes, since each needs seconds and a dozen may come at once.</summary>
    private static readonly TimeSpan TurnWait = TimeSpan.FromMinutes(5);

    /// <summary>How long a value that was about to be published may still turn up: longer than any listing lags or request travels.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly RoundOptions round = new() { Mark = options.Mark + " acme", Declared = false, Memory = "challenges" };

    /// <summary>Publishes values that stand in the journal, and writes there that it did.</summary>
    /// <exception cref="ChallengeException">Not all could be published.</exception>
    public async Task<IReadOnlyList<JournaledChallenge>> PublishAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        await journal.AddAsync(entries, cancellation);
        var outcome = await ApplyAsync(entries, values => new Wanted.Present([.. values.Distinct()]), cancellation);
        if (outcome.HasFailures)
        {
            await TakeBackAsync(entries, outcome, cancellation);
            throw Failure(outcome);
        }

        var memory = await new StateDocumentOf<ZoneMemory>(
            store, ZoneRound.MemoryKey(round, account, zone), MemoryJson.Default.ZoneMemory, ZoneMemory.Empty).ReadAsync(cancellation);
        JournaledChallenge[] published = [.. entries.Select(entry => entry with
        {
            Published = true,
            RecordId = memory.Records.FirstOrDefault(record => record.Name == entry.Name && record.Value == entry.Value)?.Id,
        })];
        await journal.ReplaceAsync(published, cancellation);
        return published;
    }

    /// <summary>Removes values, and drops from the journal what is certainly gone.</summary>
    /// <param name="entries">Which; one that somebody has published anew meanwhile stays.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many records were deleted.</returns>
    /// <exception cref="ChallengeException">Not all could be removed.</exception>
    public async Task<int> RemoveAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(cancellation);
        var now = await journal.ReadAsync(cancellation);
        JournaledChallenge[] going =
        [
            .. entries.Select(entry => now.FirstOrDefault(entry.IsSame) ?? entry with { Leaving = true }).Where(entry => entry.IsLeftover(time.GetUtcNow())),
        ];
        if (going.Length == 0)
        {
            return 0;
        }

        var outcome = await ApplyAsync(going, values => new Wanted.Absent([.. values]), cancellation);
        var deleted = Written(outcome, ChangeAction.Delete, change => change.Outcome == ChangeOutcome.Applied);
        await journal.DropAsync([.. going.Where(entry => deleted.Contains((entry.Name, entry.Value)) || (!outcome.HasFailures && !MayTurnUp(entry)))], cancellation);
        return outcome.HasFailures ? throw Failure(outcome) : deleted.Count;
    }

    /// <summary>After a publication that failed: what was written goes again, and what was never tried leaves the journal.</summary>
    private async Task TakeBackAsync(IReadOnlyList<JournaledChallenge> entries, RoundOutcome outcome, CancellationToken cancellation)
    {
        var tried = Written(outcome, ChangeAction.Add, _ => true);
        await journal.DropAsync([.. entries.Where(entry => !tried.Contains((entry.Name, entry.Value)))], cancellation);
        JournaledChallenge[] left = [.. entries.Where(entry => tried.Contains((entry.Name, entry.Value)))];
        if (left.Length > 0)
        {
            await journal.LeaveAsync(left, cancellation);
            var removal = await ApplyAsync(left, values => new Wanted.Absent([.. values]), cancellation);
            var deleted = Written(removal, ChangeAction.Delete, change => change.Outcome == ChangeOutcome.Applied);
            await journal.DropAsync([.. left.Where(entry => deleted.Contains((entry.Name, entry.Value)))], cancellation);
        }
    }

    private static HashSet<(string Name, string Value)> Written(RoundOutcome outcome, ChangeAction action, Func<Change, bool> counts) =>
    [
        .. outcome.Changes.Where(change => change.Action == action && counts(change))
            .SelectMany(change => (action == ChangeAction.Add ? change.To : change.From).Select(value => (change.Name.Value, value.Data))),
    ];

    private static ChallengeException Failure(RoundOutcome outcome) =>
        ChallengeException.Join([.. outcome.Changes.Select(change => change.Error).OfType<ChangeError>().Select(ChallengeException.Of).DistinctBy(e => e.Message, StringComparer.Ordinal)]);

    private bool MayTurnUp(JournaledChallenge entry) => !entry.Published && (time.GetUtcNow() - entry.At).Duration() < Patience;

    private async Task<RoundOutcome> ApplyAsync(
        IReadOnlyList<JournaledChallenge> entries, Func<IEnumerable<RecordValue>, Wanted> wanted, CancellationToken cancellation)
    {
        Entry[] sets = [.. entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).Select(atName => new Entry
        {
            Name = DomainName.Parse(atName.Key),
            Account = account.Name,
            Zone = zone,
            Mode = SetMode.ByValue,
            Sets = [new EntrySet(RecordType.Txt, wanted(atName.Select(entry => new RecordValue(entry.Value))))],
        })];
        return await new Round(store, new Observations(), time).RunAsync([account], sets, round, cancellation);
    }

    private async Task<IDisposable> TakeTurnAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await store.TakeTurnAsync($"challenges/{account.Name}/turns/{zone}", cancellation);
            }
            catch (StateStoreException e) when (e.Fault == StateFault.Locked && time.GetElapsedTime(start) < TurnWait)
            {
                // Many runs at one zone: each has its turn.
            }
        }
    }
}
