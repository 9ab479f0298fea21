using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Doctor;
using Mooring.Doctor.Certificates;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Tests.Doctor.Certificates;

/// <summary>Who may issue by the CAA records of a name.</summary>
public sealed class CaaTests
{
    private static readonly Issuer Letters = new("letsencrypt", new Uri("https://acme-v02.api.letsencrypt.org/directory"));

    [Theory]
    [InlineData("example.com", "", true)]
    [InlineData("example.com", "issue letsencrypt.org", true)]
    [InlineData("example.com", "issue LetsEncrypt.org; validationmethods=http-01, dns-01", true)]
    [InlineData("example.com", "issue letsencrypt.org; validationmethods=http-01", false)]
    [InlineData("example.com", "issue letsencrypt.org; accounturi=https://acme.example.net/1", true)]
    [InlineData("example.com", "issue sectigo.com", false)]
    [InlineData("example.com", "issue sectigo.com|issue letsencrypt.org", true)]
    [InlineData("example.com", "issue ;", false)]
    [InlineData("example.com", "iodef mailto:you@example.com", true)]
    [InlineData("*.example.com", "issue letsencrypt.org", true)]
    [InlineData("*.example.com", "issue letsencrypt.org|issuewild ;", false)]
    [InlineData("*.example.com", "issue sectigo.com|issuewild letsencrypt.org", true)]
    [InlineData("example.com", "issue sectigo.com|issuewild letsencrypt.org", false)]
    public void Is_judged_as_the_authority_does(string domain, string records, bool allowed)
    {
        var finding = Assert.Single(CaaJudge.Judge([Facts(domain, records)], Offer()));

        Assert.Equal((FindingIds.CertificateCaa, allowed ? Severity.Ok : Severity.Fault), (finding.Id, finding.Severity));
    }

    [Fact]
    public void What_forbids_is_named_with_the_record_to_add()
    {
        var finding = Assert.Single(CaaJudge.Judge([Facts("*.example.com", "issuewild sectigo.com")], Offer()));

        Assert.Equal("*.example.com (letsencrypt)", finding.Subject);
        Assert.Contains("'0 issuewild \"sectigo.com\"'", finding.Message.English, StringComparison.Ordinal);
        Assert.Contains("`mooring records set example.com CAA '0 issuewild \"letsencrypt.org\"' --mode join`", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_that_tells_no_name_or_does_not_answer_is_not_judged()
    {
        Assert.Empty(CaaJudge.Judge([Facts("example.com", "issue ;")], new AuthorityOffer(Letters)));
        Assert.Empty(CaaJudge.Judge([Facts("example.com", "issue ;")], Offer() with { Error = Core.Text.Same("away") }));
    }

    private static AuthorityOffer Offer() => new(Letters) { CaaIdentities = ["letsencrypt.org"] };

    private static CaaFacts Facts(string domain, string records) => new(
        DomainName.Parse(domain),
        DomainName.Parse("example.com"),
        [.. records.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(record => record.Split(' ', 2)).Select(parts => new CaaData(0, parts[0], Octets.OfText(parts[1])))]);
}
