using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing;

/// <summary>Certificates as an authority would have issued them.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly DomainName[] Domains = [DomainName.Parse("example.com"), DomainName.Parse("*.example.com")];

    public static NewCertificate Issue(
        TestAuthority authority, string name = "example", CertificateKeyKind kind = CertificateKeyKind.EcdsaP256, DomainName[]? domains = null)
    {
        var key = CertificateKeys.Create(kind);
        var chain = authority.Sign(CertificateRequests.Create(key, domains ?? Domains), Now.AddHours(-1), Now.AddDays(90));
        return new NewCertificate(name, kind, chain, key, new CertificateOrigin("letsencrypt", new Uri("https://ca.example/directory"), Now)
        {
            Account = "https://ca.example/acct/1",
        });
    }
}
