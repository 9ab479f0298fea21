using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Updating;

public sealed class AccountRestsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly RoundHarness world = new();
    private double chance = 0.999;

    public AccountRestsTests() => world.Rests = new AccountRests(world.Time, Interval, () => chance);

    [Fact]
    public async Task An_unreachable_account_is_asked_after_five_seconds_and_then_more_and_more_seldom_up_to_the_interval()
    {
        Fail(DnsFault.Unavailable);
        var waits = new List<int>();

        for (var i = 0; i < 9; i++)
        {
            await RunAsync();
            waits.Add((int)Math.Round(world.Rests!.NextEnd!.Value.TotalSeconds));
            world.Time.Advance(world.Rests.NextEnd!.Value);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300, 300], waits);
        Assert.Equal(9, world.Host.Calls.Count);
    }

    [Fact]
    public async Task Jitter_is_full_and_never_below_five_seconds()
    {
        Fail(DnsFault.Throttled);
        chance = 0;

        for (var i = 0; i < 5; i++)
        {
            await RunAsync();
            Assert.Equal(TimeSpan.FromSeconds(5), world.Rests!.NextEnd);
            world.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Theory]
    [InlineData(DnsFault.Credentials)]
    [InlineData(DnsFault.Permission)]
    [InlineData(DnsFault.Rejected)]
    [InlineData(DnsFault.NotFound)]
    public async Task A_refused_key_waits_the_interval_and_then_longer_up_to_an_hour(DnsFault fault)
    {
        Fail(fault);
        var waits = new List<double>();

        for (var i = 0; i < 6; i++)
        {
            await RunAsync();
            waits.Add(world.Rests!.NextEnd!.Value.TotalMinutes);
            world.Time.Advance(world.Rests.NextEnd!.Value);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Fact]
    public async Task While_it_rests_no_call_is_made_and_its_sets_stay_told_as_failed_for_the_same_reason()
    {
        Fail(DnsFault.Throttled);
        var asked = await RunAsync();
        world.Host.ForgetCalls();

        world.Time.Advance(TimeSpan.FromSeconds(4));
        var resting = await RunAsync();

        Assert.Empty(world.Host.Calls);
        Assert.Equal(Assert.Single(asked.Changes).Error, Assert.Single(resting.Changes).Error);
        Assert.Equal(TimeSpan.FromSeconds(1), world.Rests!.NextEnd);
        Assert.Equal(["home"], world.Rests.Resting);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Rests.Resting);
    }

    [Fact]
    public async Task News_of_the_network_end_the_rest_of_what_was_unreachable_and_no_other()
    {
        Fail(DnsFault.Unavailable);
        await RunAsync();
        world.Rests!.NetworkChanged();
        await RunAsync();
        Assert.Equal(2, world.Host.Calls.Count);

        world.Time.Advance(world.Rests.NextEnd!.Value);
        Fail(DnsFault.Credentials);
        await RunAsync();
        world.Rests.NetworkChanged();
        await RunAsync();
        Assert.Equal(3, world.Host.Calls.Count);
    }

    [Fact]
    public async Task An_account_at_work_is_waited_for_and_not_its_rest()
    {
        Fail(DnsFault.Throttled);
        await RunAsync();

        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.Zero, world.Rests!.NextEnd);
        Assert.Null(world.Rests.NextEndExcept(account => account == "home"));
    }

    [Fact]
    public async Task Success_forgets_all_failures()
    {
        Fail(DnsFault.Unavailable);
        await RunAsync();
        world.Time.Advance(TimeSpan.FromSeconds(5));
        await RunAsync();

        world.Host.Hook = (_, _) => { };
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await RunAsync();
        Assert.Null(world.Rests!.NextEnd);

        Fail(DnsFault.Unavailable);
        await RunAsync();
        Assert.Equal(TimeSpan.FromSeconds(5), world.Rests.NextEnd);
    }

    [Fact]
    public async Task Waking_from_sleep_ends_a_rest()
    {
        Fail(DnsFault.Credentials);
        await RunAsync();

        world.Time.SetUtcNow(world.Time.GetUtcNow().AddHours(8));
        await RunAsync();

        Assert.Equal(2, world.Host.Calls.Count);
    }

    [Fact]
    public async Task One_write_that_failed_is_tried_soon_and_keeps_no_other_from_being_made()
    {
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && !after && world.Host.Calls[^1].Contains("a.example", StringComparison.Ordinal))
            {
                throw RoundHarness.Failure(DnsFault.Throttled);
            }
        };
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        Assert.Equal(TimeSpan.FromSeconds(5), world.Rests!.NextEnd);

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.2")]);

        Assert.Equal(["b.example.com A 192.0.2.2"], world.Records);
    }

    [Theory]
    [InlineData(DnsFault.Rejected)]
    [InlineData(DnsFault.Quota)]
    [InlineData(DnsFault.Permission)]
    public async Task A_write_that_was_refused_is_not_tried_again_with_every_round_but_after_the_interval_or_with_another_value(DnsFault fault)
    {
        world.Refresh = TimeSpan.FromMinutes(30);
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && !after && world.Host.Calls[^1].Contains("a.example", StringComparison.Ordinal))
            {
                throw RoundHarness.Failure(fault);
            }
        };
        Entry[] entries = [RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")];
        await world.RunAsync(entries);
        await world.RunAsync(entries);
        var calls = world.Host.Calls.Count;

        var resting = await world.RunAsync(entries);
        Assert.Equal(calls, world.Host.Calls.Count);
        Assert.Equal(fault.ToString(), Assert.Single(resting.Changes, change => change.Error is not null).Error!.Code);

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.9"), entries[1]]);
        Assert.Equal("Add a.example.com A 192.0.2.9", world.Host.Calls[^1]);
        world.Time.Advance(Interval);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.9"), entries[1]]);
        Assert.Equal(calls + 4, world.Host.Calls.Count);
        Assert.Equal(["b.example.com A 192.0.2.1"], world.Records);
    }

    [Fact]
    public async Task A_zone_that_is_refused_is_not_listed_again_with_every_round_and_a_call_for_a_round_ends_that()
    {
        world.Host.Hook = (action, _) =>
        {
            if (action == "List")
            {
                throw RoundHarness.Failure(DnsFault.Rejected);
            }
        };
        await RunAsync();
        await RunAsync();
        var calls = world.Host.Calls.Count;

        await RunAsync();
        Assert.Equal(calls, world.Host.Calls.Count);

        world.Host.Hook = (_, _) => { };
        world.Rests!.Called();
        await RunAsync();
        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
    }

    [Fact]
    public async Task A_name_in_no_zone_lists_the_zones_once_in_an_interval_and_tells_them_each_time()
    {
        Entry[] entries = [RoundHarness.Entry("a.example.org", "192.0.2.1"), RoundHarness.Entry("a.example.com", "192.0.2.1")];
        world.Refresh = TimeSpan.FromMinutes(30);
        var first = await world.RunAsync(entries);

        var second = await world.RunAsync(entries);

        Assert.Equal(1, world.Host.Calls.Count(call => call == "ListZones"));
        Assert.Contains("Zones its key can see: example.com", first.Changes[1].Error!.Message.English, StringComparison.Ordinal);
        Assert.Equal(first.Changes[1].Error, second.Changes[1].Error);

        world.Time.Advance(Interval);
        await world.RunAsync(entries);
        Assert.Equal(2, world.Host.Calls.Count(call => call == "ListZones"));
    }

    [Fact]
    public async Task One_accounts_rest_delays_no_other()
    {
        Fail(DnsFault.Unavailable);
        var second = new InMemoryZone(RoundHarness.Zone, world.Time);
        var rests = world.Rests!;
        Entry[] entries = [RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1") with { Account = "office" }];
        var options = new RoundOptions { Mark = "mooring@here", Rests = rests };
        Account[] accounts = [.. world.Accounts, new Account("office", second)];

        for (var i = 0; i < 2; i++)
        {
            await new Round(world.Store, world.Observations, world.Time).RunAsync(accounts, entries, options, TestContext.Current.CancellationToken);
        }

        Assert.Single(world.Host.Calls);
        Assert.Equal(["ListZones", "List example.com", "Add b.example.com A 192.0.2.1", "List example.com"], second.Calls);
    }

    private void Fail(DnsFault fault) => world.Host.Hook = (_, _) => throw RoundHarness.Failure(fault);

    private Task<RoundOutcome> RunAsync() => world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
}
