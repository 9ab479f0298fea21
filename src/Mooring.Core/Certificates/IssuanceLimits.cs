namespace Mooring.Core.Certificates;

/// <summary>What an authority counts.</summary>
public enum LimitKind
{
    /// <summary>New accounts; the subject is empty, since it counts by our address.</summary>
    Accounts,

    /// <summary>New orders of an account; the subject is the account's URL.</summary>
    Orders,

    /// <summary>Certificates of a registered domain; the subject is that domain.</summary>
    Certificates,

    /// <summary>Certificates of exactly one set of names; the subject is the set.</summary>
    SameNames,

    /// <summary>Failed authorizations of a name by an account within a short time.</summary>
    Failures,

    /// <summary>Failed authorizations of a name by an account in a row; a success sets it back.</summary>
    ConsecutiveFailures,
}

/// <summary>One limit of an authority: a bucket of tokens that fills steadily.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Most">The tokens of a full bucket.</param>
/// <param name="Refill">How long one token takes to come back.</param>
public sealed record IssuanceLimit(LimitKind Kind, int Most, TimeSpan Refill);

/// <summary>The published limits of an authority.</summary>
/// <param name="All">At most one for each kind; a kind without one is not limited.</param>
public sealed record IssuanceLimits(IReadOnlyList<IssuanceLimit> All)
{
    /// <summary>Nothing is known: nothing is refused.</summary>
    public static readonly IssuanceLimits None = new([]);

    /// <summary>Let's Encrypt's, as its page "Rate Limits" says since 2025.</summary>
    public static readonly IssuanceLimits LetsEncrypt = new(
    [
        new IssuanceLimit(LimitKind.Accounts, 10, TimeSpan.FromMinutes(18)),
        new IssuanceLimit(LimitKind.Orders, 300, TimeSpan.FromSeconds(36)),
        new IssuanceLimit(LimitKind.Certificates, 50, TimeSpan.FromMinutes(202)),
        new IssuanceLimit(LimitKind.SameNames, 5, TimeSpan.FromHours(34)),
        new IssuanceLimit(LimitKind.Failures, 5, TimeSpan.FromMinutes(12)),
        new IssuanceLimit(LimitKind.ConsecutiveFailures, 1152, TimeSpan.FromDays(1)),
    ]);

    /// <summary>The limits that the authority of a directory has published; <see cref="None"/> where none are known here.</summary>
    public static IssuanceLimits Of(Uri directory) =>
        string.Equals(directory.Host, "acme-v02.api.letsencrypt.org", StringComparison.OrdinalIgnoreCase) ? LetsEncrypt : None;

    /// <summary>The limit of that kind; null for none.</summary>
    public IssuanceLimit? Find(LimitKind kind) => All.FirstOrDefault(limit => limit.Kind == kind);
}
