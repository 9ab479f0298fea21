using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>An authority of a test's own: its orders outlive our processes, and it does what the test says.</summary>
internal sealed class FakeAuthority(Issuer issuer, ManualClock time) : IAuthority
{
    private readonly TestAuthority signer = new(time.GetUtcNow());
    private readonly Dictionary<Uri, (AcmeOrder Order, byte[]? Csr)> orders = [];
    private readonly HashSet<Uri> proven = [];

    /// <summary>How long its certificates last.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Consulted at each call, which is named; throws to fail it.</summary>
    public Action<string> Hook { get; set; } = _ => { };

    /// <summary>What it suggests; null: it has no such thing.</summary>
    public RenewalInfo? Window { get; set; }

    /// <summary>Names whose proof it does not accept.</summary>
    public HashSet<DomainName> Refuses { get; } = [];

    /// <summary>A name that it wants a proof for in the place of the first one ordered; null: none.</summary>
    public DomainName? Demands { get; set; }

    /// <summary>Runs when an order was placed.</summary>
    public Action Placed { get; set; } = () => { };

    /// <summary>The account that it wants lasting records to name; null: it does not say.</summary>
    public string? PersistAccount { get; set; }

    /// <summary>Whether it says when orders end.</summary>
    public bool HasEnds { get; set; } = true;

    /// <summary>Whether orders stay in processing.</summary>
    public bool IsStuck { get; set; }

    /// <summary>Whether what it issues is of use.</summary>
    public bool IssuesRubbish { get; set; }

    /// <summary>Names that it puts into certificates beside those ordered.</summary>
    public List<string> Adds { get; } = [];

    /// <summary>The types of challenges that it offers.</summary>
    public string[] Offers { get; set; } = [AcmeChallenge.Dns01];

    /// <summary>Every call, by name, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The certificate ids that orders said they replace; null for none.</summary>
    public List<string?> Replaced { get; } = [];

    public string Account { get; set; } = $"https://{issuer.Name}.example/acct/1";

    public Task<AcmeOrder> NewOrderAsync(OrderRequest request, CancellationToken cancellation)
    {
        Call("order");
        Replaced.Add(request.Replaces);
        var number = orders.Count + 1;
        var order = new AcmeOrder
        {
            Url = At($"order/{number}"),
            Status = AcmeOrderStatus.Pending,
            Domains = request.Domains,
            Authorizations = [.. request.Domains.Select((_, i) => At($"authz/{number}/{i}"))],
            Finalize = At($"finalize/{number}"),
            Expires = HasEnds ? time.GetUtcNow().AddDays(7) : null,
            Profile = request.Profile,
            Replaces = Window is null ? null : request.Replaces,
        };
        orders.Add(order.Url, (order, null));
        Placed();
        return Task.FromResult(order);
    }

    public Task<AcmeOrder> GetOrderAsync(Uri order, CancellationToken cancellation)
    {
        Call("read");
        return Task.FromResult(Now(order));
    }

    public Task<AcmeAuthorization> GetAuthorizationAsync(Uri authorization, CancellationToken cancellation) => Task.FromResult(Authorization(authorization));

    public string TxtValue(AcmeChallenge challenge) => challenge.Token!.PadRight(43, 'x');

    public Task AnswerAsync(AcmeChallenge challenge, CancellationToken cancellation)
    {
        Call("answer");
        proven.Add(challenge.Url);
        return Task.CompletedTask;
    }

    public Task<AcmeAuthorization> WaitAsync(Uri authorization, CancellationToken cancellation) => Task.FromResult(Authorization(authorization));

    public Task DeactivateAsync(Uri authorization, CancellationToken cancellation)
    {
        Call("deactivate");
        return Task.CompletedTask;
    }

    public Task<AcmeOrder> FinalizeAsync(AcmeOrder order, ReadOnlyMemory<byte> csr, CancellationToken cancellation)
    {
        Call("finalize");
        orders[order.Url] = (orders[order.Url].Order, orders[order.Url].Csr ?? csr.ToArray());
        return IsStuck ? throw new AcmeException(Text.Same("not done in time")) { IsPassing = true } : Task.FromResult(Now(order.Url));
    }

    public Task<AcmeCertificate> DownloadAsync(AcmeOrder order, CancellationToken cancellation)
    {
        Call("download");
        var now = time.GetUtcNow();
        var names = IssuesRubbish ? ["example.org"] : Adds.Count == 0 ? null : order.Domains.Select(domain => domain.Value).Concat(Adds);
        var chain = signer.Sign(orders[order.Url].Csr!, now.AddHours(-1), now.AddHours(-1) + Lifetime, names);
        return Task.FromResult(new AcmeCertificate(new AcmeChain(chain, ["Test intermediate", "Test root"]), []));
    }

    public Task RevokeAsync(X509Certificate2 certificate, RevocationReason reason, CancellationToken cancellation)
    {
        Call($"revoke {reason}");
        return Task.CompletedTask;
    }

    public TimeSpan? ClockOffset { get; set; }

    public void Dispose()
    {
    }

    /// <summary>Notes a call, and fails it where the test says so.</summary>
    public void Call(string name)
    {
        Calls.Add(name);
        Hook(name);
    }

    private AcmeOrder Now(Uri url)
    {
        var (order, csr) = orders[url];
        var all = order.Authorizations.Select(Authorization).ToArray();
        var status = csr is not null && IsStuck ? AcmeOrderStatus.Processing
            : csr is not null ? AcmeOrderStatus.Valid
            : all.Any(one => one.Status == AcmeAuthorizationStatus.Invalid) ? AcmeOrderStatus.Invalid
            : all.All(one => one.Status == AcmeAuthorizationStatus.Valid) ? AcmeOrderStatus.Ready
            : AcmeOrderStatus.Pending;
        return order with { Status = status, Certificate = csr is null ? null : At("certificate") };
    }

    private AcmeAuthorization Authorization(Uri url) =>
        Demands is { } demanded && url.AbsolutePath.EndsWith("/0", StringComparison.Ordinal) ? Proof(url) with { Domain = demanded } : Proof(url);

    private AcmeAuthorization Proof(Uri url)
    {
        var parts = url.AbsolutePath.Split('/');
        var domain = orders[At($"order/{parts[2]}")].Order.Domains[int.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture)];
        var (bare, challenge) = (domain.IsWildcard ? domain.Parent! : domain, new Uri(url, $"{url.AbsolutePath}/dns"));
        return new AcmeAuthorization
        {
            Url = url,
            Domain = bare,
            IsWildcard = domain.IsWildcard,
            Status = !proven.Contains(challenge) ? AcmeAuthorizationStatus.Pending : Refuses.Contains(bare) ? AcmeAuthorizationStatus.Invalid : AcmeAuthorizationStatus.Valid,
            Challenges =
            [
                .. Offers.Select(type => new AcmeChallenge
                {
                    Type = type,
                    Url = challenge,
                    Status = AcmeChallengeStatus.Pending,
                    Token = type == AcmeChallenge.Dns01 ? $"token-{parts[2]}-{parts[3]}-" : null,
                    AccountUri = PersistAccount,
                    IssuerDomainNames = type == AcmeChallenge.DnsPersist01 ? [$"{issuer.Name}.example"] : [],
                    Problem = Refuses.Contains(bare) ? new AcmeProblem("unauthorized", "no such value", 403, []) : null,
                }),
            ],
        };
    }

    private Uri At(string path) => new($"https://{issuer.Name}.example/{path}");
}
