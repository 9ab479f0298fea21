using Mooring.Acme;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Places orders and finds those that an interrupted run left, within the authority's limits.</summary>
/// <param name="store">What is remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class OrderBook(IStateStore store, TimeProvider time)
{
    /// <summary>How long an order may be stuck at the authority before another one is placed: a day, since by then the certificate in use may be in need.</summary>
    private static readonly TimeSpan LongestProcessing = TimeSpan.FromDays(1);

    /// <summary>How long an order lives whose authority does not say; the large ones say so.</summary>
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(7);

    /// <summary>The order under way at this authority, as it stands; null where there is none, or none that can still become a certificate.</summary>
    /// <param name="wish">The certificate.</param>
    /// <param name="issuer">From whom.</param>
    /// <param name="authority">The same, with our account.</param>
    /// <param name="replaced">The certificate in use; null for none. An order placed before that came is the one it came from, whose run was killed at the very end.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AcmeOrder?> ResumeAsync(CertificateWish wish, Issuer issuer, IAuthority authority, StoredCertificate? replaced, CancellationToken cancellation)
    {
        var pending = (await StateOf(wish).ReadAsync(cancellation)).Order;
        if (pending is null || pending.Directory != issuer.Directory || pending.Account != authority.Account || pending.Profile != issuer.Profile
            || !IsFor(wish, pending.Domains) || pending.Placed < replaced?.Origin.Issued)
        {
            return null;
        }

        try
        {
            var order = await authority.GetOrderAsync(pending.Url, cancellation);
            return IsFor(wish, order.Domains.Select(domain => domain.Value)) && CanBecomeCertificate(order, pending.Placed)
                ? order with { Replaces = pending.Replaces }
                : null;
        }
        catch (AcmeException e) when (e is { IsPassing: false, Problem: not null })
        {
            // The authority has forgotten it.
            return null;
        }
    }

    /// <summary>Places an order, and remembers it before anything is published for it.</summary>
    /// <param name="wish">The certificate.</param>
    /// <param name="issuer">From whom.</param>
    /// <param name="authority">The same, with our account.</param>
    /// <param name="replaced">The certificate in use; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="AcmeException">Also, before asking, where one of the authority's limits is used up.</exception>
    public async Task<AcmeOrder> PlaceAsync(CertificateWish wish, Issuer issuer, IAuthority authority, StoredCertificate? replaced, CancellationToken cancellation)
    {
        var facts = FactsOf(wish, issuer, authority, replaced);
        await CheckAsync(issuer, facts, cancellation);
        var order = await authority.NewOrderAsync(
            new OrderRequest(wish.Domains) { Profile = issuer.Profile, ProfilePreferred = issuer.ProfilePreferred, Replaces = IdOf(issuer, authority, replaced) }, cancellation);
        var pending = new PendingOrder(order.Url, issuer.Name, issuer.Directory, authority.Account, [.. NamesOf(wish)], time.GetUtcNow())
        {
            Replaces = order.Replaces,
            Profile = issuer.Profile,
        };

        // The order is there now, so whoever gives up waits for this; and one that is forgotten costs more than one that is not counted.
        await StateOf(wish).ChangeAsync(now => now with { Order = pending }, CancellationToken.None);
        await DrawAsync(issuer, LimitUses.AtOrder(facts with { Exemption = order.Replaces is null ? ExemptionOf(wish, replaced) : OrderExemption.Replaces }));
        return order;
    }

    /// <summary>Forgets the order, which came to nothing.</summary>
    public Task DropAsync(CertificateWish wish) => StateOf(wish).ChangeAsync(now => now with { Order = null }, CancellationToken.None);

    /// <summary>Notes that the authority issued.</summary>
    public Task IssuedAsync(CertificateWish wish, Issuer issuer, IAuthority authority, AcmeOrder order, StoredCertificate? replaced) =>
        DrawAsync(
            issuer,
            LimitUses.AtIssuance(FactsOf(wish, issuer, authority, replaced) with { Exemption = order.Replaces is not null ? OrderExemption.Replaces : ExemptionOf(wish, replaced) }));

    /// <summary>Notes which names the authority did not accept, and which it did.</summary>
    public async Task ProvenAsync(Issuer issuer, IAuthority authority, IEnumerable<NameProof> proofs, IReadOnlyList<AcmeAuthorization> refused)
    {
        var failed = refused.Select(one => one.Domain).ToHashSet();
        var (ledger, limits) = (LedgerOfAuthority.In(store, issuer.Directory), IssuanceLimits.Of(issuer.Directory));
        LimitUse[] failures = [.. refused.SelectMany(one => LimitUses.AtFailure(authority.Account, one.Domain))];
        await ledger.ChangeAsync(
            now => proofs.Select(proof => proof.Authorization.Domain).Where(domain => !failed.Contains(domain))
                .Aggregate(failures.Length == 0 ? now : now.Take(limits, failures, time.GetUtcNow()), (all, domain) => all.Reset(LimitUses.ResetBySuccess(authority.Account, domain))),
            CancellationToken.None);
    }

    private bool CanBecomeCertificate(AcmeOrder order, DateTimeOffset placed) => order.Status switch
    {
        AcmeOrderStatus.Invalid => false,
        AcmeOrderStatus.Processing when time.GetUtcNow() - placed > LongestProcessing => false,
        _ => (order.Expires ?? placed + UsualLife) > time.GetUtcNow(),
    };

    private static bool IsFor(CertificateWish wish, IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal).SetEquals(NamesOf(wish));

    private StateDocumentOf<CertificateState> StateOf(CertificateWish wish) => CertificateState.In(store, wish.Name, wish.Kind);

    private async Task CheckAsync(Issuer issuer, OrderFacts facts, CancellationToken cancellation)
    {
        var ledger = await LedgerOfAuthority.In(store, issuer.Directory).ReadAsync(cancellation);
        if (ledger.Judge(IssuanceLimits.Of(issuer.Directory), LimitUses.Before(facts), time.GetUtcNow()) is { } refusal)
        {
            throw new AcmeException(refusal.Text) { IsPassing = true, RetryAfter = refusal.Until - time.GetUtcNow() };
        }
    }

    /// <summary>What happened is noted, whoever gives up meanwhile.</summary>
    private async Task DrawAsync(Issuer issuer, IReadOnlyList<LimitUse> uses)
    {
        if (uses.Count > 0)
        {
            await LedgerOfAuthority.In(store, issuer.Directory).ChangeAsync(
                now => now.Take(IssuanceLimits.Of(issuer.Directory), uses, time.GetUtcNow()), CancellationToken.None);
        }
    }

    private static OrderFacts FactsOf(CertificateWish wish, Issuer issuer, IAuthority authority, StoredCertificate? replaced) => new(
        authority.Account,
        wish.Domains,
        [.. wish.Domains.Select(RegisteredDomain.Of).Distinct()],
        IdOf(issuer, authority, replaced) is not null && replaced!.Domains.Intersect(wish.Domains).Any() ? OrderExemption.Replaces : ExemptionOf(wish, replaced));

    private static OrderExemption ExemptionOf(CertificateWish wish, StoredCertificate? replaced) =>
        replaced is not null && replaced.Domains.ToHashSet().SetEquals(wish.Domains) ? OrderExemption.SameNames : OrderExemption.None;

    /// <summary>RFC 9773 §5: the order names what it replaces, at the same authority and of the same account.</summary>
    private static string? IdOf(Issuer issuer, IAuthority authority, StoredCertificate? replaced)
    {
        if (replaced is null || replaced.Origin.Directory != issuer.Directory || (replaced.Origin.Account ?? authority.Account) != authority.Account)
        {
            return null;
        }

        using var leaf = replaced.OpenLeaf();
        return CertificateId.Of(leaf);
    }

    private static IEnumerable<string> NamesOf(CertificateWish wish) => wish.Domains.Select(domain => domain.Value);
}
