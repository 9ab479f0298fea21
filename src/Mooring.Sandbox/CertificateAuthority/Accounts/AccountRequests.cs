using System.Text.Json.Nodes;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>Reads, changes and deactivates an account (RFC 8555 §7.3.2, §7.3.6), and lists its orders (§7.1.2.1).</summary>
internal sealed class AccountRequests(OrderBook orders)
{
    public AcmeReply Answer(SignedRequest request, string id)
    {
        var account = Own(request, id);
        if (!request.IsRead)
        {
            Change(account, request.Members());
        }

        return AcmeReply.Json(200, account.ToJson(request.Urls));
    }

    public AcmeReply List(SignedRequest request, string id)
    {
        request.RequireRead();
        var own = orders.Of(Own(request, id)).Select(order => (JsonNode?)request.Urls.Order(order.Id));
        return AcmeReply.Json(200, Json.Of(("orders", Json.List(own))));
    }

    private static Account Own(SignedRequest request, string id) =>
        request.Account.Id == id ? request.Account : throw ProblemException.Unauthorized("this is another account");

    private void Change(Account account, JsonMembers members)
    {
        account.Contacts = Contacts.Read(members) ?? account.Contacts;
        switch (members.Text("status"))
        {
            case null or "valid":
                break;
            case "deactivated":
                account.IsDeactivated = true;
                orders.DeactivateAll(account);
                break;
            case var other:
                throw ProblemException.Malformed($"an account cannot be made '{other}'; only 'deactivated' is possible");
        }
    }
}
