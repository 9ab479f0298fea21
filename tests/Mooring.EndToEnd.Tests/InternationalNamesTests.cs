using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary>International names by the real program: typed in any form, A-labels on the wire, Unicode shown.</summary>
public sealed class InternationalNamesTests
{
    [Theory]
    [InlineData("例子.example", "nas.例子.example", "xn--fsqu00a.example", "nas A 203.0.113.9", "nas.例子.example")]
    [InlineData("bücher.example", "ＮＡＳ．ＢＵ\u0308ＣＨＥＲ．example", "xn--bcher-kva.example", "nas A 203.0.113.9", "nas.bücher.example")]
    [InlineData("例子.example", "'*.实验室。例子。example'", "xn--fsqu00a.example", "*.xn--qbtm5249b A 203.0.113.9", "*.实验室.例子.example")]
    public async Task Publishes_a_name_typed_in_any_form_at_both_clouds(string zone, string typed, string ascii, string published, string shown)
    {
        foreach (var cloud in new[] { Cloud.Alidns, Cloud.Dnspod })
        {
            await using var harbour = await Harbour.OpenAsync();
            harbour.AddZone(cloud, zone);
            await harbour.ConfigureAsync(
                [("one", cloud)],
                $$"""
                addresses:
                  four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
                records:
                  - { name: {{typed}}, account: one, address: four }
                """);

            var first = await harbour.RunAsync("update", "--language", "zh");
            var second = await harbour.RunAsync("update", "--output", "json");

            Assert.True(first.ExitCode == 0, first.ToString());
            Assert.Contains(shown, first.Output, StringComparison.Ordinal);
            Assert.Equal([published], await harbour.RecordsAsync(ascii));
            Assert.Equal(1, second.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
            Assert.Equal($"{published.Split(' ')[0]}.{ascii}", second.Json.GetProperty("changes")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Asks_the_name_servers_by_A_label_and_shows_Unicode()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, "例子.example", "nas A 192.0.2.7");
        await harbour.ConfigureAsync($$"""dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }""");

        var result = await harbour.RunAsync("lookup", "nas.例子.example");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("nas.例子.example A", result.Output, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", result.Output, StringComparison.Ordinal);
        Assert.Contains("+norecurse nas.xn--fsqu00a.example A", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_a_forbidden_character_is_an_error_of_the_configuration_that_names_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("records: [ { name: \"na\ue000s.example.com\", account: home, absent: A } ]");

        var result = await harbour.RunAsync("plan", "--output", "json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("U+E000", result.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(await harbour.CallsAsync());
    }
}
