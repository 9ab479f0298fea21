using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>Publishes challenges in the zones of any number of accounts, and keeps the journal of them.</summary>
/// <param name="accounts">The accounts that may be written with.</param>
/// <param name="store">Where the journal is kept, and what is known of zones.</param>
/// <param name="options">How.</param>
/// <param name="time">The clock.</param>
public sealed class ChallengePublisher(IReadOnlyList<Account> accounts, IStateStore store, ChallengeOptions options, TimeProvider time) : IChallengePublisher
{
    /// <summary>Taking back what was published must not hold up who is told of the failure: 30 seconds.</summary>
    private static readonly TimeSpan TakingBack = TimeSpan.FromSeconds(30);

    /// <summary>What stands in DNS because of us.</summary>
    public ChallengeJournal Journal { get; } = new(store);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PublishedChallenge>> PublishAsync(IReadOnlyList<Challenge> challenges, CancellationToken cancellation)
    {
        var found = await new ChallengePlaces(accounts, store, options, time).FindAsync(challenges, cancellation);
        if (!options.TakesManual && found.FirstOrDefault(place => place.Account is null) is { } byHand)
        {
            throw ByHand(byHand);
        }

        JournaledChallenge[] entries = [.. found.Select(Entry)];
        var failures = new List<ChallengeException>();
        try
        {
            JournaledChallenge[] published = [.. (await ByZoneAsync(entries, PublishAsync, failures, cancellation)).SelectMany(done => done)];
            if (failures.Count == 0)
            {
                return [.. found.Zip(entries, (place, entry) => Published(place, published.First(entry.IsSame)))];
            }

            await LeaveAsync(entries);
            await TakeBackAsync(published);
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(entries);
            throw;
        }

        throw ChallengeException.Join(failures);
    }

    /// <summary>Removes a value wherever the journal knows it; else from every account that holds its zone.</summary>
    /// <param name="challenge">Whose value.</param>
    /// <param name="at">The owner name, for one that the journal does not know; null: aliases are followed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ChallengeException">It could not be removed, or no account holds its zone.</exception>
    public async Task RemoveAsync(Challenge challenge, DomainName? at, CancellationToken cancellation)
    {
        PublishedChallenge[] known =
        [
            .. (await Journal.ReadAsync(cancellation)).Select(entry => entry.ToPublished()).OfType<PublishedChallenge>().Where(one => one.Challenge == challenge),
        ];
        await RemoveAsync(known.Length > 0 ? known : await LocateAsync(challenge, at, cancellation), cancellation);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(IReadOnlyList<PublishedChallenge> published, CancellationToken cancellation)
    {
        JournaledChallenge[] entries = [.. published.Select(Entry)];
        await Journal.LeaveAsync(entries, cancellation);
        var failures = new List<ChallengeException>();
        await ByZoneAsync(entries, RemoveAsync, failures, cancellation);
        if (failures.Count > 0)
        {
            throw ChallengeException.Join(failures);
        }
    }

    /// <inheritdoc />
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var left = (await Journal.ReadAsync(cancellation)).Where(entry => entry.IsLeftover(now) && IsKnown(entry)).ToArray();
        var failures = new List<ChallengeException>();
        var removed = await ByZoneAsync(left, RemoveAsync, failures, cancellation);
        foreach (var failure in failures)
        {
            options.Tell(new Text(
                $"challenges of an earlier run could not be removed, which will be tried again: {failure.Text.English}",
                $"未能删除此前运行遗留的验证记录，以后会重试：{failure.Text.Chinese}"));
        }

        foreach (var entry in left.Where(entry => entry.Manual))
        {
            options.Tell(new Text(
                $"an earlier run, which was broken off, asked for {entry.Name} TXT \"{entry.Value}\"; unless it is asked for again, delete it at the DNS host of {entry.Zone}",
                $"此前被中断的一次运行曾要求添加 {entry.Name} TXT \"{entry.Value}\"；如不再要求，请在 {entry.Zone} 的 DNS 服务商处删除"));
        }

        return removed.Sum();
    }

    private async Task<PublishedChallenge[]> LocateAsync(Challenge challenge, DomainName? at, CancellationToken cancellation) =>
    [
        .. (await new ChallengePlaces(accounts, store, options, time).LocateAsync(challenge, at, cancellation))
            .Select(place => new PublishedChallenge(challenge, place.AccountName, place.Zone, place.Name, null, place.Account is null)),
    ];

    private static ChallengeException ByHand(ChallengePlace place) => new(new Text(
        $"{place.Name.Describe()}: its zone {place.Zone.Describe()} is edited by hand (account {place.AccountName}, provider: manual), and nobody can be asked here; `mooring cert issue` asks",
        $"{place.Name.Describe()}：所属区域 {place.Zone.Describe()} 由人手动编辑（账号 {place.AccountName}，provider: manual），此处无法请人操作；`mooring cert issue` 会请您操作"));

    private bool IsKnown(JournaledChallenge entry) => entry.ToPublished() is not null
        && (entry.Manual || accounts.Any(account => account.Name == entry.Account));

    /// <summary>Works on all zones at once; what fails in one does not stop the others.</summary>
    private async Task<IReadOnlyList<T>> ByZoneAsync<T>(
        IEnumerable<JournaledChallenge> entries,
        Func<ChallengeZone?, IReadOnlyList<JournaledChallenge>, CancellationToken, Task<T>> work,
        List<ChallengeException> failures,
        CancellationToken cancellation)
    {
        var results = await Task.WhenAll(entries.DistinctBy(entry => (entry.Account, entry.Zone, entry.Name, entry.Value))
            .GroupBy(entry => (entry.Account, entry.Zone, entry.Manual))
            .Select(group => TryAsync(() => work(Zone(group.First()), [.. group], cancellation))));
        failures.AddRange(results.Select(result => result.Failure).OfType<ChallengeException>());
        return [.. results.Where(result => result.Failure is null).Select(result => result.Result!)];
    }

    private static async Task<(T? Result, ChallengeException? Failure)> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return (await work(), null);
        }
        catch (ChallengeException e)
        {
            return (default, e);
        }
        catch (StateStoreException e)
        {
            return (default, new ChallengeException(e.Text, inner: e));
        }
    }

    /// <summary>Where an account's zone is written; null for a manual one.</summary>
    /// <exception cref="ChallengeException">The account is not in the configuration.</exception>
    private ChallengeZone? Zone(JournaledChallenge entry) => entry.Manual ? null
        : new ChallengeZone(
            accounts.FirstOrDefault(account => account.Name == entry.Account) ?? throw new ChallengeException(new Text(
                $"{entry.Name}: the configuration has no account '{entry.Account}', in which it was published", $"{entry.Name}：配置中没有发布它的账号“{entry.Account}”")),
            DomainName.Parse(entry.Zone), store, Journal, options, time);

    private async Task<IReadOnlyList<JournaledChallenge>> PublishAsync(ChallengeZone? zone, IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation)
    {
        if (zone is not null)
        {
            return await zone.PublishAsync(entries, cancellation);
        }

        JournaledChallenge[] published = [.. entries.Select(entry => entry with { Published = true })];
        await Journal.AddAsync(published, cancellation);
        return published;
    }

    private async Task<int> RemoveAsync(ChallengeZone? zone, IReadOnlyList<JournaledChallenge> entries, CancellationToken cancellation)
    {
        if (zone is not null)
        {
            return await zone.RemoveAsync(entries, cancellation);
        }

        await Journal.DropAsync(entries, cancellation);
        return 0;
    }

    /// <summary>What other zones took of a call that failed goes again; a failure adds nothing to what is told.</summary>
    private async Task TakeBackAsync(IReadOnlyList<JournaledChallenge> published)
    {
        using var limit = new CancellationTokenSource(TakingBack, time);
        try
        {
            await Journal.LeaveAsync(published, limit.Token);
            await ByZoneAsync(published, RemoveAsync, [], limit.Token);
        }
        catch (Exception e) when (e is StateStoreException or OperationCanceledException)
        {
            // The journal keeps them, and the next start cleans up.
        }
    }

    /// <summary>Marks what a call that was called off may have published; the next start removes it.</summary>
    private async Task LeaveAsync(IReadOnlyList<JournaledChallenge> entries)
    {
        using var limit = new CancellationTokenSource(TakingBack, time);
        try
        {
            await Journal.LeaveAsync(entries, limit.Token);
        }
        catch (Exception e) when (e is StateStoreException or OperationCanceledException)
        {
            // They count as this process's, until it ends.
        }
    }

    private JournaledChallenge Entry(ChallengePlace place) =>
        Entry(new PublishedChallenge(place.Challenge, place.AccountName, place.Zone, place.Name, null, place.Account is null));

    private JournaledChallenge Entry(PublishedChallenge one) => new()
    {
        Domain = one.Challenge.Domain.Value,
        Name = one.Name.Value,
        Value = one.Challenge.Value,
        Account = one.Account,
        Zone = one.Zone.Value,
        Manual = one.IsManual,
        RecordId = one.RecordId,
        At = time.GetUtcNow(),
        Owner = options.Owner,
        Run = options.Run,
    };

    private static PublishedChallenge Published(ChallengePlace place, JournaledChallenge entry) =>
        new(place.Challenge, place.AccountName, place.Zone, place.Name, entry.RecordId, entry.Manual);
}
