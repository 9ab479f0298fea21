using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>What became of a certificate is told once by the run and remembered for whoever asks later.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Issuing_deploying_and_revoking_are_told_and_remembered_and_so_is_what_failed()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "[echo, reloaded]");
        await harbour.PutAsync("ca", """{"mode":"error"}""");
        var failed = await harbour.RunAsync("cert", "issue");
        await harbour.PutAsync("ca", """{"mode":"answer"}""");
        var issued = await harbour.RunAsync("cert", "issue");
        await ConfigureAsync(harbour, "[/no/such/program]");
        var undeployed = await harbour.RunAsync("cert", "issue", "--output", "json");
        var waiting = await harbour.RunAsync("cert", "renew");
        await harbour.RunAsync("cert", "revoke", "example");

        var history = await harbour.RunAsync("history", "example");

        Assert.Equal((1, 0, 1, 1), (failed.ExitCode, issued.ExitCode, undeployed.ExitCode, waiting.ExitCode));
        Assert.Contains("valid, not deployed", waiting.Output, StringComparison.Ordinal);
        Assert.Contains($"example: files in {harbour.Directory}/live: done", issued.Output, StringComparison.Ordinal);
        Assert.Contains("example: run echo: done", issued.Output, StringComparison.Ordinal);
        Assert.Equal("failed", undeployed.Json.GetProperty("deployments")[0].GetProperty("outcome").GetString());
        string[] told = ["not issued: ", "issued by sandbox, valid until 20", "version 1 deployed", "issued by sandbox, valid until 20", "not deployed: ", "revoked, serial number "];
        var lines = history.Output.Trim().Split('\n')[1..];
        Assert.Equal(told.Length, lines.Length);
        Assert.All(told.Zip(lines), line => Assert.Matches($"^20\\S+ \\S+ +certificate +example \\(ecdsa-p256\\) +{line.First}", line.Second));
        var shown = await harbour.RunAsync("cert", "show", "example");
        Assert.Contains("deployed: version 1 at 20", shown.Output, StringComparison.Ordinal);
        Assert.Contains("a newer one not: ", shown.Output, StringComparison.Ordinal);
    }

    private static Task ConfigureAsync(Harbour harbour, string program) => harbour.ConfigureAsync($$"""
        certificates: [ { name: example, domains: [example.com], account: home, issuer: sandbox, deploy: [ files: { directory: "{{harbour.Directory}}/live" }, run: {{program}} ] } ]
        issuers: { sandbox: { directory: "https://127.0.0.1:{{harbour.Sandbox.Ports.Ca}}/directory", agree-terms: true, root-certificates: "{{harbour.Directory}}/root.pem" } }
        dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
        """);
}
