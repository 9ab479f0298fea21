using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Issuing;
using Mooring.Sandbox.CertificateAuthority.Renewal;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.CertificateAuthority.Validation;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>Takes orders (RFC 8555 §7.4).</summary>
internal sealed class NewOrder(SandboxWorld world, OrderBook orders, RateLimiter limiter)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private readonly DeterministicChance reuse = new(2);

    public AcmeReply Answer(SignedRequest request)
    {
        var (account, payload) = (request.Account, request.Members());
        if (payload.Has("notBefore") || payload.Has("notAfter"))
        {
            throw ProblemException.Malformed("this CA chooses the validity itself: leave out notBefore and notAfter");
        }

        var names = Identifiers.Read(payload);
        var profile = payload.Text("profile");
        IssuanceProfile.Require(profile);
        var replaces = payload.Text("replaces") is { } id ? Replacement.Require(id, account, names, orders, world.Authority.Certificates) : null;
        limiter.TakeOrder(account, names, replaces);
        var order = Make(account, names, profile, replaces);
        return AcmeReply.Json(201, order.ToJson(request.Urls, world.Clock, world.Authority.Settings.Processing))
            .With("Location", request.Urls.Order(order.Id));
    }

    private Order Make(Account account, IReadOnlyList<DomainName> names, string? profile, AuthorityCertificate? replaces)
    {
        var order = new Order
        {
            Id = OrderBook.NewId(),
            Account = account,
            Names = names,
            Authorizations = [.. names.Select(name => Authorize(account, name))],
            Expires = world.Clock.Now + Patience,
            Profile = profile,
            Replaces = replaces,
        };
        orders.Add(order);
        return order;
    }

    private Authorization Authorize(Account account, DomainName name)
    {
        if (orders.FindValid(account, name, world.Clock.Now) is { } valid && reuse.Next() < world.Authority.Settings.AuthorizationReuse)
        {
            return valid;
        }

        var authorization = new Authorization
        {
            Id = OrderBook.NewId(),
            Account = account,
            Name = name,
            Challenges = [.. Kinds(name).Select(Offer)],
            Expires = world.Clock.Now + Patience,
        };
        orders.Add(authorization);
        return authorization;
    }

    // Wildcards are proven by DNS alone; http-01 is offered as public CAs do, so that a client has to choose.
    private static string[] Kinds(DomainName name) =>
        name.IsWildcard ? [PersistentRecord.Type, "dns-01"] : ["http-01", PersistentRecord.Type, "dns-01"];

    private static Challenge Offer(string type) => new(OrderBook.NewId(), type, type == PersistentRecord.Type ? null : OrderBook.NewId());
}
