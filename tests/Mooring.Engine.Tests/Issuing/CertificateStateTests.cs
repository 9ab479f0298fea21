using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Issuing;

public sealed class CertificateStateTests
{
    private static readonly Uri Directory = new("https://ca.example/directory");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_about_an_issuance_reads_back()
    {
        var document = CertificateState.In(new InMemoryStateStore(), "Example", CertificateKeyKind.Rsa2048);
        var state = new CertificateState
        {
            Order = new PendingOrder(new Uri("https://ca.example/order/1"), "letsencrypt", Directory, "https://ca.example/acct/1", ["example.com"], Sample.Now)
            {
                Replaces = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE", Profile = "tlsserver",
            },
            Failures = 2,
            NextAttempt = Sample.Now.AddMinutes(5),
            LastError = new Text("no", "否"),
            LastFailure = Sample.Now,
            Renewal = new RenewalChoice(Sample.Now.AddDays(60), new RenewalWindow(Sample.Now.AddDays(59), Sample.Now.AddDays(61))),
            RenewalOf = 4,
            NextLook = Sample.Now.AddHours(6),
            Explanation = new Uri("https://ca.example/why"),
            Deployment = new DeploymentState(3, Sample.Now, 1, Sample.Now.AddMinutes(1), new Text("denied", "拒绝")),
        };

        await document.ChangeAsync(_ => state, Cancellation);
        var read = await document.ReadAsync(Cancellation);

        Assert.Equivalent(state, read, strict: true);
        Assert.Equal(state.Renewal, read.Renewal);
    }

    [Fact]
    public async Task The_ledger_reads_back_with_what_it_counts()
    {
        var store = new InMemoryStateStore();
        var uses = LimitUses.AtFailure("https://ca.example/acct/1", Sample.Domains[0]);

        await LedgerOfAuthority.In(store, Directory).ChangeAsync(
            before => Enumerable.Range(0, 5).Aggregate(before, (ledger, _) => ledger.Take(IssuanceLimits.LetsEncrypt, uses, Sample.Now)), Cancellation);
        var ledger = await LedgerOfAuthority.In(store, new Uri("https://CA.example/other")).ReadAsync(Cancellation);

        Assert.Equal(Sample.Now.AddMinutes(12), ledger.Judge(IssuanceLimits.LetsEncrypt, uses, Sample.Now)?.Until);
    }
}
