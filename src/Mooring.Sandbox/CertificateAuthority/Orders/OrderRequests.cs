using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Issuing;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>Reads and finalizes orders (RFC 8555 §7.4).</summary>
internal sealed class OrderRequests(SandboxWorld world, OrderBook orders, AuthorizationRequests authorizations, Issuance issuance)
{
    private TimeSpan Processing => world.Authority.Settings.Processing;

    public AcmeReply Answer(SignedRequest request, string id)
    {
        request.RequireRead();
        return Show(Current(request, id), request);
    }

    public AcmeReply FinalizeOrder(SignedRequest request, string id)
    {
        var order = Current(request, id);
        if (order.Status(world.Clock, Processing) is var status and not "ready")
        {
            throw new ProblemException(new Problem("orderNotReady", 403, $"the order is {status}, and only one that is ready can be finalized"));
        }

        var serial = issuance.Issue(order, request.Members().RequiredText("csr"));
        order.Finalized = (serial, world.Clock.TrueNow);
        return Show(order, request).With("Location", request.Urls.Order(order.Id));
    }

    private Order Current(SignedRequest request, string id)
    {
        var order = orders.Order(id, request.Account);
        foreach (var authorization in order.Authorizations)
        {
            authorizations.Settle(authorization);
        }

        return order;
    }

    private AcmeReply Show(Order order, SignedRequest request)
    {
        var reply = AcmeReply.Json(200, order.ToJson(request.Urls, world.Clock, Processing));
        return order.Status(world.Clock, Processing) == "processing" ? reply with { RetryAfter = RetryHint.WhileWaiting } : reply;
    }
}
