using System.Collections.Immutable;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Daemon;
using Mooring.Engine.Clocks;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>The daemon's loop in virtual time: 30 days of everything that goes wrong, and a day in which nothing happens.</summary>
public sealed class MonthTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Seeds that always run, and one more that is new every time; a failure names it.</summary>
    public static TheoryData<int> Seeds => [1, 2, 3, 4, Random.Shared.Next(100, int.MaxValue)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_thirty_days_of_faults_names_are_right_or_the_reason_is_told_nothing_foreign_changes_and_calls_are_bounded(int seed)
    {
        var world = new World(seed);
        world.Unleash();

        await LiveAsync(world);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {world.Events} events, {world.Trouble} of faults, {world.Zone.Calls.Count} calls, {world.ChecksAtRest} checks, {world.ChecksOfRightNames} of them of right names alone");
        Assert.True(world.ChecksOfRightNames > 500);
        Assert.InRange(world.Zone.Calls.Count, 1000, (int)((30 * 48 * 1.2) + (12 * world.Events) + (2 * (world.Trouble / Interval))));
    }

    [Fact]
    public async Task A_seed_is_repeatable()
    {
        var (one, again) = (new World(7) { Until = TimeSpan.FromDays(7) }, new World(7) { Until = TimeSpan.FromDays(7) });
        one.Unleash();
        again.Unleash();

        await LiveAsync(one);
        await LiveAsync(again);

        Assert.Equal(one.Zone.Calls, again.Zone.Calls);
    }

    [Fact]
    public async Task A_day_in_which_nothing_happens_costs_one_listing_for_each_refresh()
    {
        var world = new World(0) { Until = TimeSpan.FromDays(1) };

        await LiveAsync(world);

        Assert.Equal(["ListZones", "List example.com", "Add lab.example.com AAAA 2001:db8::1", "Add nas.example.com AAAA 2001:db8::1"], world.Zone.Calls.Where(call => !call.StartsWith("SetRemark", StringComparison.Ordinal)).Take(4));
        Assert.InRange(world.Zone.Calls.Skip(4).Count(call => call == "List example.com"), 40, 48);
        Assert.DoesNotContain(world.Zone.Calls.Skip(6), call => call is not ("List example.com" or "ListZones"));
    }

    /// <summary>Process after process until the time is over.</summary>
    private static async Task LiveAsync(World world)
    {
        while (!world.IsOver)
        {
            world.Store.IsDead = false;
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
        var configuration = Sample.Read("""
            accounts: { home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" } }
            addresses: { lan6: { family: ipv6, source: interface, interface: eth0, allow: [documentation] } }
            daemon: { interval: 5m, refresh: 30m }
            records:
              - { name: nas.example.com, account: home, address: lan6 }
              - { name: lab.example.com, account: home, address: lan6, mode: join }
            """).Configuration!;
        var wish = new AddressWish(new AddressPolicy(IpFamily.IPv6, AllowedRanges.Documentation));
        using var installation = new Installation
        {
            Accounts = [new Account("home", world.Zone)],
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
}
