using System.Globalization;
using System.Net;
using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Faults;

/// <summary>Counts what is limited, and refuses what goes beyond it (RFC 8555 §6.6).</summary>
internal sealed class RateLimiter(SandboxWorld world)
{
    private readonly TokenBuckets accounts = new();
    private readonly TokenBuckets orders = new();
    private readonly TokenBuckets domains = new();
    private readonly TokenBuckets sets = new();
    private readonly TokenBuckets failures = new();

    private AuthorityLimits Limits => world.Authority.Settings.RateLimits;

    private DateTimeOffset Now => world.Clock.TrueNow;

    /// <summary>Counts a new account.</summary>
    /// <exception cref="ProblemException">It is one too many.</exception>
    public void TakeAccount(IPAddress client)
    {
        Refuse([Exceeded(accounts.Wait(Limits.NewAccounts, client.ToString(), Now), $"too many new accounts from {client}")]);
        accounts.Take(Limits.NewAccounts, client.ToString(), Now);
    }

    /// <summary>Counts a new order, and looks whether its certificate would be within the limits.</summary>
    /// <exception cref="ProblemException">It is one too many.</exception>
    public void TakeOrder(Account account, IReadOnlyList<DomainName> names, AuthorityCertificate? replaces)
    {
        if (replaces is not null)
        {
            return;
        }

        var renews = IsRenewal(names);
        Refuse(
        [
            renews ? null : Exceeded(orders.Wait(Limits.NewOrders, account.Id, Now), "too many new orders of this account"),
            Exceeded(sets.Wait(Limits.CertificatesPerSet, Set(names), Now), $"too many certificates for exactly these names: {Set(names)}"),
            .. renews ? [] : Zones(names).Select(zone => Exceeded(domains.Wait(Limits.CertificatesPerDomain, zone, Now), "too many certificates", zone)),
            .. names.Select(name => Exceeded(failures.Wait(Limits.FailedValidations, Failure(account, name), Now), "too many failed validations", name.Value)),
        ]);
        if (!renews)
        {
            orders.Take(Limits.NewOrders, account.Id, Now);
        }
    }

    /// <summary>Counts a certificate, before it is noted as issued.</summary>
    public void CountCertificate(IReadOnlyList<DomainName> names, AuthorityCertificate? replaces)
    {
        if (replaces is not null)
        {
            return;
        }

        sets.Take(Limits.CertificatesPerSet, Set(names), Now);
        foreach (var zone in IsRenewal(names) ? [] : Zones(names))
        {
            domains.Take(Limits.CertificatesPerDomain, zone, Now);
        }
    }

    /// <summary>Counts a failed validation.</summary>
    public void CountFailure(Account account, DomainName name) => failures.Take(Limits.FailedValidations, Failure(account, name), Now);

    private static void Refuse(IReadOnlyList<Problem?> problems)
    {
        if (problems.OfType<Problem>().ToArray() is { Length: > 0 } exceeded)
        {
            throw new ProblemException(Problem.Of(exceeded, $"{exceeded.Length} rate limits are exceeded"));
        }
    }

    private Problem? Exceeded(TimeSpan wait, string what, string? name = null) => wait == TimeSpan.Zero ? null : new Problem(
        "rateLimited",
        429,
        $"{what}, retry after {(world.Clock.Now + wait).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}")
    {
        Name = name,
        RetryAfter = wait,
    };

    private bool IsRenewal(IReadOnlyList<DomainName> names) =>
        world.Authority.Certificates.All.Exists(certificate => certificate.Names.SequenceEqual(names.Select(name => name.Value), StringComparer.Ordinal));

    // A real CA goes by the public suffix list; the zones that exist here are what one can have registered.
    private IEnumerable<string> Zones(IEnumerable<DomainName> names) => names
        .Select(name => (world.ZoneFor(name, Now)?.Zone.Name ?? name).Value)
        .Distinct(StringComparer.Ordinal);

    private static string Set(IReadOnlyList<DomainName> names) => string.Join(",", names);

    private static string Failure(Account account, DomainName name) => $"{account.Id} {(name.IsWildcard ? name.Parent : name)}";
}
