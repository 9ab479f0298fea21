using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>Converges every entry once, or plans it. The one path by which this program writes DNS records.</summary>
/// <remarks>
/// Accounts go side by side; what fails in one account, zone, set or family never stops the others. State that cannot be
/// written is reported by the store, not here.
/// </remarks>
/// <param name="store">What is remembered.</param>
/// <param name="observations">What was last seen; one object for the life of a daemon.</param>
/// <param name="time">The clock.</param>
public sealed class Round(IStateStore store, Observations observations, TimeProvider time)
{
    /// <summary>Runs one round; where the options name who is at work, of those accounts alone that are free, and no longer than a round may wait.</summary>
    /// <param name="accounts">The accounts that entries name.</param>
    /// <param name="entries">What shall be; every entry names one of the accounts.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="cancellation">Ends the round; what was acknowledged until then is saved.</param>
    public async Task<RoundOutcome> RunAsync(
        IEnumerable<Account> accounts, IReadOnlyCollection<Entry> entries, RoundOptions options, CancellationToken cancellation)
    {
        var byAccount = entries.ToLookup(entry => entry.Account, StringComparer.Ordinal);
        var work = accounts.Where(account => byAccount.Contains(account.Name))
            .Select(account => (account.Name, Run: (Func<CancellationToken, Task<ZoneOutcome>>)(stop =>
                new AccountRound(account, store, observations, options, time).RunAsync([.. byAccount[account.Name]], stop))));
        if (options.AtWork is not { } atWork)
        {
            return Joined(await Task.WhenAll(work.Select(one => one.Run(cancellation))));
        }

        foreach (var (account, run) in work)
        {
            atWork.Begin(account, run);
        }

        await atWork.WaitAsync();
        return await EndedAsync(atWork);
    }

    /// <summary>What the accounts did that were late and have ended since.</summary>
    public static async Task<RoundOutcome> EndedAsync(AccountsAtWork atWork) => Joined(await atWork.TakeEndedAsync());

    private static RoundOutcome Joined(ZoneOutcome[] outcomes) => new(
        [.. outcomes.SelectMany(outcome => outcome.Changes).OrderBy(change => change.Name).ThenBy(change => change.Type.Name, StringComparer.Ordinal)
            .ThenBy(change => change.Line, StringComparer.Ordinal).ThenBy(change => change.Account, StringComparer.Ordinal)],
        [.. outcomes.SelectMany(outcome => outcome.Notes).Distinct()],
        outcomes.Any(outcome => outcome.Reach == Reach.Refused) && outcomes.All(outcome => outcome.Reach != Reach.Answered));
}
