using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>What a round costs, counted by the cloud: one listing per zone and page, one write per changed record, nothing else.</summary>
public abstract class CallCountTests
{
    private protected abstract Cloud Cloud { get; }

    /// <summary>How many accounts share a thousand writes: one takes as long as the vendor's rate allows.</summary>
    private protected abstract int AccountsForAThousand { get; }

    [Fact]
    public async Task Ten_records_of_one_zone_cost_one_call_unchanged_and_eleven_changed()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud, "z0.example.org", [.. Enumerable.Range(0, 10).Select(i => $"h{i} A 203.0.113.1")]);

        await ConfigureAsync(harbour, 1, zones: 1, records: 10, "203.0.113.1");
        Assert.Equal(new() { [Cloud.ListZones] = 1, [Cloud.List] = 1 }, await CallsAsync(harbour));
        Assert.Equal(new() { [Cloud.List] = 1 }, await CallsAsync(harbour));

        await ConfigureAsync(harbour, 1, zones: 1, records: 10, "203.0.113.2");
        Assert.Equal(new() { [Cloud.List] = 1, [Cloud.Update] = 10 }, await CallsAsync(harbour));
        Assert.Equal(new() { [Cloud.List] = 1 }, await CallsAsync(harbour));
    }

    [Fact]
    public async Task A_thousand_changed_records_in_twenty_zones_cost_their_pages_and_a_thousand_writes()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.World.Limits = new LimitSettings(CallsPerSecond: 10_000, PageSize: 20);
        foreach (var zone in Enumerable.Range(0, 20))
        {
            harbour.AddZone(Cloud, $"z{zone}.example.org", [.. Enumerable.Range(0, 50).Select(i => $"h{i} A 203.0.113.1")]);
        }

        await ConfigureAsync(harbour, AccountsForAThousand, zones: 20, records: 50, "203.0.113.1");
        await CallsAsync(harbour);
        await ConfigureAsync(harbour, AccountsForAThousand, zones: 20, records: 50, "203.0.113.2");

        Assert.Equal(new() { [Cloud.List] = 20 * 3, [Cloud.Update] = 1000 }, await CallsAsync(harbour));
        Assert.All(Enumerable.Range(0, 20), zone => Assert.Equal(50, harbour.Holds($"z{zone}.example.org").Count(record => record.Value == "203.0.113.2")));
    }

    private static async Task<Dictionary<string, int>> CallsAsync(Harbour harbour)
    {
        harbour.World.Calls.Clear();
        var result = await harbour.RunAsync("update", "--output", "json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(harbour.World.Calls.Entries.Length, result.Json.GetProperty("apiCalls").GetInt32());
        return harbour.Counted();
    }

    private Task ConfigureAsync(Harbour harbour, int accounts, int zones, int records, string address) => harbour.ConfigureAsync(
        Enumerable.Range(0, accounts).Select(i => ($"a{i}", Cloud)), $$"""
        addresses:
          four: { family: ipv4, source: static, value: {{address}}, allow: [documentation] }
        records:
        {{string.Concat(Enumerable.Range(0, zones * records).Select(i =>
            $"  - {{ name: h{i % records}.z{i / records}.example.org, account: a{i / records % accounts}, address: four }}\n"))}}
        """);
}

public sealed class AlidnsCallCountTests : CallCountTests
{
    private protected override Cloud Cloud => Cloud.Alidns;

    private protected override int AccountsForAThousand => 1;
}

public sealed class DnspodCallCountTests : CallCountTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;

    private protected override int AccountsForAThousand => 4;
}

public sealed class CnsCallCountTests : CallCountTests
{
    private protected override Cloud Cloud => Cloud.Cns;

    private protected override int AccountsForAThousand => 10;
}
