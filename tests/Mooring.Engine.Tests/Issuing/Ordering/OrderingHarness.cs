using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>One certificate, two authorities, DNS that does as it is told, and a state that outlives "processes".</summary>
internal sealed class OrderingHarness : IAuthorities, IChallengePublisher, IIssuanceProgress, IDisposable
{
    private readonly string state = Directory.CreateTempSubdirectory("mooring-").FullName;

    public OrderingHarness()
    {
        First = new Issuer("first", new Uri("https://first.example/directory"));
        Second = new Issuer("second", new Uri("https://second.example/directory"));
        Authorities = new Dictionary<string, FakeAuthority>(StringComparer.Ordinal) { ["first"] = new(First, Time), ["second"] = new(Second, Time) };
        Wish = new CertificateWish
        {
            Name = "example",
            Kind = CertificateKeyKind.EcdsaP256,
            Domains = [DomainName.Parse("example.com"), DomainName.Parse("*.example.com")],
            Issuers = [First, Second],
        };
    }

    public ManualClock Time { get; } = new();

    public Issuer First { get; set; }

    public Issuer Second { get; }

    public Dictionary<string, FakeAuthority> Authorities { get; }

    public FakeAuthority Authority => Authorities["first"];

    public CertificateWish Wish { get; set; }

    public IStateStore Store { get; set; } = new InMemoryStateStore();

    /// <summary>The state directory.</summary>
    public string State => state;

    /// <summary>What stands in DNS because of us.</summary>
    public List<Challenge> Published { get; } = [];

    /// <summary>What was ever published, by value.</summary>
    public List<string> Values { get; } = [];

    /// <summary>Why DNS does not answer with what was published; null: it does.</summary>
    public Text? Unseen { get; set; }

    /// <summary>The texts of a name at each server that tells, beside what is published.</summary>
    public Func<DomainName, IReadOnlyList<IReadOnlyList<string>>> Lasting { get; set; } = _ => [[], []];

    /// <summary>Consulted before anything is published.</summary>
    public Action Publishing { get; set; } = () => { };

    /// <summary>Consulted before leftovers are looked for.</summary>
    public Action Sweeping { get; set; } = () => { };

    /// <summary>Consulted before anything is removed.</summary>
    public Func<CancellationToken, Task> Removing { get; set; } = _ => Task.CompletedTask;

    public List<string> Told { get; } = [];

    /// <summary>Whether the zone has no API.</summary>
    public bool IsByHand { get; set; }

    /// <summary>Whether a person is there.</summary>
    public bool IsAttended { get; set; }

    /// <summary>What a person was asked to do.</summary>
    public List<string> Asked { get; } = [];

    public List<string> Warned { get; } = [];

    public CertificateStore Certificates => new(state, Time, _ => { });

    /// <summary>How the certificate stands.</summary>
    public Task<CertificateState> StateAsync() => CertificateState.In(Store, Wish.Name, Wish.Kind).ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>One round, as of a process of its own.</summary>
    public async Task<CertificateOutcome> RunAsync(CertificateAim aim = CertificateAim.Due, double random = 0) => (await RunAsync([Wish], aim, random))[0];

    /// <summary>One round over several certificates.</summary>
    public async Task<ImmutableArray<CertificateOutcome>> RunAsync(IReadOnlyList<CertificateWish> wishes, CertificateAim aim = CertificateAim.Due, double random = 0, CancellationToken? cancellation = null)
    {
        var tools = new IssuingTools(this, _ => this, SeeAsync, Certificates, Store, Time) { IsAttended = IsAttended, TextsAt = (name, _) => Task.FromResult(Lasting(name)) };
        return await new CertificateRound(tools, this, () => random).RunAsync(wishes, aim, TimeSpan.Zero, cancellation ?? TestContext.Current.CancellationToken);
    }

    public Task<IAuthority> OpenAsync(Issuer issuer, CancellationToken cancellation)
    {
        var authority = Authorities.GetValueOrDefault(issuer.Directory.Host.Split('.')[0]) ?? throw new InvalidOperationException($"no authority at {issuer.Directory}");
        authority.Call("open");
        return Task.FromResult<IAuthority>(authority);
    }

    public Task RevokeByKeyAsync(Issuer issuer, X509Certificate2 certificate, Secret key, RevocationReason reason, CancellationToken cancellation)
    {
        Authorities[issuer.Name].Call($"revoke {reason} by key");
        return Task.CompletedTask;
    }

    /// <summary>Has the certificate in use revoked.</summary>
    public Task<(string? Serial, Text? Why)> RevokeAsync(string reason) =>
        new Revocation(new IssuingTools(this, _ => this, SeeAsync, Certificates, Store, Time)).RevokeAsync(Wish, reason, TestContext.Current.CancellationToken);

    public Task<RenewalInfo?> GetRenewalInfoAsync(Issuer issuer, string certificateId, CancellationToken cancellation)
    {
        Authorities[issuer.Name].Call("renewal info");
        return Task.FromResult(Authorities[issuer.Name].Window);
    }

    public Task<IReadOnlyList<PublishedChallenge>> PublishAsync(IReadOnlyList<Challenge> challenges, CancellationToken cancellation)
    {
        Publishing();
        Published.AddRange(challenges);
        Values.AddRange(challenges.Select(challenge => challenge.Value));
        return Task.FromResult<IReadOnlyList<PublishedChallenge>>(
            [.. challenges.Select(one => new PublishedChallenge(one, "home", DomainName.Parse("example.com"), DomainName.Parse($"_acme-challenge.{one.Domain}"), "1", IsByHand))]);
    }

    public async Task RemoveAsync(IReadOnlyList<PublishedChallenge> published, CancellationToken cancellation)
    {
        await Removing(cancellation);
        Published.RemoveAll(challenge => published.Any(one => one.Challenge == challenge));
    }

    public Task<int> SweepAsync(CancellationToken cancellation)
    {
        Sweeping();
        return Task.FromResult(0);
    }

    public void Tell(CertificateWish wish, Text what) => Told.Add(what.English);

    public void Ask(CertificateWish wish, Text what) => Asked.Add(what.English);

    public void Warn(CertificateWish wish, Text what) => Warned.Add(what.English);

    public void Dispose() => Directory.Delete(state, recursive: true);

    private Task<PropagationReport> SeeAsync(IReadOnlyList<ExpectedTxt> expected, Action<PropagationProgress> progress, CancellationToken cancellation)
    {
        Assert.All(expected, one => Assert.Equal(2, one.Values.Count));
        return Task.FromResult(new PropagationReport(Unseen is null, TimeSpan.FromSeconds(1), [], Unseen));
    }
}
