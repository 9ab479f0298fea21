using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Authorities over ACME, with one account for each directory and external account, whose key is made at first use and kept.</summary>
/// <param name="keys">The accounts' keys.</param>
/// <param name="store">Where it is remembered what was drawn from an authority's limits.</param>
/// <param name="userAgent">What we call ourselves (RFC 8555 §6.1).</param>
/// <param name="time">This machine's clock.</param>
public sealed class AcmeAuthorities(AccountStore keys, IStateStore store, string userAgent, TimeProvider time) : IAuthorities
{
    private readonly AcmeAccounts accounts = new(keys, store, userAgent, time);

    /// <inheritdoc />
    public async Task<IAuthority> OpenAsync(Issuer issuer, CancellationToken cancellation)
    {
        var account = await accounts.FindAsync(issuer, cancellation) ?? await MakeKeyAsync(issuer, cancellation);
        var key = accounts.KeyOf(issuer, account.Key);
        var client = accounts.Client(issuer, key);
        try
        {
            client.AccountUrl = account.Url?.OriginalString ?? await RegisterAsync(issuer, client, cancellation);
            return new AcmeAuthority(client, key, stop => RegisterAsync(issuer, client, stop));
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
        using var client = accounts.Client(issuer, key);
        return await client.GetRenewalInfoAsync(certificateId, cancellation);
    }

    /// <inheritdoc />
    public async Task RevokeByKeyAsync(Issuer issuer, X509Certificate2 certificate, Secret key, RevocationReason reason, CancellationToken cancellation)
    {
        using var own = AcmeKey.FromPem(key);
        using var client = accounts.Client(issuer, own);
        await client.RevokeAsync(certificate, reason, own, cancellation);
    }

    private async Task<StoredAccount> MakeKeyAsync(Issuer issuer, CancellationToken cancellation)
    {
        using var key = AcmeKey.Create(AcmeKeyKind.ES256);
        return await keys.AddAsync(issuer.Directory, issuer.Binding?.KeyId, key.ToPem(), cancellation);
    }

    private async Task<string> RegisterAsync(Issuer issuer, AcmeClient client, CancellationToken cancellation)
    {
        var (ledger, limits) = (LedgerOfAuthority.In(store, issuer.Directory), IssuanceLimits.Of(issuer.Directory));
        if ((await ledger.ReadAsync(cancellation)).Judge(limits, LimitUses.Account, time.GetUtcNow()) is { } refusal)
        {
            throw new AcmeException(refusal.Text) { IsPassing = true, RetryAfter = refusal.Until - time.GetUtcNow() };
        }

        var binding = issuer.Binding is null && issuer.BindingFrom is { } service
            ? await BindingService.FetchAsync(service, issuer.Contacts[0], accounts.Options(issuer), time, cancellation)
            : issuer.Binding;
        var registered = await client.RegisterAsync(new AccountRequest { AgreeTerms = true, Contacts = issuer.Contacts, ExternalBinding = binding }, cancellation);
        if (registered.Created)
        {
            await ledger.ChangeAsync(now => now.Take(limits, LimitUses.Account, time.GetUtcNow()), cancellation);
        }

        await keys.SaveUrlAsync(issuer.Directory, issuer.Binding?.KeyId, new Uri(registered.Url), cancellation);
        return registered.Url;
    }
}
