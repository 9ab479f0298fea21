using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Doctor;
using Mooring.Doctor.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Tests.Doctor.Certificates;

/// <summary>What is said of certificates and their authorities.</summary>
public sealed class StandingTests
{
    private static readonly DateTimeOffset Issued = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Issuer Private = new("private", new Uri("https://ca.example.net/directory"));

    private static readonly CertificateWish Wish = new()
    {
        Name = "example", Kind = CertificateKeyKind.EcdsaP256, Domains = [DomainName.Parse("example.com")], Issuers = [Private],
    };

    private static readonly CertificateState Failed = CertificateState.Empty with { LastError = Text.Same("the network is away"), NextAttempt = Issued.AddDays(80) };

    [Theory]
    [InlineData(10, false, "Ok", "is valid until 2027-01-30 00:00 UTC")]
    [InlineData(60, true, "Warning", "is valid until 2027-01-30 00:00 UTC; the last attempt to renew it failed: the network is away; next attempt at 2027-01-20 00:00 UTC")]
    [InlineData(80, false, "Fault", "ends at 2027-01-30 00:00 UTC and was not renewed in time")]
    [InlineData(91, true, "Fault", "is over since 2027-01-30 00:00 UTC; the last attempt to renew it failed: the network is away; next attempt at 2027-01-20 00:00 UTC")]
    public void A_certificate_of_90_days_is_judged_by_its_age_and_what_failed(int day, bool failed, string severity, string message)
    {
        var finding = Assert.Single(CertificateJudge.Judge(new WantedCertificate(Wish, InUse(), failed ? Failed : CertificateState.Empty, IsDeployed: false), Issued.AddDays(day)));

        Assert.Equal((FindingIds.CertificateStanding, severity, "example (ecdsa-p256)", message), (finding.Id, finding.Severity.ToString(), finding.Subject, finding.Message.English));
        Assert.Equal(severity == "Ok", finding.Mend is null);
    }

    [Fact]
    public void One_that_was_revoked_is_a_fault_until_there_is_another()
    {
        Severity Judge(int version) => Assert.Single(CertificateJudge.Judge(
            new WantedCertificate(Wish, InUse(), CertificateState.Empty with { Revoked = version }, IsDeployed: false), Issued)).Severity;

        Assert.Equal((Severity.Fault, Severity.Ok), (Judge(2), Judge(1)));
    }

    [Fact]
    public void One_that_is_not_there_is_a_hint_until_an_attempt_has_failed()
    {
        Severity Judge(CertificateState state) => Assert.Single(CertificateJudge.Judge(new WantedCertificate(Wish, null, state, IsDeployed: true), Issued)).Severity;

        Assert.Equal((Severity.Hint, Severity.Fault), (Judge(CertificateState.Empty), Judge(Failed)));
    }

    [Fact]
    public void A_deployment_is_good_when_the_version_in_use_is_where_it_is_used()
    {
        Severity Judge(DeploymentState? state) => CertificateJudge.Judge(
            new WantedCertificate(Wish, InUse(), CertificateState.Empty with { Deployment = state }, IsDeployed: true), Issued).Single(finding => finding.Id == FindingIds.CertificateDeployment).Severity;

        Assert.Equal(Severity.Warning, Judge(null));
        Assert.Equal(Severity.Warning, Judge(new DeploymentState(1, Issued, 0, null, null)));
        Assert.Equal(Severity.Fault, Judge(new DeploymentState(1, Issued, 1, null, Text.Same("nginx does not take it"))));
        Assert.Equal(Severity.Ok, Judge(new DeploymentState(2, Issued, 0, null, null)));
    }

    [Fact]
    public void An_authority_is_faulty_when_it_is_away_or_wants_or_lacks_something()
    {
        static Severity Judge(AuthorityOffer offer) => IssuerJudge.Judge(offer).Severity;

        Assert.Equal(Severity.Ok, Judge(new AuthorityOffer(Private)));
        Assert.Equal(Severity.Fault, Judge(new AuthorityOffer(Private) { Error = Text.Same("away") }));
        Assert.Equal(Severity.Fault, Judge(new AuthorityOffer(Private) { NeedsExternalAccount = true }));
        Assert.Equal(Severity.Ok, Judge(new AuthorityOffer(Private with { BindingFrom = new Uri("https://ca.example.net/eab") }) { NeedsExternalAccount = true }));
        Assert.Equal(Severity.Fault, Judge(new AuthorityOffer(Private with { Profile = "shortlived" }) { Profiles = ["classic"] }));
        Assert.Equal(Severity.Ok, Judge(new AuthorityOffer(Private with { Profile = "shortlived", ProfilePreferred = true }) { Profiles = ["classic"] }));
    }

    private static StoredCertificate InUse() => new()
    {
        Name = Wish.Name, Kind = Wish.Kind, Version = 2, Chain = [], Key = new Secret("never read"), Domains = Wish.Domains, Validity = new Validity(Issued, Issued.AddDays(90)),
        Serial = "01", IssuedBy = "CN=private", Origin = new CertificateOrigin("private", Private.Directory, Issued),
    };
}
