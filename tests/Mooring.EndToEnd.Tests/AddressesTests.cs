using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary><c>addresses</c> by the real program, probes asking the sandbox's echo.</summary>
public sealed class AddressesTests
{
    [Fact]
    public async Task Shows_what_every_source_sees_and_what_was_refused()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, allow: "allow: [documentation]");

        var result = await harbour.RunAsync("addresses", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var sources = result.Json.GetProperty("addresses").EnumerateArray().ToList();
        Assert.Equal("web stun fixed", string.Join(' ', sources.Select(source => source.GetProperty("source").GetString())));
        Assert.Equal("203.0.113.1 203.0.113.1 203.0.113.9", string.Join(' ', sources.Select(source => source.GetProperty("value").GetString())));
        Assert.All(sources, source => Assert.Equal("ipv4", source.GetProperty("family").GetString()));
        Assert.All(sources, source => Assert.Equal(0, source.GetProperty("refused").GetArrayLength()));
    }

    [Fact]
    public async Task An_address_that_must_not_be_published_is_named_with_the_reason()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, allow: "allow: [private]");

        var json = await harbour.RunAsync("addresses", "--output", "json");
        var text = await harbour.RunAsync("addresses");

        Assert.Equal(1, json.ExitCode);
        var web = json.Json.GetProperty("addresses")[0];
        Assert.Equal(System.Text.Json.JsonValueKind.Null, web.GetProperty("value").ValueKind);
        Assert.False(string.IsNullOrEmpty(web.GetProperty("error").GetString()));
        Assert.Contains("documentation", Assert.Single(web.GetProperty("refused").EnumerateArray()).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("203.0.113.1", text.Output, StringComparison.Ordinal);
        Assert.Contains("refused: a documentation address", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_told_before_anybody_is_asked()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync($"addresses: {{ web: {{ family: ipv5, source: probe, probes: [\"http://127.0.0.1:{harbour.Sandbox.Ports.Echo}/ip\"], agree: 1 }} }}");

        var result = await harbour.RunAsync("addresses", "--output", "json");

        Assert.Equal(2, result.ExitCode);
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("addresses.web.family", error.GetProperty("key").GetString());
        Assert.Equal(harbour.ConfigurationFile, error.GetProperty("file").GetString());
        Assert.Empty(await harbour.CallsAsync());
    }

    private static Task ConfigureAsync(Harbour harbour, string allow) => harbour.ConfigureAsync(
        $$"""
        addresses:
          web: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{harbour.Sandbox.Ports.Echo}}/ip"], agree: 1, {{allow}} }
          stun: { family: ipv4, source: probe, probes: ["stun:127.0.0.1:{{harbour.Sandbox.Ports.Echo}}"], agree: 1, {{allow}} }
          fixed: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        """);
}
