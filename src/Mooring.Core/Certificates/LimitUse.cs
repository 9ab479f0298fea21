using Mooring.Core.Names;

namespace Mooring.Core.Certificates;

/// <summary>One token of one bucket.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Subject">Of whom: an account, a name, a set of names; see <see cref="LimitKind"/>.</param>
public sealed record LimitUse(LimitKind Kind, string Subject)
{
    /// <summary>The bucket's name in the ledger.</summary>
    internal string Key => $"{Kind} {Subject}".TrimEnd();
}

/// <summary>Which buckets a step of an issuance draws from.</summary>
public static class LimitUses
{
    /// <summary>A new account.</summary>
    public static readonly IReadOnlyList<LimitUse> Account = [new LimitUse(LimitKind.Accounts, "")];

    /// <summary>
    /// What must be free before an order is placed: the order itself, the certificate it is to become, and a failure for each name, two where
    /// it comes with its wildcard, since an account that has no more failures is refused at once.
    /// </summary>
    /// <param name="order">The order.</param>
    public static IReadOnlyList<LimitUse> Before(OrderFacts order) =>
        [.. AtOrder(order), .. AtIssuance(order), .. order.Domains.Select(Bare).SelectMany(domain => AtFailure(order.Account, domain))];

    /// <summary>What placing an order costs.</summary>
    public static IReadOnlyList<LimitUse> AtOrder(OrderFacts order) =>
        order.Exemption == OrderExemption.None ? [new LimitUse(LimitKind.Orders, order.Account)] : [];

    /// <summary>What a certificate costs.</summary>
    public static IReadOnlyList<LimitUse> AtIssuance(OrderFacts order) => order.Exemption == OrderExemption.Replaces ? [] :
    [
        new LimitUse(LimitKind.SameNames, string.Join(',', order.Domains.Order().Select(domain => domain.Value))),
        .. order.Exemption == OrderExemption.SameNames ? [] : order.RegisteredDomains.Distinct().Select(domain => new LimitUse(LimitKind.Certificates, domain.Value)),
    ];

    /// <summary>What a failed authorization costs.</summary>
    /// <param name="account">The account's URL.</param>
    /// <param name="domain">The name, without <c>*.</c>.</param>
    public static IReadOnlyList<LimitUse> AtFailure(string account, DomainName domain) =>
        [new LimitUse(LimitKind.Failures, Of(account, domain)), new LimitUse(LimitKind.ConsecutiveFailures, Of(account, domain))];

    /// <summary>What a successful authorization sets back.</summary>
    public static LimitUse ResetBySuccess(string account, DomainName domain) => new(LimitKind.ConsecutiveFailures, Of(account, domain));

    private static string Of(string account, DomainName domain) => $"{account} {Bare(domain).Value}";

    private static DomainName Bare(DomainName domain) => domain.IsWildcard ? domain.Parent! : domain;
}

/// <summary>What an authority leaves uncounted (Let's Encrypt, "Rate Limits", "Renewals").</summary>
public enum OrderExemption
{
    /// <summary>Everything counts.</summary>
    None,

    /// <summary>A certificate of exactly these names was issued before: neither orders nor certificates of the domain count.</summary>
    SameNames,

    /// <summary>The order replaces a certificate by its id (RFC 9773 §5): no limit of issuance counts.</summary>
    Replaces,
}

/// <summary>What limits count about an order.</summary>
/// <param name="Account">The account's URL.</param>
/// <param name="Domains">The names, at least one.</param>
/// <param name="RegisteredDomains">The domains as registered (<see cref="RegisteredDomain"/>).</param>
/// <param name="Exemption">What the authority leaves uncounted.</param>
public sealed record OrderFacts(
    string Account, IReadOnlyList<DomainName> Domains, IReadOnlyList<DomainName> RegisteredDomains, OrderExemption Exemption);
