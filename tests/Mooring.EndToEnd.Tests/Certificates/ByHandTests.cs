using System.Text.Json;
using System.Text.RegularExpressions;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Certificates of a zone without an API, from the sandbox's authority; the test is the person who edits it.</summary>
public sealed partial class ByHandTests
{
    [Fact]
    public async Task Whoever_adds_what_is_printed_gets_the_certificate_without_pressing_a_key()
    {
        await using var harbour = await OpenAsync();
        await using var issue = RunningProgram.Of(MooringProgram.Start(harbour.Directory, ["cert", "issue"]));
        await issue.SaysAsync("add at the DNS host of example.org", times: 2);

        await AddAsync(harbour, issue.Said);
        var result = await issue.EndsAsync(within: TimeSpan.FromMinutes(3));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["*.example.org", "example.org"], Assert.Single(harbour.World.Authority.Certificates.All).Names);
        Assert.All(Wanted(issue.Said), value => Assert.Contains($"no longer needed, delete it at the DNS host of example.org: _acme-challenge.example.org TXT \"{value}\"", result.Error, StringComparison.Ordinal));
        Assert.Equal(2, (await harbour.RecordsAsync("example.org")).Length);
        Assert.Empty(await harbour.CallsAsync());
    }

    [Fact]
    public async Task Where_nobody_waits_the_failure_says_what_to_add_and_the_order_goes_on_once_it_is_there()
    {
        await using var harbour = await OpenAsync();
        await ConfigureAsync(harbour, propagation: "{ timeout: 2s, grace: 1s }");

        var renew = await harbour.RunAsync("cert", "renew");
        await AddAsync(harbour, renew.Error);
        await using (var daemon = RunningProgram.Start(harbour))
        {
            await daemon.SaysAsync("Add there, beside what is there already: _acme-challenge.example.org TXT");
        }

        await ConfigureAsync(harbour);
        var issue = await harbour.RunAsync("cert", "issue");

        Assert.True(renew.ExitCode == 1, renew.ToString());
        Assert.Contains("edited by hand (provider: manual)", renew.Error, StringComparison.Ordinal);
        Assert.True(issue.ExitCode == 0, issue.ToString());
        Assert.Equal(Wanted(renew.Error).Order(StringComparer.Ordinal), Wanted(issue.Error).Order(StringComparer.Ordinal));
        Assert.Single(harbour.World.Authority.Certificates.All);
    }

    [Fact]
    public async Task Every_verb_copes_with_a_configuration_of_nothing_else()
    {
        await using var harbour = await OpenAsync();

        (string Verb, int Code)[] verbs =
            [("check", 0), ("plan", 0), ("update", 0), ("cert list", 0), ("records list example.org", 1), ("records list example.org --account hand", 2)];
        foreach (var (verb, code) in verbs)
        {
            var result = await harbour.RunAsync(verb.Split(' '));

            Assert.True(result.ExitCode == code, $"{verb}: {result}");
            Assert.True(code == 0 || result.Error.Contains("provider: manual", StringComparison.Ordinal), $"{verb}: {result}");
        }

        var findings = (await harbour.RunAsync("doctor", "--output", "json")).Json.GetProperty("findings").EnumerateArray();
        Assert.DoesNotContain(findings, finding => finding.GetProperty("id").GetString()!.StartsWith("account.", StringComparison.Ordinal) && finding.GetProperty("severity").GetString() == "fault");
    }

    [Fact]
    public async Task A_hook_refuses_the_zone_rather_than_wait_for_nobody()
    {
        await using var harbour = await OpenAsync();

        var result = await MooringProgram.RunAsync(harbour.Directory, ["certbot", "auth"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CERTBOT_DOMAIN"] = "www.example.org", ["CERTBOT_VALIDATION"] = "ZaJgFtIV4WA0t2MzN7kbSk0sfRd2GZjaxRqaSTAK6lI",
        });

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("is edited by hand (account hand, provider: manual), and nobody can be asked here", result.Error, StringComparison.Ordinal);
    }

    private static async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, "example.org");
        await ConfigureAsync(harbour);
        return harbour;
    }

    private static Task ConfigureAsync(Harbour harbour, string propagation = "{}") => harbour.WriteAsync($$"""
        accounts: { hand: { provider: manual, zones: [example.org] } }
        state: {{harbour.State}}
        dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}}, propagation: {{propagation}} }
        certificates: [ { name: paper, domains: [example.org, "*.example.org"], account: hand, issuer: sandbox } ]
        issuers: { sandbox: { directory: "https://127.0.0.1:{{harbour.Sandbox.Ports.Ca}}/directory", agree-terms: true, root-certificates: {{Path.Combine(harbour.Directory, "root.pem")}} } }
        """);

    private static Task AddAsync(Harbour harbour, string said) => harbour.PutAsync("zones/example.org/records", JsonSerializer.Serialize(
        Wanted(said).Select(value => new { name = "_acme-challenge", type = "TXT", value })));

    private static string[] Wanted(string said) => [.. Asked().Matches(said).Select(asked => asked.Groups["value"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("_acme-challenge.example.org TXT \"(?<value>[A-Za-z0-9_-]{43})\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Asked();
}
