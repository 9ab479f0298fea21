using System.Collections.Immutable;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>What stands in DNS because of us: every value is written here before it is published, and leaves when it is gone.</summary>
/// <param name="store">Where it is kept, for all processes of this machine.</param>
public sealed class ChallengeJournal(IStateStore store)
{
    private readonly StateDocumentOf<ChallengeDocument> document = new(store, "challenges/journal", ChallengeJson.Default.ChallengeDocument, ChallengeDocument.Empty);

    /// <summary>All values, in the order in which they came.</summary>
    public async Task<ImmutableArray<JournaledChallenge>> ReadAsync(CancellationToken cancellation) =>
        Entries(await document.ReadAsync(cancellation));

    /// <summary>Writes values that are about to be published; one that is there already, perhaps of a run that is gone, is this run's now.</summary>
    internal Task AddAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation) =>
        ChangeAsync(now => now.RemoveAll(old => entries.Any(old.IsSame)).AddRange(entries), cancellation);

    /// <summary>Replaces each of the values that are still there.</summary>
    internal Task ReplaceAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation) =>
        ChangeAsync(now => [.. now.Select(old => entries.FirstOrDefault(old.IsSame) ?? old)], cancellation);

    /// <summary>Marks values as to go.</summary>
    internal Task LeaveAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation) =>
        ChangeAsync(now => [.. now.Select(old => entries.Any(old.IsSame) ? old with { Leaving = true } : old)], cancellation);

    /// <summary>Drops values that are gone.</summary>
    internal Task DropAsync(IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation) =>
        ChangeAsync(now => now.RemoveAll(old => entries.Any(old.IsSame)), cancellation);

    private static ImmutableArray<JournaledChallenge> Entries(ChallengeDocument read) => read.Entries.IsDefault ? [] : read.Entries;

    private Task ChangeAsync(Func<ImmutableArray<JournaledChallenge>, ImmutableArray<JournaledChallenge>> change, CancellationToken cancellation) =>
        document.ChangeAsync(
            before => change(Entries(before)) is var after && after.SequenceEqual(Entries(before)) ? before : before with { Entries = after }, cancellation);
}
