using System.Security.Cryptography;
using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>Every order, authorization and challenge.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<string, Order> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Authorization> authorizations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Authorization> byChallenge = new(StringComparer.Ordinal);

    /// <summary>A new end of an address, or token: 128 random bits.</summary>
    public static string NewId() => Base64UrlText.Write(RandomNumberGenerator.GetBytes(16));

    public void Add(Order order) => orders.Add(order.Id, order);

    public void Add(Authorization authorization)
    {
        authorizations.Add(authorization.Id, authorization);
        foreach (var challenge in authorization.Challenges)
        {
            byChallenge.Add(challenge.Id, authorization);
        }
    }

    /// <summary>The account's order of that id.</summary>
    /// <exception cref="ProblemException">There is none, or it is another's.</exception>
    public Order Order(string id, Account account) =>
        Owned(orders.GetValueOrDefault(id), account, order => order.Account, "order");

    /// <summary>The account's authorization of that id.</summary>
    /// <exception cref="ProblemException">There is none, or it is another's.</exception>
    public Authorization Authorization(string id, Account account) =>
        Owned(authorizations.GetValueOrDefault(id), account, authorization => authorization.Account, "authorization");

    /// <summary>The account's authorization that has the challenge of that id.</summary>
    /// <exception cref="ProblemException">There is none, or it is another's.</exception>
    public Authorization ByChallenge(string id, Account account) =>
        Owned(byChallenge.GetValueOrDefault(id), account, authorization => authorization.Account, "challenge");

    /// <summary>The orders of an account.</summary>
    public IEnumerable<Order> Of(Account account) => orders.Values.Where(order => order.Account == account);

    /// <summary>A valid authorization of the account for exactly this name, or null.</summary>
    public Authorization? FindValid(Account account, DomainName name, DateTimeOffset now) => authorizations.Values.LastOrDefault(
        authorization => authorization.Account == account && authorization.Name == name && authorization.Status(now) == "valid");

    /// <summary>Whether a finalized order replaced the certificate already (RFC 9773 §5).</summary>
    public bool IsReplaced(AuthorityCertificate certificate) =>
        orders.Values.Any(order => order.Finalized is not null && order.Replaces?.Serial == certificate.Serial);

    /// <summary>Gives up what a deactivated account has proven or has yet to prove (RFC 8555 §7.3.6).</summary>
    public void DeactivateAll(Account account)
    {
        foreach (var authorization in authorizations.Values.Where(authorization => authorization.Account == account))
        {
            authorization.IsDeactivated = true;
        }
    }

    private static T Owned<T>(T? found, Account account, Func<T, Account> owner, string what)
        where T : class =>
        found is null ? throw ProblemException.Malformed($"there is no such {what}", 404)
        : owner(found) == account ? found
        : throw ProblemException.Unauthorized($"this {what} belongs to another account");
}
