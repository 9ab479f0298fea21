namespace Mooring.Tests.Configuration;

public sealed class CertificateNameTests
{
    [Fact]
    public void A_name_that_a_wildcard_beside_it_covers_is_a_warning_and_the_apex_and_deeper_names_are_none()
    {
        var loaded = Sample.Read("""
            accounts:
              home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: example-secret }
            issuers:
              le: { directory: "https://acme-v02.api.letsencrypt.org/directory", agree-terms: true }
            certificates:
              - { name: example, account: home, issuer: le, domains: [example.com, "*.example.com", www.example.com, a.b.example.com] }
            """);

        Assert.NotNull(loaded.Configuration);
        var warning = Assert.Single(loaded.Warnings);
        Assert.Equal("certificates[0].domains[2]", warning.Key);
        Assert.StartsWith("www.example.com is covered by *.example.com", warning.Message.English, StringComparison.Ordinal);
    }
}
