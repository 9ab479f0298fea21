using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>The program is killed (SIGKILL) at any instant; nothing foreign changes, no name goes dark, and the next run makes all right.</summary>
public sealed class KillTests
{
    private const int Lanes = 5;
    private const int KillsPerLane = 10;
    private static readonly string[] Zones = ["example.com", "example.net"];

    [Fact]
    public async Task Fifty_kills_at_random_instants_leave_no_duplicate_no_dark_name_and_no_foreign_record_changed()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(new Random(seed + lane), $"seed {seed}, lane {lane}")));
    }

    [Theory]
    [InlineData("AddDomainRecord", "example.com", 0)]
    [InlineData("CreateRecord", "example.net", 0)]
    [InlineData("CreateRecord", "example.net", 4)]
    public async Task A_run_killed_while_its_addition_is_under_way_leads_to_one_record_even_where_the_listing_lags(string add, string zone, int lag)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.World.Limits = new LimitSettings(ListingLag: TimeSpan.FromSeconds(lag));
        await using var alidns = new Relay(harbour.Port(Cloud.Alidns));
        await using var tencent = new Relay(harbour.Port(Cloud.Dnspod));
        await harbour.WriteAsync($$"""
            accounts:
              home: {{Cloud.Alidns.Settings(alidns.Endpoint)}}
              office: {{Cloud.Dnspod.Settings(tencent.Endpoint)}}
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            state: {{harbour.State}}
            records:
              - { name: nas.{{zone}}, account: {{(zone == "example.com" ? "home" : "office")}}, address: four }
            """);
        using var process = MooringProgram.Start(harbour.Directory, ["update"]);
        var relay = zone == "example.com" ? alidns : tencent;
        relay.Before(add, 1, process.Kill);   // the request is on its way, and arrives

        var killed = await MooringProgram.FinishAsync(process);
        await UntilAsync(() => harbour.Counted().ContainsKey(add));
        var next = await harbour.RunAsync("update", "--output", "json");

        Assert.NotEqual(0, killed.ExitCode);
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Equal(["nas A 203.0.113.9"], await harbour.RecordsAsync(zone));
        Assert.InRange(harbour.Counted()[add], 1, lag == 0 ? 1 : 2);   // a second one is refused as a duplicate, and then seen
    }

    private static async Task RunLaneAsync(Random random, string lane)
    {
        await using var harbour = await Harbour.OpenAsync();
        Plant(harbour, Cloud.Alidns, "example.com");
        Plant(harbour, Cloud.Dnspod, "example.net");
        var foreign = Foreign(harbour);
        await ConfigureAsync(harbour, 0);
        var first = await harbour.RunAsync("update", "--output", "json");
        Assert.True(first.ExitCode == 0, first.ToString());
        var calls = first.Json.GetProperty("apiCalls").GetInt32();
        for (var round = 1; round <= KillsPerLane; round++)
        {
            await ConfigureAsync(harbour, round);
            var instant = await KillAsync(harbour, random, calls);

            var told = $"{lane}, round {round}, killed {instant}";
            Assert.True(foreign.SequenceEqual(Foreign(harbour)), $"{told}: a foreign record changed");
            AssertAnswering(harbour, told);
            AssertReadable(harbour, told);

            var result = await harbour.RunAsync("update");
            Assert.True(result.ExitCode == 0, $"{told}: {result}");
            Assert.True(foreign.SequenceEqual(Foreign(harbour)), $"{told}: a foreign record changed afterwards");
            AssertWanted(harbour, round, told);
        }
    }

    private static void Plant(Harbour harbour, Cloud cloud, string zone) => harbour.Edit(zone, records => records.AddRange(
        ((string[])["one AAAA 2001:db8::1", "both A 192.0.2.50", "www A 192.0.2.51"]).Select(record => harbour.Record(cloud, record))));

    /// <summary>Kills a run after so many calls and a moment more; at the very start only a moment after it was started.</summary>
    private static async Task<string> KillAsync(Harbour harbour, Random random, int calls)
    {
        harbour.World.Calls.Clear();
        var (after, moment) = (random.Next(calls + 2), TimeSpan.FromMilliseconds(random.NextDouble() * 20));
        using var process = MooringProgram.Start(harbour.Directory, ["update"]);
        var finished = MooringProgram.FinishAsync(process);
        if (after == 0)
        {
            moment *= 20;
        }
        else
        {
            await UntilAsync(() => finished.IsCompleted || harbour.World.Calls.Entries.Length >= after);
        }

        await Task.Delay(moment, TimeProvider.System, TestContext.Current.CancellationToken);
        process.Kill();
        await finished;
        return $"{moment.TotalMilliseconds:0} ms after call {after}";
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string Address(int round, int other) => $"203.0.113.{(2 * round) + other}";

    /// <summary>What the zones shall hold of ours: a changing value, one value or two, one that comes and goes, one beside a foreign one.</summary>
    private static string[] Wanted(int round) =>
    [
        .. new[] { $"both A {Address(round, 0)}", $"one A {Address(round, 0)}", $"two A {Address(round, 0)}" }
            .Concat(round % 2 == 0 ? [] : [$"gone A {Address(round, 1)}", $"two A {Address(round, 1)}"])
            .Order(StringComparer.Ordinal),
    ];

    private static void AssertWanted(Harbour harbour, int round, string told)
    {
        foreach (var zone in Zones)
        {
            var ours = harbour.Holds(zone).Where(IsOurs).Select(record => $"{record.Name} {record.Type} {record.Value}").Order(StringComparer.Ordinal).ToArray();
            Assert.True(Wanted(round).SequenceEqual(ours), $"{told}: {zone} holds {string.Join(", ", ours)}");
        }
    }

    private static bool IsOurs(ZoneRecord record) => record.Value.StartsWith("203.0.113.", StringComparison.Ordinal);

    private static string[] Foreign(Harbour harbour) =>
        [.. Zones.SelectMany(harbour.Holds).Where(record => !IsOurs(record)).Select(record => record.ToString())];

    private static void AssertAnswering(Harbour harbour, string told)
    {
        foreach (var name in (string[])["one", "two", "both"])
        {
            Assert.True(Zones.All(zone => harbour.Holds(zone).Any(record => record.Name == name && IsOurs(record))), $"{told}: {name} went dark");
        }
    }

    private static void AssertReadable(Harbour harbour, string told)
    {
        foreach (var file in Directory.EnumerateFiles(harbour.State, "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            Assert.True(document.RootElement.ValueKind == JsonValueKind.Object, $"{told}: {file}");
        }
    }

    private static Task ConfigureAsync(Harbour harbour, int round) => harbour.ConfigureAsync($$"""
        addresses:
          x: { family: ipv4, source: static, value: {{Address(round, 0)}}, allow: [documentation] }
          y: { family: ipv4, source: static, value: {{Address(round, 1)}}, allow: [documentation] }
        records:
        {{Entries("example.com", "home", round)}}
        {{Entries("example.net", "office", round)}}
        """);

    private static string Entries(string zone, string account, int round) => $$"""
          - { name: one.{{zone}}, account: {{account}}, address: x }
          - { name: two.{{zone}}, account: {{account}}, address: {{(round % 2 == 0 ? "x" : "[x, y]")}} }
          - { name: gone.{{zone}}, account: {{account}}, {{(round % 2 == 0 ? "absent: [A]" : "address: y")}} }
          - { name: both.{{zone}}, account: {{account}}, address: x, mode: join }
        """;
}
