using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Tests.Cli;

/// <summary>What a person reads of certificates in a table.</summary>
public sealed class CertificateOutputTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly CertificateWish Wish = new()
    {
        Name = "example", Kind = CertificateKeyKind.EcdsaP256, Domains = [DomainName.Parse("example.com")], Issuers = [new Issuer("own", new Uri("https://127.0.0.1/directory"))],
    };

    [Theory]
    [InlineData(null, false, false, "not issued yet", "尚未签发")]
    [InlineData(null, false, true, "not issued yet; failed, next attempt 2026-11-22 01:00", "尚未签发；签发失败，下次尝试 2026-11-22 01:00")]
    [InlineData(30, false, false, "valid", "有效")]
    [InlineData(30, false, true, "valid; failed, next attempt 2026-11-22 01:00", "有效；签发失败，下次尝试 2026-11-22 01:00")]
    [InlineData(30, true, false, "revoked", "已吊销")]
    [InlineData(-1, false, true, "expired; failed, next attempt 2026-11-22 01:00", "已过期；签发失败，下次尝试 2026-11-22 01:00")]
    public void Tells_how_the_one_in_use_stands_and_what_came_of_getting_another(int? days, bool isRevoked, bool hasFailed, string english, string chinese)
    {
        var outcome = new CertificateOutcome(Wish, days is { } left ? Certificate(Now.AddDays(left)) : null, IsNew: false)
        {
            IsRevoked = isRevoked, Error = hasFailed ? new Text("why", "原因") : null, NextAttempt = hasFailed ? Now.AddHours(1) : null,
        };

        Assert.EndsWith("  " + english, CertificateOutput.Table([outcome], Now, Language.English).Lines().Last(), StringComparison.Ordinal);
        Assert.EndsWith("  " + chinese, CertificateOutput.Table([outcome], Now, Language.Chinese).Lines().Last(), StringComparison.Ordinal);
        Assert.Equal(hasFailed ? ["example (ecdsa-p256): why"] : [], CertificateOutput.Failures([outcome]).Select(why => why.English));
    }

    [Fact]
    public void Tells_that_the_one_in_use_is_not_deployed_and_why()
    {
        var outcome = new CertificateOutcome(Wish, Certificate(Now.AddDays(30)), IsNew: false) { NotDeployed = new Text("why", "原因") };

        Assert.EndsWith("  valid, not deployed", CertificateOutput.Table([outcome], Now, Language.English).Lines().Last(), StringComparison.Ordinal);
        Assert.Equal(["example (ecdsa-p256)：未能部署：原因"], CertificateOutput.Failures([outcome]).Select(why => why.Chinese));
    }

    private static StoredCertificate Certificate(DateTimeOffset notAfter) => new()
    {
        Name = "example",
        Kind = CertificateKeyKind.EcdsaP256,
        Version = 1,
        Chain = [],
        Key = new Secret("key"),
        Domains = [],
        Validity = new Validity(notAfter.AddDays(-90), notAfter),
        Serial = "01",
        IssuedBy = "CN=own",
        Origin = new CertificateOrigin("own", new Uri("https://127.0.0.1/directory"), Now),
    };
}
