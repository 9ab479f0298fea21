using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Somebody adds or deletes records while a long zone is read page by page: no record is missed, none is taken for two.</summary>
public abstract class PageTests
{
    private const string Zone = "sub.example.org";

    private protected abstract Cloud Cloud { get; }

    [Theory]
    [InlineData("a deletion before the border")]
    [InlineData("an addition before the border")]
    public async Task Pages_that_shift_while_they_are_read_are_read_anew(string what)
    {
        await using var harbour = await OpenAsync();
        await using var relay = new Relay(harbour.Port(Cloud));
        relay.Before(Cloud.List, 2, () => harbour.Edit(Zone, records => what.StartsWith("a deletion", StringComparison.Ordinal)
            ? records.RemoveAt(2)
            : records.Insert(2, harbour.Record(Cloud, "new A 192.0.2.200"))));
        await ConfigureAsync(harbour, relay);

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        AssertRight(harbour);
        Assert.DoesNotContain(Cloud.Add, harbour.Counted().Keys);
    }

    [Fact]
    public async Task Pages_that_never_come_to_rest_are_no_listing()
    {
        await using var harbour = await OpenAsync();
        await using var relay = new Relay(harbour.Port(Cloud));
        for (var nth = 2; nth < 20; nth++)
        {
            relay.Before(Cloud.List, nth, () => harbour.Edit(Zone, records => records.Insert(2, harbour.Record(Cloud, $"n{records.Count} A 192.0.2.200"))));
        }

        await ConfigureAsync(harbour, relay);

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal("unavailable", result.Json.GetProperty("changes")[0].GetProperty("error").GetProperty("fault").GetString());
        Assert.Empty(harbour.Counted().Keys.Intersect([Cloud.Add, Cloud.Update, Cloud.Delete]));
    }

    [Fact]
    public async Task Nothing_is_missed_where_the_host_cuts_pages_shorter_than_asked()
    {
        await using var harbour = await OpenAsync();
        await ConfigureAsync(harbour, null);

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        AssertRight(harbour);
        Assert.InRange(harbour.Counted()[Cloud.List], 4, 5);   // one of the clouds lists its own NS records too
    }

    private static void AssertRight(Harbour harbour) => Assert.Equal(
        Enumerable.Range(0, 10).Select(i => $"h{i} 203.0.113.9"),
        harbour.Holds(Zone).Where(record => record.Name.StartsWith('h')).Select(record => $"{record.Name} {record.Value}").Order(StringComparer.Ordinal));

    /// <summary>Ten of our hosts behind some others, four records to a page.</summary>
    private async Task<Harbour> OpenAsync()
    {
        var harbour = await Harbour.OpenAsync();
        harbour.World.Limits = new LimitSettings(PageSize: 4);
        harbour.AddZone(
            Cloud, Zone, [.. Enumerable.Range(0, 6).Select(i => $"o{i} A 192.0.2.{i}"), .. Enumerable.Range(0, 10).Select(i => $"h{i} A 192.0.2.{100 + i}")]);
        return harbour;
    }

    private Task ConfigureAsync(Harbour harbour, Relay? relay) => harbour.WriteAsync($$"""
        accounts:
          it: {{Cloud.Settings(relay?.Endpoint ?? harbour.Endpoint(Cloud))}}
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        state: {{harbour.State}}
        records:
        {{string.Join('\n', Enumerable.Range(0, 10).Select(i => $"  - {{ name: h{i}.{Zone}, account: it, address: four }}"))}}
        """);
}

public sealed class AlidnsPageTests : PageTests
{
    private protected override Cloud Cloud => Cloud.Alidns;
}

public sealed class DnspodPageTests : PageTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;
}

public sealed class CnsPageTests : PageTests
{
    private protected override Cloud Cloud => Cloud.Cns;
}
