using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary>What of a configuration's secrets leaves the program: nothing, in text, JSON, logs and state.</summary>
public sealed class SecretsShownTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["QUERY"] = "Hidden/Query+1",
        ["SEGMENT"] = "Hidden-Segment",
        ["ARGUMENT"] = "Hidden-Argument",
        ["LONG"] = "HiddenAbCdEfGhIjKlMnOpQrStUvWxYz0123456789secretTAIL",
        ["SLASHED"] = "/Hidden/argument",
        ["OWNER"] = "nas.example.com",
        ["ROAD"] = "127.0.0.1",
    };

    [Theory]
    [InlineData("addresses")]
    [InlineData("addresses", "--output", "json")]
    [InlineData("plan")]
    [InlineData("update", "--output", "json")]
    [InlineData("update", "--log-level", "trace")]
    [InlineData("check", "--output", "json")]
    public async Task What_a_probes_url_was_filled_with_is_neither_printed_nor_kept(params string[] arguments)
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);

        var result = await MooringProgram.RunAsync(harbour.Directory, arguments, Variables);
        await MooringProgram.RunAsync(harbour.Directory, ["update"], Variables);

        var kept = string.Concat(Directory.GetFiles(harbour.State, "*", SearchOption.AllDirectories).Select(file => file + File.ReadAllText(file)));
        Assert.DoesNotContain("Hidden", result.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Hidden", kept, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"http://127.0.0.1:{harbour.Sandbox.Ports.Echo} ", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_fails_is_named_without_its_query()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);

        var result = await MooringProgram.RunAsync(harbour.Directory, ["addresses"], Variables);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"http://127.0.0.1:{harbour.Sandbox.Ports.Echo}/no/***?…: it answered HTTP 404", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_stays_readable_wherever_it_was_filled_in_from()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour);

        var result = await MooringProgram.RunAsync(harbour.Directory, ["plan", "--output", "json"], Variables);

        Assert.Contains(result.Json.GetProperty("changes").EnumerateArray(), change => change.GetProperty("name").GetString() == "nas.example.com");
    }

    [Fact]
    public async Task A_url_that_cannot_be_used_is_told_without_what_may_be_secret()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.WriteAsync("""
            addresses:
              one: { family: ipv4, source: probe, agree: 1, probes: ["ftp://me:Hidden@probe.example/ip?key=Hidden", "http://probe.example/ip?key=Hidden", "probe.example/ip?key=Hidden", "https://user:HiddenHiddenHiddenHiddenHiddenHiddenHiddenHiddenHidden@x.example/ip", "stun:user:Hidden@x.example", "https://user:Hid/den?@x.example/ip"] }
            """);

        var result = await harbour.RunAsync("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("http://probe.example/ip?…", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Hid", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://…@x.example/ip", result.Error, StringComparison.Ordinal);
        Assert.Contains("stun:…@x.example", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("addresses")]
    [InlineData("addresses", "--output", "json")]
    [InlineData("update", "--output", "json")]
    [InlineData("update", "--log-level", "trace")]
    public async Task What_an_excerpt_cuts_in_half_is_not_shown(params string[] arguments)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              told: { family: ipv4, source: command, command: ["sh", "-c", "echo $0", "Authorization: ${env:LONG}"] }
              lower: { family: ipv4, source: command, command: ["sh", "-c", "echo $0 | tr A-Z a-z", "https://probe.${env:LONG}.example/"] }
              slashed: { family: ipv4, source: command, command: ["sh", "-c", "echo $0", "--key=${env:SLASHED}"] }
            records:
              - { name: told.example.com, account: home, address: told }
              - { name: lower.example.com, account: home, address: lower }
              - { name: slashed.example.com, account: home, address: slashed }
            """);

        var result = await MooringProgram.RunAsync(harbour.Directory, arguments, Variables);

        Assert.Contains("Authorization: ***…", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("https://probe.***…", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("--key=***", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", result.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static Task ConfigureAsync(Harbour harbour)
    {
        var echo = harbour.Sandbox.Ports.Echo;
        return harbour.ConfigureAsync($$"""
            addresses:
              good: { family: ipv4, source: probe, probes: ["http://${env:ROAD}:{{echo}}/ip?key=${env:QUERY}"], agree: 1, allow: [documentation] }
              bad: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{echo}}/no/${env:SEGMENT}?key=${env:QUERY}"], agree: 1, allow: [documentation] }
              own: { family: ipv4, source: command, command: ["sh", "-c", "echo $0 $1", "${env:ARGUMENT}", "${env:OWNER}"] }
            records:
              - { name: "${env:OWNER}", account: home, address: good }
              - { name: bad.example.com, account: home, address: bad }
              - { name: own.example.com, account: home, address: own }
            """);
    }
}
