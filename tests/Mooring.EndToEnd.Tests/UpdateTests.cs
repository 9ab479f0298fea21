using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

public sealed class UpdateTests
{
    private const string Records = """
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
          six: { family: ipv6, source: static, value: "2001:db8::9", allow: [documentation] }
        records:
          - { name: nas.example.com, account: home, address: [four, six] }
          - { name: nas.example.net, account: office, address: [four, six] }
        """;

    [Fact]
    public async Task Converges_both_clouds_and_both_families_and_then_changes_nothing()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Records);

        var first = await harbour.RunAsync("update", "--output", "json");
        var second = await harbour.RunAsync("update", "--output", "json");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(["nas A 203.0.113.9", "nas AAAA 2001:db8::9"], await harbour.RecordsAsync("example.com"));
        Assert.Equal(["nas A 203.0.113.9", "nas AAAA 2001:db8::9"], await harbour.RecordsAsync("example.net"));
        Assert.Equal(4, first.Json.GetProperty("summary").GetProperty("added").GetInt32());
        Assert.Equal(4, second.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
        Assert.Equal(2, second.Json.GetProperty("apiCalls").GetInt32());
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_can_say_so_by_its_exit_code()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Records);

        var plan = await harbour.RunAsync("plan", "--detailed-exitcode");

        Assert.True(plan.ExitCode == 4, plan.ToString());
        Assert.Empty(await harbour.RecordsAsync("example.com"));
        Assert.Contains("add 203.0.113.9", plan.Output, StringComparison.Ordinal);
    }
}
