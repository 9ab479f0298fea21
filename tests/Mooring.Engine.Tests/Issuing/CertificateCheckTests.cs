using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing;

public sealed class CertificateCheckTests : IDisposable
{
    private readonly TestAuthority authority = new(Sample.Now);

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData(CertificateKeyKind.EcdsaP384)]
    [InlineData(CertificateKeyKind.Rsa2048)]
    public void Lets_what_was_asked_for_pass(CertificateKeyKind kind)
    {
        var good = Sample.Issue(authority, kind: kind);

        Assert.Null(CertificateCheck.Judge(good.Chain, CertificateKeys.PublicOf(good.Key!), Sample.Domains, Sample.Now));
        Assert.Null(CertificateCheck.Judge([.. good.Chain, authority.RootPem], CertificateKeys.PublicOf(good.Key!), [Sample.Domains[1]], Sample.Now));
    }

    [Fact]
    public void Refuses_a_certificate_for_another_key()
    {
        var good = Sample.Issue(authority);

        Assert.Contains("another key", Judged(good.Chain, good with { Key = CertificateKeys.Create(CertificateKeyKind.EcdsaP256) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_what_is_missing_and_lets_no_wildcard_stand_for_it()
    {
        var good = Sample.Issue(authority);

        var why = CertificateCheck.Judge(good.Chain, CertificateKeys.PublicOf(good.Key!), [.. Sample.Domains, DomainName.Parse("www.example.com")], Sample.Now);

        Assert.Equal("the certificate does not carry www.example.com", why?.English);
    }

    [Theory]
    [InlineData(91, "see whether this machine's clock is right")]
    [InlineData(-2, "see whether this machine's clock is right")]
    [InlineData(-0.5, null)]
    public void Refuses_what_does_not_count_now_but_forgives_a_slow_clock(double days, string? expected)
    {
        var good = Sample.Issue(authority);

        var why = CertificateCheck.Judge(good.Chain, CertificateKeys.PublicOf(good.Key!), Sample.Domains, Sample.Now.AddDays(days));

        Assert.Equal(expected is null, why is null);
        Assert.Contains(expected ?? "", why?.English ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_chain_that_does_not_hang_together()
    {
        using var other = new TestAuthority(Sample.Now);
        var good = Sample.Issue(authority);

        // The other authority's names are the same, so only the signature tells.
        Assert.Contains("is not signed by", Judged([good.Chain[0], other.MiddlePem], good), StringComparison.Ordinal);
        Assert.Contains("is not signed by", Judged([good.Chain[0], authority.RootPem], good), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_is_no_certificate()
    {
        var good = Sample.Issue(authority);

        Assert.Contains("no certificate", Judged([], good), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Judged(["-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"], good), StringComparison.Ordinal);
    }

    private static string Judged(IReadOnlyList<string> chain, NewCertificate certificate) =>
        CertificateCheck.Judge(chain, CertificateKeys.PublicOf(certificate.Key!), Sample.Domains, Sample.Now)?.English ?? "";
}
