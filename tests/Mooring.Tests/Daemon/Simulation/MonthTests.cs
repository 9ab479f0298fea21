using System.Collections.Immutable;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Daemon;
using Mooring.Engine.Clocks;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Testing;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>The daemon's loop in virtual time: 30 days of everything that goes wrong, and a day in which nothing happens.</summary>
public sealed class MonthTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>The journal's 1,000 lines and what is known of six sets.</summary>
    private const int MostState = 400_000;

    /// <summary>Seeds that always run, and one more that is new every time; a failure names it.</summary>
    public static TheoryData<int> Seeds => [1, 2, Random.Shared.Next(100, int.MaxValue)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_thirty_days_of_faults_names_are_right_or_the_reason_is_told_nothing_foreign_changes_and_calls_are_bounded(int seed)
    {
        var world = new World(seed);
        world.Unleash();

        Live(world);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {world.Events} events, {world.ChecksAtRest} checks, {world.ChecksOfRightNames} of them of right names alone, "
            + $"{await world.Store.SizeAsync()} octets of state; {string.Join("; ", world.Sites.Select(site => $"{site.Account}: {site.Zone.Calls.Count} calls, {site.Trouble} of faults"))}");
        Assert.True(world.ChecksOfRightNames > 300);
        Assert.InRange(await world.Store.SizeAsync(), 1, MostState);
        Assert.All(world.Sites, site =>
            Assert.InRange(site.Zone.Calls.Count, 1000, (int)((30 * 48 * 1.2) + (12 * world.Events) + (2 * (site.Trouble / Interval)))));
    }

    [Fact]
    public void A_seed_is_repeatable()
    {
        var (one, again) = (new World(7) { Until = TimeSpan.FromDays(7) }, new World(7) { Until = TimeSpan.FromDays(7) });
        one.Unleash();
        again.Unleash();

        Live(one);
        Live(again);

        // A mark has a part that is random in truth.
        static IEnumerable<string> Calls(World world) => world.Sites.SelectMany(site => site.Zone.Calls.Select(call => call.Split("mooring@")[0]));
        Assert.Equal(Calls(one), Calls(again));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Days_in_which_nothing_happens_cost_one_listing_for_each_refresh_one_of_zones_a_day_and_no_more_state_than_the_first_hour(int days)
    {
        var hour = new World(0) { Until = TimeSpan.FromHours(1) };
        var world = new World(0) { Until = TimeSpan.FromDays(days) };

        Live(hour);
        Live(world);

        Assert.All(world.Sites, site =>
        {
            var zone = site.Nas.Value["nas.".Length..];
            string[] first = ["ListZones", $"List {zone}", $"Add lab.{zone} AAAA 2001:db8::1", $"Add nas.{zone} AAAA 2001:db8::1"];
            Assert.Equal(first, site.Zone.Calls.Where(call => !call.StartsWith("SetRemark", StringComparison.Ordinal)).Take(4));
            Assert.Equal(days * 48, site.Zone.Calls.Count(call => call.StartsWith("List ", StringComparison.Ordinal)));
            Assert.Equal(days, site.Zone.Calls.Count(call => call == "ListZones"));
            Assert.Equal(2, site.Zone.Calls.Count(call => call.StartsWith("Add ", StringComparison.Ordinal)));
            Assert.DoesNotContain(site.Zone.Calls, call => call.StartsWith("Update", StringComparison.Ordinal) || call.StartsWith("Delete", StringComparison.Ordinal));
        });
        Assert.InRange(await world.Store.SizeAsync(), 1, await hour.Store.SizeAsync() + 100);
    }

    /// <summary>Process after process until the time is over; time passes within a round too, where it waits for a listing to show what was written.</summary>
    private static void Live(World world) => OneThread.Run(() => LiveAsync(world), () => world.Pass(TimeSpan.FromSeconds(1)));

    private static async Task LiveAsync(World world)
    {
        while (!world.IsOver)
        {
            world.Store.Revive();
            try
            {
                await KeepAsync(world);
            }
            catch (OperationCanceledException) when (world.IsOver || world.Store.IsDead)
            {
                // The end of the time, or of this process.
            }
        }
    }

    private static async Task KeepAsync(World world)
    {
        const string Key = """{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" }""";
        var configuration = Sample.Read($$"""
            accounts: { {{string.Join(", ", world.Sites.Select(site => $"{site.Account}: {Key}"))}} }
            addresses: { lan6: { family: ipv6, source: interface, interface: eth0, allow: [documentation] } }
            daemon: { interval: 5m, refresh: 30m }
            records: [ {{string.Join(", ", world.Sites.SelectMany(site => new[] { Record(site, site.Nas, "adopt"), Record(site, site.Lab, "join") }))}} ]
            """).Configuration!;
        var wish = new AddressWish(new AddressPolicy(IpFamily.IPv6, AllowedRanges.Documentation));
        using var installation = new Installation
        {
            Accounts = [.. world.Sites.Select(site => new Account(site.Account, site.Zone))],
            Sources = ImmutableDictionary<string, IAddressSource>.Empty.Add(
                "lan6", new InterfaceSource("lan6", new InterfaceOptions { Interface = "eth0", Wish = wish }, world)),
            Store = world.Store,
            Calls = new ApiCallCounter(),
            Clocks = ImmutableSortedDictionary<string, ServerClock>.Empty.Add("alidns", new ServerClock(world.Time)),
            Trusted = new TrustedTime(null),
            ClockMemory = new ClockMemory(world.Store, world.Time),
            Mark = new HostMark(world.Store, "here"),
        };
        world.Log = new RoundLog(new SpokenLog(new SaidLog(), Language.English));
        await using var keeper = new Keeper(
            configuration, installation, new Surroundings(world, new Unwitnessed(), world, world.Time, () => 0.5), world.Log, TestContext.Current.CancellationToken);
        while (!world.Store.IsDead)
        {
            await keeper.TakeTurnAsync();
        }
    }

    private static string Record(Site site, DomainName name, string mode) => $$"""{ name: {{name}}, account: {{site.Account}}, address: lan6, mode: {{mode}} }""";
}
