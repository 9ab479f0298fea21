using Mooring.Acme;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Our accounts at authorities, one for each directory and external account: looked at, given another key, given up.</summary>
/// <remarks>
/// A change of key is in order again whenever its run is killed: the new key is on disk before the authority hears of it, and whoever
/// finds it there asks which of the two counts. One run at a time does either.
/// </remarks>
/// <param name="accounts">The accounts' keys.</param>
/// <param name="store">Whose turn it is.</param>
/// <param name="userAgent">What we call ourselves (RFC 8555 §6.1).</param>
/// <param name="time">This machine's clock.</param>
public sealed class AcmeAccounts(AccountStore accounts, IStateStore store, string userAgent, TimeProvider time)
{
    /// <summary>The account as it is kept, with the key that counts; null where there is none yet.</summary>
    /// <exception cref="AcmeException">A change of key was interrupted, and the authority cannot tell now which key counts.</exception>
    public async Task<StoredAccount?> FindAsync(Issuer issuer, CancellationToken cancellation)
    {
        var account = await ReadAsync(issuer, cancellation);
        if (account?.PendingKey is null)
        {
            return account;
        }

        // Whoever changes the key just now has the turn, and leaves no pending one.
        using var turn = await TakeTurnAsync(issuer, cancellation);
        return await SettleAsync(issuer, cancellation);
    }

    /// <summary>How the account stands, by the authority's word.</summary>
    public async Task<AccountStanding> LookAsync(Issuer issuer, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(issuer, cancellation) is { Url: not null } account
                ? AccountStanding.Of(issuer, await AsAccountAsync(issuer, account, (client, _) => client.GetAccountAsync(cancellation)))
                : new AccountStanding(issuer);
        }
        catch (Exception e) when (Reason(e) is { } why)
        {
            return new AccountStanding(issuer) { Error = why };
        }
    }

    /// <summary>What the authority says to everybody; needs no account, and makes none.</summary>
    public async Task<AuthorityOffer> AskOfferAsync(Issuer issuer, CancellationToken cancellation)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = Client(issuer, key);
        try
        {
            var directory = await client.GetDirectoryAsync(cancellation);
            return new AuthorityOffer(issuer)
            {
                CaaIdentities = directory.CaaIdentities,
                Profiles = [.. directory.Profiles.Keys.Order(StringComparer.Ordinal)],
                NeedsExternalAccount = directory.ExternalAccountRequired && await ReadAsync(issuer, cancellation) is not { Url: not null },
            };
        }
        catch (AcmeException e)
        {
            return new AuthorityOffer(issuer) { Error = e.Text };
        }
    }

    /// <summary>Gives the account a new key of the same kind (RFC 8555 §7.3.5). Where it is not known whether the authority did, the next run asks.</summary>
    /// <returns>The account's URL; or null, and why not.</returns>
    public Task<(Uri? Url, Text? Why)> RollOverAsync(Issuer issuer, CancellationToken cancellation) => ChangeAsync(
        issuer, account => AsAccountAsync(issuer, account, (client, key) => ChangeKeyAsync(issuer, client, key.Kind, cancellation)), cancellation);

    /// <summary>Gives the account up for good (RFC 8555 §7.3.6), and forgets its key; what is issued next makes a new one.</summary>
    /// <returns>The URL that it had; or null, and why not.</returns>
    public Task<(Uri? Url, Text? Why)> DeactivateAsync(Issuer issuer, CancellationToken cancellation) => ChangeAsync(
        issuer,
        async account =>
        {
            await GiveUpAsync(issuer, account, cancellation);
            await accounts.RemoveAsync(issuer.Directory, issuer.Binding?.KeyId, CancellationToken.None);
        },
        cancellation);

    /// <summary>A client with a key of the account.</summary>
    internal AcmeClient Client(Issuer issuer, AcmeKey key) => new(Options(issuer), key, time);

    /// <summary>A key of the account, read.</summary>
    /// <exception cref="IssuanceException">It is damaged.</exception>
    internal AcmeKey KeyOf(Issuer issuer, Secret pem)
    {
        try
        {
            return AcmeKey.FromPem(pem);
        }
        catch (FormatException)
        {
            var path = accounts.PathOf(issuer.Directory, issuer.Binding?.KeyId);
            throw new IssuanceException(new Text(
                $"the key of the account at {issuer.Name} is damaged; restore {path} from a backup, or remove its directory, and a new account is made",
                $"{issuer.Name} 的账户密钥已损坏；请从备份恢复 {path}，或删除其所在目录以新建账户")) { IsOfAuthority = true };
        }
    }

    /// <summary>How the authority is reached.</summary>
    internal AcmeClientOptions Options(Issuer issuer) => new() { Directory = issuer.Directory, Connections = issuer.Connections, UserAgent = userAgent };

    private Task<StoredAccount?> ReadAsync(Issuer issuer, CancellationToken cancellation) => accounts.FindAsync(issuer.Directory, issuer.Binding?.KeyId, cancellation);

    private Task<IDisposable> TakeTurnAsync(Issuer issuer, CancellationToken cancellation) =>
        store.TakeTurnAsync($"accounts/{AccountStore.KeyOf(issuer.Directory, issuer.Binding?.KeyId)}", cancellation);

    private async Task<(Uri? Url, Text? Why)> ChangeAsync(Issuer issuer, Func<StoredAccount, Task> change, CancellationToken cancellation)
    {
        using var turn = await TakeTurnAsync(issuer, cancellation);
        try
        {
            if (await SettleAsync(issuer, cancellation) is not { Url: { } url } account)
            {
                return (null, new Text($"{issuer.Name}: there is no account yet", $"{issuer.Name}：还没有账户"));
            }

            await change(account);
            return (url, null);
        }
        catch (Exception e) when (Reason(e) is { } why)
        {
            return (null, why);
        }
    }

    private static Text? Reason(Exception e) => e switch
    {
        AcmeException acme => acme.Text,
        IssuanceException issuance => issuance.Text,
        _ => null,
    };

    private async Task GiveUpAsync(Issuer issuer, StoredAccount account, CancellationToken cancellation)
    {
        try
        {
            await AsAccountAsync(issuer, account, (client, _) => client.DeactivateAccountAsync(cancellation));
        }
        catch (AcmeException e) when (e.Problem is { } problem && problem.Is(AcmeProblemType.Unauthorized, AcmeProblemType.AccountDoesNotExist))
        {
            // Given up before, by a run that was killed before it forgot the key, or by somebody else: the key is of no use either way.
        }
    }

    private async Task<T> AsAccountAsync<T>(Issuer issuer, StoredAccount account, Func<AcmeClient, AcmeKey, Task<T>> work)
    {
        using var key = KeyOf(issuer, account.Key);
        using var client = Client(issuer, key);
        client.AccountUrl = account.Url!.OriginalString;
        return await work(client, key);
    }

    private async Task<bool> ChangeKeyAsync(Issuer issuer, AcmeClient client, AcmeKeyKind kind, CancellationToken cancellation)
    {
        var (directory, external) = (issuer.Directory, issuer.Binding?.KeyId);
        using var next = AcmeKey.Create(kind);
        await accounts.SavePendingKeyAsync(directory, external, next.ToPem(), cancellation);
        try
        {
            await client.ChangeKeyAsync(next, cancellation);
        }
        catch (AcmeException e) when (!e.OutcomeUnknown)
        {
            await accounts.SavePendingKeyAsync(directory, external, null, CancellationToken.None);
            throw;
        }

        await accounts.PromotePendingKeyAsync(directory, external, CancellationToken.None);
        return true;
    }

    /// <summary>Finds out which key counts, where a change was interrupted.</summary>
    private async Task<StoredAccount?> SettleAsync(Issuer issuer, CancellationToken cancellation)
    {
        var account = await ReadAsync(issuer, cancellation);
        if (account?.PendingKey is not { } pending)
        {
            return account;
        }

        var (directory, external) = (issuer.Directory, issuer.Binding?.KeyId);
        using var key = KeyOf(issuer, pending);
        using var client = Client(issuer, key);
        try
        {
            await client.RegisterAsync(new AccountRequest { OnlyExisting = true }, cancellation);
            await accounts.PromotePendingKeyAsync(directory, external, cancellation);
            return account with { Key = pending, PendingKey = null };
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.AccountDoesNotExist)
        {
            await accounts.SavePendingKeyAsync(directory, external, null, cancellation);
            return account with { PendingKey = null };
        }
    }
}
