using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Authorities over ACME, with one account for each directory and external account, whose key is made at first use and kept.</summary>
/// <param name="accounts">The accounts' keys.</param>
/// <param name="store">Where it is remembered what was drawn from an authority's limits.</param>
/// <param name="userAgent">What we call ourselves (RFC 8555 §6.1).</param>
/// <param name="time">This machine's clock.</param>
public sealed class AcmeAuthorities(AccountStore accounts, IStateStore store, string userAgent, TimeProvider time) : IAuthorities
{
    /// <inheritdoc />
    public async Task<IAuthority> OpenAsync(Issuer issuer, CancellationToken cancellation)
    {
        var external = issuer.Binding?.KeyId;
        var account = await accounts.FindAsync(issuer.Directory, external, cancellation) ?? await MakeKeyAsync(issuer, external, cancellation);
        account = await SettleAsync(issuer, account, cancellation);
        var key = KeyOf(issuer, account.Key);
        var client = Client(issuer, key);
        try
        {
            client.AccountUrl = account.Url?.OriginalString ?? await RegisterAsync(issuer, client, cancellation);
            return new AcmeAuthority(client, key);
        }
        catch
        {
            client.Dispose();
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<RenewalInfo?> GetRenewalInfoAsync(Issuer issuer, string certificateId, CancellationToken cancellation)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        using var client = Client(issuer, key);
        return await client.GetRenewalInfoAsync(certificateId, cancellation);
    }

    private AcmeClient Client(Issuer issuer, AcmeKey key) =>
        new(new AcmeClientOptions { Directory = issuer.Directory, Connections = issuer.Connections, UserAgent = userAgent }, key, time);

    private AcmeKey KeyOf(Issuer issuer, Secret pem)
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

    private async Task<StoredAccount> MakeKeyAsync(Issuer issuer, string? external, CancellationToken cancellation)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        return await accounts.AddAsync(issuer.Directory, external, key.ToPem(), cancellation);
    }

    private async Task<string> RegisterAsync(Issuer issuer, AcmeClient client, CancellationToken cancellation)
    {
        var (ledger, limits) = (LedgerOfAuthority.In(store, issuer.Directory), IssuanceLimits.Of(issuer.Directory));
        if ((await ledger.ReadAsync(cancellation)).Judge(limits, LimitUses.Account, time.GetUtcNow()) is { } refusal)
        {
            throw new AcmeException(refusal.Text) { IsPassing = true, RetryAfter = refusal.Until - time.GetUtcNow() };
        }

        var registered = await client.RegisterAsync(
            new AccountRequest { AgreeTerms = true, Contacts = issuer.Contacts, ExternalBinding = issuer.Binding }, cancellation);
        if (registered.Created)
        {
            await ledger.ChangeAsync(now => now.Take(limits, LimitUses.Account, time.GetUtcNow()), cancellation);
        }

        await accounts.SaveUrlAsync(issuer.Directory, issuer.Binding?.KeyId, new Uri(registered.Url), cancellation);
        return registered.Url;
    }

    /// <summary>Finds out which key counts, where a rollover was interrupted (RFC 8555 §7.3.5).</summary>
    private async Task<StoredAccount> SettleAsync(Issuer issuer, StoredAccount account, CancellationToken cancellation)
    {
        if (account.PendingKey is not { } pending)
        {
            return account;
        }

        var external = issuer.Binding?.KeyId;
        using var key = KeyOf(issuer, pending);
        using var client = Client(issuer, key);
        try
        {
            await client.RegisterAsync(new AccountRequest { OnlyExisting = true }, cancellation);
            await accounts.PromotePendingKeyAsync(issuer.Directory, external, cancellation);
            return account with { Key = pending, PendingKey = null };
        }
        catch (AcmeException e) when (e.Problem?.Type == AcmeProblemType.AccountDoesNotExist)
        {
            await accounts.SavePendingKeyAsync(issuer.Directory, external, null, cancellation);
            return account with { PendingKey = null };
        }
    }
}
