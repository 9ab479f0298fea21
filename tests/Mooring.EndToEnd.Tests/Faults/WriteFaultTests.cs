using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Faults;

/// <summary>Every write of a round meets a fault of its own, and each zone ends as wanted all the same.</summary>
/// <remarks>
/// A fault strikes the first write of its action, whichever that is; so there are as many zones, each with an account of its own that goes
/// beside the others, as there are faults, and no more than one fault finds each.
/// </remarks>
public abstract class WriteFaultTests
{
    private static readonly FaultRule[] Lost =
    [
        new(FaultKind.Hang),
        new(FaultKind.Reset),
        new(FaultKind.Truncate),
        new(FaultKind.Html),
        new(FaultKind.Html) { Status = 502 },
        new(FaultKind.Status) { Status = 500 },
        new(FaultKind.Status) { Status = 502 },
        new(FaultKind.Status) { Status = 503 },
    ];

    private protected abstract Cloud Cloud { get; }

    [Fact]
    public async Task A_write_that_took_effect_but_whose_answer_was_lost_is_found_and_not_repeated()
    {
        var lost = Lost.Append(new(FaultKind.Code) { Code = Cloud.Broken }).Select(fault => fault with { After = true }).ToArray();
        await using var fleet = await Fleet.OpenAsync(Cloud, lost.Length);
        fleet.Strike(lost);

        var result = await fleet.Harbour.RunAsync("update", "--output", "json");

        fleet.AssertConverged(result);
        var counted = fleet.Harbour.Counted();
        Assert.All(fleet.Writes, write => Assert.Equal(lost.Length, counted[write]));
    }

    [Fact]
    public async Task A_write_that_took_no_effect_is_read_back_and_sent_again()
    {
        var lost = Lost.Append(new(FaultKind.Code) { Code = Cloud.Broken }).ToArray();
        await using var fleet = await Fleet.OpenAsync(Cloud, lost.Length);
        fleet.Strike(lost);

        var result = await fleet.Harbour.RunAsync("update", "--output", "json");

        fleet.AssertConverged(result);
        var counted = fleet.Harbour.Counted();
        Assert.All(fleet.Writes, write => Assert.Equal(2 * lost.Length, counted[write]));
    }

    [Fact]
    public async Task A_throttled_write_is_sent_again_without_reading_back()
    {
        FaultRule[] refused = [new(FaultKind.Code) { Code = Cloud.Throttled }, new(FaultKind.Status) { Status = 429 }, new(FaultKind.Html) { Status = 429 }];
        await using var fleet = await Fleet.OpenAsync(Cloud, refused.Length);
        fleet.Strike(refused);

        var result = await fleet.Harbour.RunAsync("update", "--output", "json");

        fleet.AssertConverged(result);
        var counted = fleet.Harbour.Counted();
        Assert.All(fleet.Writes, write => Assert.Equal(2 * refused.Length, counted[write]));
        Assert.Equal(fleet.Zones.Length, counted[Cloud.List]);
    }

    private protected async Task Believes_the_host_once_the_record_is_seen(string code)
    {
        await using var fleet = await Fleet.OpenAsync(Cloud, 1);
        fleet.Harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = Cloud.Add, Code = code, Count = 1, After = true });

        var result = await fleet.Harbour.RunAsync("update", "--output", "json");

        fleet.AssertConverged(result);
        Assert.Equal(1, fleet.Harbour.Counted()[Cloud.Add]);
    }

    /// <summary>Zones in threes: one to add to, one to change, one to delete from, each with foreign records beside ours.</summary>
    private sealed class Fleet : IAsyncDisposable
    {
        private static readonly string[] Foreign =
            ["nas TXT foreign", "nas AAAA 2001:db8::77", "nasty A 192.0.2.77", "@ MX mx.example.org"];

        private readonly Cloud cloud;
        private Dictionary<string, ZoneRecord[]> foreign = [];

        private Fleet(Cloud cloud, Harbour harbour, int of) =>
            (this.cloud, Harbour, Zones) = (cloud, harbour, [.. Enumerable.Range(0, 3 * of).Select(i => $"z{i}.example.org")]);

        public Harbour Harbour { get; }

        public string[] Zones { get; }

        public string[] Writes => [cloud.Add, cloud.Update, cloud.Delete];

        public static async Task<Fleet> OpenAsync(Cloud cloud, int of)
        {
            var fleet = new Fleet(cloud, await Harbour.OpenAsync(), of);
            fleet.Harbour.World.Limits = new LimitSettings(CallsPerSecond: 10_000);
            foreach (var zone in fleet.Zones)
            {
                fleet.Harbour.AddZone(cloud, zone, Foreign);
            }

            fleet.foreign = fleet.Zones.ToDictionary(zone => zone, zone => fleet.Harbour.Holds(zone));
            await fleet.ConfigureAsync(null, "address: before", "address: before");
            var first = await fleet.Harbour.RunAsync("update");
            Assert.True(first.ExitCode == 0, first.ToString());
            await fleet.ConfigureAsync("address: after", "address: after", "absent: [A]");
            fleet.Harbour.World.Calls.Clear();
            return fleet;
        }

        /// <summary>Every fault, once for each kind of write.</summary>
        public void Strike(FaultRule[] faults)
        {
            foreach (var action in Writes)
            {
                Array.ForEach(faults, fault => Harbour.World.Faults.Add(fault with { Action = action, Count = 1 }));
            }
        }

        public void AssertConverged(ProgramResult result)
        {
            Assert.True(result.ExitCode == 0, result.ToString());
            for (var i = 0; i < Zones.Length; i++)
            {
                var now = Harbour.Holds(Zones[i]);
                Assert.Equal(foreign[Zones[i]], now.Where(record => record is not { Name: "nas", Type: "A" }));
                Assert.Equal(i % 3 == 2 ? [] : ["203.0.113.2"], now.Where(record => record is { Name: "nas", Type: "A" }).Select(record => record.Value));
            }

            Assert.All(result.Json.GetProperty("changes").EnumerateArray(), change => Assert.Equal("applied", change.GetProperty("outcome").GetString()));
            Assert.Equal(Zones.Length, result.Json.GetProperty("changes").GetArrayLength());
            Assert.Equal(Harbour.World.Calls.Entries.Length, result.Json.GetProperty("apiCalls").GetInt32());
        }

        public ValueTask DisposeAsync() => Harbour.DisposeAsync();

        private Task ConfigureAsync(params string?[] wishes) => Harbour.ConfigureAsync(Zones.Select((_, i) => ($"a{i}", cloud)), $$"""
            addresses:
              before: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] }
              after: { family: ipv4, source: static, value: 203.0.113.2, allow: [documentation] }
            records:
            {{string.Concat(Zones.Select((zone, i) => wishes[i % 3] is { } wish ? $"  - {{ name: nas.{zone}, account: a{i}, {wish} }}\n" : ""))}}
            """);
    }
}

public sealed class AlidnsWriteFaultTests : WriteFaultTests
{
    private protected override Cloud Cloud => Cloud.Alidns;

    [Fact]
    public Task A_host_that_says_already_there_after_it_wrote_is_believed_once_the_record_is_seen() =>
        Believes_the_host_once_the_record_is_seen("DomainRecordDuplicate");
}

public sealed class DnspodWriteFaultTests : WriteFaultTests
{
    private protected override Cloud Cloud => Cloud.Dnspod;

    [Fact]
    public Task A_host_that_says_already_there_after_it_wrote_is_believed_once_the_record_is_seen() =>
        Believes_the_host_once_the_record_is_seen("InvalidParameter.DomainRecordExist");
}

public sealed class CnsWriteFaultTests : WriteFaultTests
{
    private protected override Cloud Cloud => Cloud.Cns;
}
