using Mooring.Core.Certificates;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Store;
using Mooring.Engine.Tests.Issuing;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Deploy;

/// <summary>What is remembered of deployments.</summary>
public sealed class DeploymentsTests : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly TestAuthority authority = new(Sample.Now);
    private readonly ManualClock clock = new(Sample.Now);
    private readonly InMemoryStateStore store = new();
    private readonly CertificateStore certificates;

    public DeploymentsTests() => certificates = new CertificateStore(place.Path, clock, _ => { });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Deploys_each_version_once_unless_told_to()
    {
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);

        Assert.True((await DeployAsync(DeployWhen.Due))?.Succeeded);
        Assert.Null(await DeployAsync(DeployWhen.Due));
        Assert.Null(await DeployAsync(DeployWhen.Pending));
        Assert.True((await DeployAsync(DeployWhen.Now))?.Succeeded);

        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        Assert.True((await DeployAsync(DeployWhen.Due))?.Succeeded);
    }

    [Fact]
    public async Task A_version_that_was_put_in_use_again_is_deployed_again()
    {
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        var second = await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        await DeployAsync(DeployWhen.Due);

        await certificates.RestoreAsync("example", CertificateKeyKind.EcdsaP256, 1, Cancellation);

        Assert.True((await DeployAsync(DeployWhen.Due))?.Succeeded);
        Assert.NotEqual(second.FullChain, await File.ReadAllTextAsync(place.Below("tls/example.fullchain.pem"), Cancellation));
    }

    [Fact]
    public async Task After_a_failure_waits_before_it_tries_again()
    {
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        var broken = new DeployStep.Run(["/nowhere/reload"]) { Attempts = 1 };

        Assert.False((await DeployAsync(DeployWhen.Due, broken))?.Succeeded);
        Assert.Null(await DeployAsync(DeployWhen.Due, broken));
        Assert.NotNull(await DeployAsync(DeployWhen.Pending, broken));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await DeployAsync(DeployWhen.Due, broken));

        var state = (await CertificateState.In(store, "example", CertificateKeyKind.EcdsaP256).ReadAsync(Cancellation)).Deployment;
        Assert.Equal((null, 3, clock.GetUtcNow().AddMinutes(15)), (state?.Deployed, state?.Failures, state?.NextAttempt));
        Assert.Contains("the command /nowhere/reload", state?.LastError?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_deployed_is_told_at_once_and_what_only_root_may_do_after_a_day()
    {
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        Assert.Null(await Subject().LookAsync(Spec(), Cancellation));

        await DeployAsync(DeployWhen.Due, new DeployStep.Run(["/nowhere/reload"]) { Attempts = 1 });
        var trouble = await Subject().LookAsync(Spec(), Cancellation);
        Assert.Contains("not deployed: the command /nowhere/reload", trouble?.Why.English, StringComparison.Ordinal);
        Assert.False(trouble?.WaitsForRoot);

        await CertificateState.In(store, "example", CertificateKeyKind.EcdsaP256).ChangeAsync(
            state => state with { Deployment = state.Deployment! with { NeedsRights = true } }, Cancellation);
        Assert.True((await Subject().LookAsync(Spec(), Cancellation))?.WaitsForRoot);
        clock.Advance(TimeSpan.FromHours(25));
        Assert.False((await Subject().LookAsync(Spec(), Cancellation))?.WaitsForRoot);

        await DeployAsync(DeployWhen.Due);
        Assert.Null(await Subject().LookAsync(Spec(), Cancellation));
    }

    [Fact]
    public async Task What_another_process_is_just_deploying_is_left_to_it_unless_it_was_asked_for()
    {
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        var busy = new BusyStore(store);
        var subject = new Deployments(certificates, busy, new Deployer(new ProcessRunner(clock), clock), clock, () => 0);

        Assert.Null(await subject.DeployAsync(Spec(), DeployWhen.Due, Cancellation));
        var refused = await subject.DeployAsync(Spec(), DeployWhen.Pending, Cancellation);

        Assert.False(refused?.Succeeded);
        Assert.Contains("another process is just deploying example", refused?.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_nothing_to_do_without_a_certificate_or_a_step()
    {
        Assert.Null(await DeployAsync(DeployWhen.Now));
        await certificates.AddAsync(Sample.Issue(authority), Cancellation);
        Assert.Null(await Subject().DeployAsync(new DeploySpec("example", [CertificateKeyKind.EcdsaP256], []), DeployWhen.Now, Cancellation));
    }

    private DeploySpec Spec(params DeployStep[] more) => new("example", [CertificateKeyKind.EcdsaP256], [new DeployStep.Files(place.Below("tls"), FileLayout.Flat), .. more]);

    private Task<DeployReport?> DeployAsync(DeployWhen when, params DeployStep[] more) => Subject().DeployAsync(Spec(more), when, Cancellation);

    private Deployments Subject() => new(certificates, store, new Deployer(new ProcessRunner(clock), clock), clock, () => 0);

    /// <summary>A store in which somebody else has every turn.</summary>
    private sealed class BusyStore(IStateStore inner) : IStateStore
    {
        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

        public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) =>
            inner.WriteAsync(key, content, expected, cancellation);

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) =>
            throw new StateStoreException(StateFault.Locked, Core.Text.Same("another run is at work on the same"));

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
    }
}
