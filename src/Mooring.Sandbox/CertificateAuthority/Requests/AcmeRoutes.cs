using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Directory;
using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Issuing;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Renewal;
using Mooring.Sandbox.CertificateAuthority.Validation;
using Mooring.Sandbox.NameServer;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>What an address leads to.</summary>
/// <param name="Resource">Its name in the journal.</param>
/// <param name="Post">Answers a signed POST.</param>
internal sealed record AcmeRoute(string Resource, Func<SignedRequest, AcmeReply> Post)
{
    /// <summary>Answers a GET or HEAD; null where only signed POSTs are taken.</summary>
    public Func<AcmeRequest, AcmeReply>? Get { get; init; }

    /// <summary>How a signed POST names its key.</summary>
    public KeyForm Key { get; init; }
}

/// <summary>The addresses of the CA and what is behind them.</summary>
internal sealed class AcmeRoutes
{
    private readonly SandboxWorld world;
    private readonly NewAccount newAccount;
    private readonly AccountRequests account;
    private readonly KeyChange keyChange;
    private readonly NewOrder newOrder;
    private readonly OrderRequests order;
    private readonly AuthorizationRequests authorization;
    private readonly CertificateDownload download;
    private readonly Revocation revocation;
    private readonly RenewalInfo renewal;

    public AcmeRoutes(SandboxWorld world, AccountBook accounts, Intermediate intermediate, HostNames hosts)
    {
        var (orders, limiter, dns) = (new OrderBook(), new RateLimiter(world), new DnsPerspectives(world, hosts));
        this.world = world;
        newAccount = new NewAccount(accounts, limiter, world.Authority);
        account = new AccountRequests(orders);
        keyChange = new KeyChange(accounts);
        newOrder = new NewOrder(world, orders, limiter);
        authorization = new AuthorizationRequests(world, orders, new ChallengeCheck(dns, new CaaCheck(dns), world.Clock), limiter);
        order = new OrderRequests(world, orders, authorization, new Issuance(world, intermediate, accounts, limiter));
        download = new CertificateDownload(world.Authority, intermediate);
        revocation = new Revocation(world, orders);
        renewal = new RenewalInfo(world);
    }

    /// <summary>Where a path leads; null for nowhere.</summary>
    public AcmeRoute? Find(string path) => path.Split('/')[1..] switch
    {
        ["directory"] => Open("directory", request => AcmeReply.Json(200, DirectoryDocument.Of(new AcmeUrls(request.Base), world.Authority.Settings))),
        ["new-nonce"] => Open("newNonce", request => AcmeReply.Empty(request.Method == "HEAD" ? 200 : 204)),
        ["renewal-info", var id] => Open("renewalInfo", request => renewal.Answer(request, id)),
        ["terms", "v1"] => Open("terms", _ => AcmeReply.Text(200, "text/plain", "These are stand-ins: what they certify holds nowhere else.\n")),
        ["incident"] => Open("incident", _ => AcmeReply.Text(200, "text/plain", "Renew this certificate now: the one who steers these stand-ins asks for it.\n")),
        ["new-account"] => Signed("newAccount", newAccount.Answer, KeyForm.Key),
        ["key-change"] => Signed("keyChange", keyChange.Answer),
        ["account", var id] => Signed("account", request => account.Answer(request, id)),
        ["account", var id, "orders"] => Signed("orders", request => account.List(request, id)),
        ["new-order"] => Signed("newOrder", newOrder.Answer),
        ["order", var id] => Signed("order", request => order.Answer(request, id)),
        ["order", var id, "finalize"] => Signed("finalize", request => order.FinalizeOrder(request, id)),
        ["authorization", var id] => Signed("authorization", request => authorization.Answer(request, id)),
        ["challenge", var id] => Signed("challenge", request => authorization.AnswerChallenge(request, id)),
        ["certificate", var serial] => Signed("certificate", request => download.Answer(request, serial, alternate: false)),
        ["certificate", var serial, "alternate", "1"] => Signed("certificate", request => download.Answer(request, serial, alternate: true)),
        ["revoke-cert"] => Signed("revokeCert", revocation.Answer, KeyForm.Either),
        _ => null,
    };

    // What anybody may read can be read by POST-as-GET too (RFC 8555 §6.3).
    private static AcmeRoute Open(string resource, Func<AcmeRequest, AcmeReply> answer) => new(resource, signed =>
    {
        signed.RequireRead();
        return answer(signed.Http);
    })
    {
        Get = answer,
    };

    private static AcmeRoute Signed(string resource, Func<SignedRequest, AcmeReply> answer, KeyForm key = KeyForm.Account) =>
        new(resource, answer) { Key = key };
}
