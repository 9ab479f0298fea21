using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>The accounts that are at work, each by itself, so that one that is slow or hangs holds up no other; one object for the life of a configuration.</summary>
/// <remarks>
/// A round ends when all its accounts have, or when it has waited long enough. Whoever is still at work then is neither given up nor
/// disturbed: it takes part in no further round until it has ended, and tells then how it went. Not safe for concurrent use.
/// </remarks>
public sealed class AccountsAtWork : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task> enough;
    private readonly CancellationTokenSource end;
    private readonly Dictionary<string, Task<ZoneOutcome>> working = new(StringComparer.Ordinal);
    private readonly List<Task<ZoneOutcome>> begun = [];
    private readonly List<(string Account, Task<ZoneOutcome> Work)> ended = [];
    private readonly HashSet<string> missed = new(StringComparer.Ordinal);

    /// <summary>Nobody is at work yet.</summary>
    /// <param name="enough">Ends when a round has waited long enough; cancelled when nobody waits any more.</param>
    /// <param name="cancellation">Ends all work.</param>
    public AccountsAtWork(Func<CancellationToken, Task> enough, CancellationToken cancellation)
    {
        this.enough = enough;
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>Whether the last round went without some account, or was over before it.</summary>
    public bool HasGaps => working.Count > 0 || missed.Count > 0;

    /// <summary>Whether an account could not take part in a round, and can now.</summary>
    public bool HasMissed => missed.Any(account => !working.ContainsKey(account));

    /// <summary>Whether an account is still busy with what an earlier round began.</summary>
    public bool IsAtWork(string account) => working.ContainsKey(account);

    /// <summary>Ends when one of the accounts has; null when none is at work.</summary>
    public Task? NextEnd => working.Count > 0 ? Task.WhenAny(working.Values) : null;

    /// <summary>Ends all work and waits until it has ended.</summary>
    public async Task EndAsync()
    {
        await end.CancelAsync();
        await ((Task)Task.WhenAll(working.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        end.Dispose();
    }

    /// <summary>Begins an account's work, unless it is still busy with what an earlier round began.</summary>
    internal void Begin(string account, Func<CancellationToken, Task<ZoneOutcome>> work)
    {
        Sort();
        if (working.ContainsKey(account))
        {
            missed.Add(account);
            return;
        }

        missed.Remove(account);
        working.Add(account, work(end.Token));
        begun.Add(working[account]);
    }

    /// <summary>Waits for all that has begun since the last wait, or as long as a round may.</summary>
    internal async Task WaitAsync()
    {
        var all = Task.WhenAll(begun);
        begun.Clear();
        if (all.IsCompleted)
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        await Task.WhenAny(all, enough(over.Token));
        await over.CancelAsync();
    }

    /// <summary>How it went with those that have ended since this was last asked; what an account did before and has looked at again is told as it is now.</summary>
    internal async Task<ZoneOutcome[]> TakeEndedAsync()
    {
        Sort();
        var taken = ended.ToArray();
        ended.Clear();
        await Task.WhenAll(taken.Select(one => one.Work));
        return [.. taken.GroupBy(one => one.Account, one => one.Work.Result, StringComparer.Ordinal).SelectMany(Current)];
    }

    /// <summary>Of an older outcome, only what was written counts where a newer one tells of the same set.</summary>
    private static IEnumerable<ZoneOutcome> Current(IEnumerable<ZoneOutcome> inOrder)
    {
        var told = new HashSet<(DomainName, RecordType, string, DomainName?)>();
        foreach (var outcome in inOrder.Reverse())
        {
            yield return outcome with { Changes = [.. outcome.Changes.Where(change => change.Outcome == ChangeOutcome.Applied || !told.Contains(SetOf(change)))] };
            told.UnionWith(outcome.Changes.Select(SetOf));
        }
    }

    private static (DomainName, RecordType, string, DomainName?) SetOf(Change change) => (change.Name, change.Type, change.Line, change.Zone);

    private void Sort()
    {
        foreach (var (account, work) in working.Where(pair => pair.Value.IsCompleted).ToArray())
        {
            working.Remove(account);
            ended.Add((account, work));
        }
    }
}
