using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What <c>doctor</c> says of certificates, with a certificate authority and its name servers.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task A_certificate_that_is_issued_and_deployed_is_good_and_whatever_is_in_the_way_of_the_next_is_named()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync($$"""
            certificates: [ { name: example, domains: [example.com, "*.example.com"], account: home, issuer: sandbox, deploy: [ files: { directory: "{{harbour.Directory}}/live" } ] } ]
            issuers: { sandbox: { directory: "https://127.0.0.1:{{harbour.Sandbox.Ports.Ca}}/directory", agree-terms: true, root-certificates: "{{harbour.Directory}}/root.pem" } }
            dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
            clock: { sntp: ["127.0.0.1:{{harbour.Sandbox.Ports.Sntp}}"], agree: 1 }
            """);
        var before = await DiagnoseAsync(harbour);
        var issued = await harbour.RunAsync("cert", "issue");
        Assert.True(issued.ExitCode == 0, issued.ToString());
        var after = await DiagnoseAsync(harbour);
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "@ CAA 0 issuewild \"other.example.net\"")));
        var forbidden = await DiagnoseAsync(harbour);
        await harbour.PutAsync("ca", """{"mode":"unreachable"}""");
        var away = await DiagnoseAsync(harbour);

        Assert.Equal(["certificate.standing hint", "certificate.issuer ok", "certificate.caa ok"], before);
        Assert.Equal(["certificate.standing ok", "certificate.deployment ok", "certificate.issuer ok", "certificate.caa ok"], after);
        Assert.Equal(["certificate.standing ok", "certificate.deployment ok", "certificate.issuer ok", "certificate.caa fault", "certificate.caa ok"], forbidden);
        Assert.Equal(["certificate.standing ok", "certificate.deployment ok", "certificate.issuer fault"], away);
    }

    private static async Task<string[]> DiagnoseAsync(Harbour harbour)
    {
        var result = await harbour.RunAsync("doctor", "--output", "json");
        Assert.True(result.ExitCode is 0 or 1, result.ToString());
        return [.. result.Json.GetProperty("findings").EnumerateArray().Select(Diagnosis.Of)
            .Where(finding => finding.Id.StartsWith("certificate.", StringComparison.Ordinal)).Select(finding => $"{finding.Id} {finding.Severity}")];
    }
}
