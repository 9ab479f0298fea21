using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>A listing that fails is never read as an empty one: nothing is written, and the run says what came back.</summary>
public abstract class ReadFaultTests
{
    private static readonly (FaultRule Rule, string Fault, string Says)[] Lasting =
    [
        (new(FaultKind.Reset), "unavailable", "attempts"),
        (new(FaultKind.Truncate), "unavailable", "cannot be read"),
        (new(FaultKind.Html), "unavailable", "web page"),
        (new(FaultKind.Html) { Status = 502 }, "unavailable", "HTTP 502"),
        (new(FaultKind.Status) { Status = 200 }, "unavailable", "cannot be read"),
        (new(FaultKind.Status) { Status = 500 }, "unavailable", "HTTP 500"),
        (new(FaultKind.Status) { Status = 503 }, "unavailable", "HTTP 503"),
        (new(FaultKind.Status) { Status = 429 }, "throttled", "HTTP 429"),
    ];

    private protected abstract Cloud Cloud { get; }

    [Fact]
    public async Task A_failed_listing_of_records_is_no_empty_zone()
    {
        var throttled = (new FaultRule(FaultKind.Code) { Code = Cloud.Throttled }, "throttled", Cloud.Throttled);
        var broken = (new FaultRule(FaultKind.Code) { Code = Cloud.Broken }, "unavailable", Cloud.Broken);

        await Task.WhenAll(Lasting.Append(throttled).Append(broken).Select(lasting => FailsAsync(Cloud.List, lasting)));
    }

    [Fact]
    public Task A_failed_listing_of_zones_is_no_account_without_zones() =>
        Task.WhenAll(Lasting.Take(4).Select(lasting => FailsAsync(Cloud.ListZones, lasting)));

    [Fact]
    public async Task A_listing_whose_second_page_fails_is_no_listing()
    {
        await using var harbour = await OpenAsync();
        harbour.World.Limits = new LimitSettings(PageSize: 2);
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.List, 2, () => harbour.World.Faults.Add(new FaultRule(FaultKind.Reset) { Action = Cloud.List }));
        await ConfigureAsync(harbour, relay.Endpoint);

        var result = await harbour.RunAsync("update", "--output", "json");

        AssertUntouched(harbour, result, "unavailable");
    }

    [Fact]
    public async Task Four_failures_in_a_row_are_ridden_out()
    {
        await using var harbour = await OpenAsync();
        await ConfigureAsync(harbour, harbour.Endpoint(Cloud));
        foreach (var rule in Lasting.Select(lasting => lasting.Rule).Where(rule => rule.Kind != FaultKind.Status))
        {
            harbour.World.Faults.Add(rule with { Action = Cloud.List, Count = 1 });
        }

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(5, harbour.Counted()[Cloud.List]);
        Assert.Equal(1, harbour.Counted()[Cloud.Add]);
    }

    private async Task FailsAsync(string action, (FaultRule Rule, string Fault, string Says) lasting)
    {
        await using var harbour = await OpenAsync();
        await ConfigureAsync(harbour, harbour.Endpoint(Cloud));
        harbour.World.Faults.Add(lasting.Rule with { Action = action });

        var result = await harbour.RunAsync("update", "--output", "json");

        AssertUntouched(harbour, result, lasting.Fault, lasting.Says);
    }

    private void AssertUntouched(Harbour harbour, ProgramResult result, string fault, string says = "")
    {
        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Empty(harbour.Counted().Keys.Intersect([Cloud.Add, Cloud.Update, Cloud.Delete]));
        Assert.Equal(
            ["nas AAAA 2001:db8::1", "nas TXT foreign", "www A 192.0.2.1"],
            harbour.Holds("sub.example.org").Select(record => $"{record.Name} {record.Type} {record.Value}").Order(StringComparer.Ordinal));
        var changes = result.Json.GetProperty("changes").EnumerateArray().ToArray();
        Assert.Equal(2, changes.Length);
        Assert.All(changes, change =>
        {
            Assert.Equal("failed", change.GetProperty("outcome").GetString());
            Assert.Equal(fault, change.GetProperty("error").GetProperty("fault").GetString());
            Assert.Contains(says, change.GetProperty("error").ToString(), StringComparison.Ordinal);
        });
    }

    private async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud, "sub.example.org", "nas TXT foreign", "nas AAAA 2001:db8::1", "www A 192.0.2.1");
        return harbour;
    }

    private Task ConfigureAsync(Harbour harbour, string endpoint) => harbour.WriteAsync($$"""
        accounts:
          it: {{Cloud.Settings(endpoint)}}
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        state: {{harbour.State}}
        records:
          - { name: nas.sub.example.org, account: it, address: four }
          - { name: www.sub.example.org, account: it, address: four }
        """);
}

public sealed class AlidnsReadFaultTests : ReadFaultTests
{
    private protected override Cloud Cloud => Cloud.Alidns;
}

public sealed class DnspodReadFaultTests : ReadFaultTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;
}

public sealed class CnsReadFaultTests : ReadFaultTests
{
    private protected override Cloud Cloud => Cloud.Cns;
}
