using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary><c>mooring history</c>, as a person asks what happened.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task What_happened_is_told_to_people_and_programs()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "203.0.113.1");
        await harbour.RunAsync("update");
        await harbour.PostAsync("faults", """{"action":"UpdateDomainRecord","kind":"code","status":403,"code":"Forbidden.RAM"}""");
        await ConfigureAsync(harbour, "203.0.113.2");
        await harbour.RunAsync("update");

        var json = await harbour.RunAsync("history", "--output", "json");
        var text = await harbour.RunAsync("history", "nas.example.com", "--since", "1h");
        var chinese = await harbour.RunAsync("history", "--language", "zh", "--limit", "1");

        Assert.True(json.ExitCode == 0, json.ToString());
        Assert.Equal(
            ["address four ->203.0.113.1", "write nas.example.com ->203.0.113.1", "address four 203.0.113.1->203.0.113.2", "failure nas.example.com 203.0.113.1->203.0.113.2"],
            json.Json.GetProperty("entries").EnumerateArray().Select(entry => $"{entry.GetProperty("kind")} {entry.GetProperty("name")} {entry.GetProperty("from")}->{entry.GetProperty("to")}"));
        Assert.Contains("+ 203.0.113.1", text.Output, StringComparison.Ordinal);
        Assert.Contains("~ 203.0.113.1 -> 203.0.113.2: permission [Forbidden.RAM", text.Output, StringComparison.Ordinal);
        Assert.Equal(3, text.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("失败", Assert.Single(chinese.Output.TrimEnd().Split('\n')[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_limits_are_exit_code_2_both_at_once()
    {
        await using var harbour = await Harbour.OpenAsync();
        await ConfigureAsync(harbour, "203.0.113.1");

        var result = await harbour.RunAsync("history", "--since", "yesterday", "--limit", "0");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("--since: error: 'yesterday' is not a duration", result.Error, StringComparison.Ordinal);
        Assert.Contains("--limit: error: '0' is not a number of entries", result.Error, StringComparison.Ordinal);
    }

    private static Task ConfigureAsync(Harbour harbour, string address) => harbour.ConfigureAsync($$"""
        addresses:
          four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
        records:
          - { name: nas.example.com, account: home, address: four }
        """);
}
