using System.Text.RegularExpressions;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Cli;

/// <summary>What stands in a person's own file, state and arguments reaches a terminal as text, whatever it is made of.</summary>
public sealed partial class HostileTextTests : IDisposable
{
    private const string Evil = "\u001b[31m\u001b[2J\u001b]0;t\a\u009b2K\u202eX\r\nFORGED";

    /// <summary>The same in a double-quoted scalar.</summary>
    private const string EvilYaml = @"\u001b[31m\u001b[2J\u001b]0;t\a\u009b2K\u202eX\r\nFORGED";

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-hostile-").FullName;

    public static TheoryData<string> Offline { get; } =
    [
        "addresses", "addresses --output json", "check", "check --output json", "check --language zh", "history", $"history {Evil}", $"history --since {Evil}", "import mooring.yaml", $"import {Evil}", $"import mooring.yaml --format {Evil}", "plan --log-level trace", $"records list {Evil}", $"lookup {Evil}",
        $"init --force --provider tencent --id {Evil} --secret-file {Evil} --name {Evil} --interface {Evil}",
        $"{Evil}", $"plan --{Evil}", $"plan {Evil}", $"--output {Evil} plan", $"plan --config {Evil}", $"check {Evil} --language zh", $"records list example.com --account {Evil}",
        $"history {Evil}", $"history --since {Evil} --limit {Evil}", "notify test", $"notify test --to {Evil}",
        $"cert export {Evil} --to {Evil}", $"cert export x --to . --layout {Evil}", $"cert export x --to . --layout pfx --password-file {Evil}", "cert export --deploy", $"cert export {Evil} --deploy",
        "doctor", "doctor --output json", "service status", "service status --output json", "service install --print", "service uninstall --print",
        "certbot auth", "certbot cleanup", $"certbot auth --account {Evil}", "certbot-dns-aliyun -c mooring.yaml", $"certbot-dns-aliyun -o cleanup -c {Evil}", $"certbot-dns-aliyun -o {Evil}",
    ];

    public static TheoryData<string> Verbs { get; } =
    [
        .. Offline.Select(row => row.Data), "plan", "plan --output json", "update --language zh", "update --log-level trace", "run",
        "records list example.com", $"records set www.example.com TXT {Evil}", $"records delete www.example.com A --id {Evil}",
    ];

    private string Good => $$"""
        accounts:
          home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:KEY}", endpoint: "http://127.0.0.1:9" }
        state: "{{directory}}/state{{EvilYaml}}"
        dns: { resolvers: ["127.0.0.1:9"] }
        clock: { sntp: ["127.0.0.1:9"], agree: 1 }
        addresses:
          odd4: { family: ipv4, source: command, command: ["/no/{{EvilYaml}}"] }
          odd6: { family: ipv6, source: interface, interface: "{{EvilYaml}}" }
          web4: { family: ipv4, source: probe, agree: 1, probes: ["http://127.0.0.1:9/%1b{{EvilYaml[^6..]}}"] }
        """;

    private static string Wrong => $$"""
        accounts:
          "{{EvilYaml}}": { provider: "{{EvilYaml}}", "{{EvilYaml}}": 1, access-key-id: "{{EvilYaml}}", endpoint: "{{EvilYaml}}", proxy: "{{EvilYaml}}" }
          home: { provider: alidns, access-key-id: "${env:{{EvilYaml}}}", access-key-secret: "${file:{{EvilYaml}}}", root-certificates: "{{EvilYaml}}" }
        addresses:
          odd4: { family: "{{EvilYaml}}", source: "{{EvilYaml}}" }
          odd5: { family: ipv4, source: command, command: "{{EvilYaml}}" }
          odd6: { family: ipv6, source: command, command: [x], match: "({{EvilYaml}}", encoding: "{{EvilYaml}}" }
          odd7: { family: ipv6, source: probe, probes: ["{{EvilYaml}}"] }
        records:
          - { name: "{{EvilYaml}}", account: "{{EvilYaml}}", address: "{{EvilYaml}}", ttl: "{{EvilYaml}}", mode: "{{EvilYaml}}" }
          - { name: a.example.com, account: home, type: "{{EvilYaml}}", value: "{{EvilYaml}}" }
          - { name: a.example.com, account: home, type: A, value: "{{EvilYaml}}", "{{EvilYaml}}": { "{{EvilYaml}}": 1, "{{EvilYaml}}": 2 } }
        "{{EvilYaml}}": 1
        "{{EvilYaml}}": 2
        """;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Every_verb_that_reads_a_configuration_is_tried() =>
        Assert.Equal(
            Mooring.Cli.Verbs.All(Language.English).Select(verb => verb.Name).Except(["demo", "help", "sandbox", "schema"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Verbs.Select(row => row.Data.Split(' ')[0]).Where(verb => verb[0] != '-' && verb.All(c => char.IsAsciiLetter(c) || c == '-')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Offline))]
    public async Task A_good_file_with_odd_values_steers_no_terminal(string commandLine) => await TryAsync(commandLine, Good);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_wrong_file_steers_no_terminal(string commandLine) => await TryAsync(commandLine, Wrong);

    [Theory]
    [InlineData("a: *\u001b[31m\u009bx")]
    [InlineData("a: !\u001b[31m\u009bx y")]
    [InlineData("\u001b[31m\u009b: [")]
    [InlineData("a: \u0000\u001b[2J")]
    [InlineData("[DEFAULT]\nx=\u001b[2J")]
    public async Task A_file_that_is_no_yaml_steers_no_terminal(string text) => await TryAsync("check", text);

    [Theory]
    [InlineData("import mooring.yaml")]
    [InlineData("import mooring.yaml --language zh")]
    [InlineData("import mooring.yaml --output json")]
    public async Task An_odd_file_of_another_tool_steers_no_terminal(string commandLine)
    {
        var result = await TryAsync(commandLine, $$"""
            dnsconf:
              - name: "{{EvilYaml}}"
                ipv4: { enable: true, gettype: cmd, cmd: "{{EvilYaml}}", domains: ["www.example.com?{{EvilYaml}}=1&Line={{EvilYaml}}"], "{{EvilYaml}}": 1 }
                ipv6: { enable: true, gettype: netInterface, netinterface: "{{EvilYaml}}", ipv6reg: "{{EvilYaml}}", domains: [www.example.com] }
                dns: { name: alidns, id: LTAI5tExample, secret: example-secret, extparam: "{{EvilYaml}}" }
                httpinterface: "{{EvilYaml}}"
              - ipv4: { enable: true, gettype: "{{EvilYaml}}", url: "{{EvilYaml}}", domains: ["{{EvilYaml}}"] }
                dns: { name: "{{EvilYaml}}" }
            "{{EvilYaml}}": "{{EvilYaml}}"
            """);

        Assert.Equal(1, result.Code);
        Assert.Contains("\\u001b[31m", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_odd_values_are_shown_and_not_left_out()
    {
        var (good, wrong) = (await TryAsync("addresses", Good), await TryAsync("check", Wrong));

        Assert.Equal((1, 2), (good.Code, wrong.Code));
        Assert.Contains("/no/\\u001b[31m\\u001b[2J", good.Output, StringComparison.Ordinal);
        Assert.Contains("accounts.\\u001b[31m\\u001b[2J", wrong.Error, StringComparison.Ordinal);
    }

    private async Task<Run.Result> TryAsync(string commandLine, string text)
    {
        var results = new List<Run.Result>();
        var file = Path.Combine(directory, "mooring.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        Modes.Set(file, Modes.Private);
        var world = Run.Nowhere with { WorkingDirectory = directory, Variables = ProcessEnvironment.VariablesOf([("KEY", "alidns-secret"), ("CERTBOT_DOMAIN", Evil), ("CERTBOT_VALIDATION", Evil)]) };

        foreach (var atTerminal in (bool[])[false, true])
        {
            var result = await Run.InAsync(world, atTerminal, commandLine.Split(' '));

            results.Add(result);
            var shown = result.Output + result.Error;
            Assert.NotEqual("", shown);
            Assert.DoesNotContain("unexpected", shown, StringComparison.Ordinal);
            shown = atTerminal ? OurOwn().Replace(shown, "") : shown;
            Assert.DoesNotContain(shown, c => c != '\n' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format);
            Assert.DoesNotContain("\nFORGED", shown, StringComparison.Ordinal);
        }

        return results[0];
    }

    /// <summary>Words, signs and names that this program paints, and its progress line.</summary>
    [GeneratedRegex(@"\u001b\[(?:1|2|31|32|33)m[^\u001b]*\u001b\[0m|\r\u001b\[K")]
    private static partial Regex OurOwn();
}
