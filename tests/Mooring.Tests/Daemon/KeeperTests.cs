using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Daemon;
using Mooring.Engine.Sources.Interface;
using Mooring.Testing;

namespace Mooring.Tests.Daemon;

public sealed class KeeperTests : IAsyncLifetime
{
    private readonly KeeperHarness world = new();

    [Fact]
    public async Task At_boot_it_waits_for_a_route_makes_no_call_says_so_once_and_goes_on_at_once()
    {
        world.Routes = [];
        world.Start();
        await world.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Empty(world.Zone.Calls);
        Assert.StartsWith("Warning this machine has no default route", Assert.Single(world.Said), StringComparison.Ordinal);

        world.Routes = [new DefaultRoute(IpFamily.IPv6, "eth0", null)];
        await world.WakeAsync("route");
        await KeeperHarness.UntilAsync(() => world.Records.Length == 1 && world.Said.Length == 3);

        Assert.Equal("Information this machine has a default route again", world.Said[1]);
    }

    [Fact]
    public async Task Without_a_route_it_tries_all_the_same_once_in_an_interval()
    {
        world.Routes = [];
        world.Start();

        await world.PassAsync(TimeSpan.FromMinutes(6));

        await world.UntilPublishedAsync("2001:db8::1");
    }

    [Fact]
    public async Task Accounts_on_this_machine_need_no_route()
    {
        world.Routes = [];
        world.Endpoint = "http://127.0.0.1:9101";

        world.Start();
        await world.PassAsync(TimeSpan.FromSeconds(1));

        await world.UntilPublishedAsync("2001:db8::1");
        Assert.DoesNotContain(world.Said, line => line.Contains("route", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_was_unreachable_is_asked_again_after_seconds_and_said_once()
    {
        world.Zone.Hook = (_, _) => throw new DnsApiException(DnsFault.Unavailable, Text.Same("not there"));
        world.Start();
        await world.PassAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(world.Zone.Calls.Count, 2, 5);
        Assert.Single(world.Said);

        world.Zone.Hook = (_, _) => { };
        await world.PassAsync(TimeSpan.FromSeconds(30));

        await world.UntilPublishedAsync("2001:db8::1");
    }

    [Fact]
    public async Task News_of_the_network_end_the_wait_for_an_unreachable_account()
    {
        world.Zone.Hook = (_, _) => throw new DnsApiException(DnsFault.Unavailable, Text.Same("not there"));
        world.Start();
        await world.PassAsync(TimeSpan.FromMinutes(4));
        var calls = world.Zone.Calls.Count;

        world.Zone.Hook = (_, _) => { };
        world.Addresses = [KeeperHarness.Address("2001:db8::2")];
        await world.WakeAsync("address");
        await world.UntilPublishedAsync("2001:db8::2");

        Assert.Equal(calls + 3, world.Zone.Calls.Count);
    }

    [Fact]
    public async Task An_account_that_hangs_holds_up_no_other_and_catches_up_once_it_answers()
    {
        var zone = new InMemoryZone(new HostedZone(DomainName.Parse("example.net")), world.Time);
        var slow = new SlowZone(zone);
        world.Other = slow;
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");

        foreach (var address in new[] { "2001:db8::2", "2001:db8::3" })
        {
            world.Addresses = [KeeperHarness.Address(address)];
            await world.WakeAsync("address");
            await world.UntilPublishedAsync(address);
        }

        Assert.Equal(1, slow.Calls);
        slow.Answer();
        await KeeperHarness.UntilAsync(() => zone.Records is [{ Value: var value }] && value.ToString() == "2001:db8::3");
        await KeeperHarness.UntilAsync(() => world.Said.Count(line => line.Contains("nas.example.net", StringComparison.Ordinal)) == 2);
        Assert.Equal(3, world.Said.Count(line => line.Contains("nas.example.com", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_done_is_told_after_seconds_though_another_account_hangs()
    {
        world.Other = new SlowZone(new InMemoryZone(new HostedZone(DomainName.Parse("example.net")), world.Time));
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");

        await world.Patience.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        world.Patience.Advance(Bell.Patience);

        await KeeperHarness.UntilAsync(() => world.Said.Length > 0);
        Assert.Equal("Information + nas.example.com AAAA  added 2001:db8::1 (TTL 600)", Assert.Single(world.Said));
    }

    [Fact]
    public async Task Stopping_waits_for_no_account_that_hangs()
    {
        world.Other = new SlowZone(new InMemoryZone(new HostedZone(DomainName.Parse("example.net")), world.Time));
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");

        await world.StopAsync();

        await world.UntilPublishedAsync("2001:db8::1");
    }

    [Fact]
    public async Task The_end_of_a_preferred_lifetime_is_noticed_though_the_system_says_nothing()
    {
        var old = KeeperHarness.Address("2001:db8:1::1") with { PreferredLifetime = TimeSpan.FromSeconds(20) };
        world.Addresses = [old];
        world.Start();
        await world.PassAsync(TimeSpan.FromSeconds(10));
        await world.UntilPublishedAsync("2001:db8:1::1");

        world.Addresses = [old, KeeperHarness.Address("2001:db8:2::1")];
        await world.PassAsync(TimeSpan.FromSeconds(12));

        await world.UntilPublishedAsync("2001:db8:2::1");
    }

    [Fact]
    public async Task An_address_that_flaps_is_held_said_once_ends_with_the_last_one_and_that_is_said_too()
    {
        world.Start();
        for (var i = 1; i <= 12; i++)
        {
            await world.PassAsync(TimeSpan.FromSeconds(2));
            world.Addresses = [KeeperHarness.Address(i % 2 == 0 ? "2001:db8::1" : "2001:db8::2")];
            await world.WakeAsync("address");
        }

        await world.PassAsync(TimeSpan.FromSeconds(2));
        var writes = world.Zone.Calls.Count;
        world.Addresses = [KeeperHarness.Address("2001:db8::3")];
        await world.PassAsync(TimeSpan.FromSeconds(18));
        Assert.Equal(writes, world.Zone.Calls.Count);

        await world.PassAsync(TimeSpan.FromSeconds(15));
        await world.UntilPublishedAsync("2001:db8::3");
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(world.Said, line => line.StartsWith("Warning lan6: the address changes back and forth", StringComparison.Ordinal));
        await KeeperHarness.UntilAsync(() => world.Said[^1] == "Information lan6: the address is steady again: 2001:db8::3");
    }

    [Fact]
    public async Task After_a_sleep_it_looks_again_within_seconds_at_this_machine_and_at_the_provider()
    {
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");
        await world.PassAsync(TimeSpan.FromSeconds(10));
        var calls = world.Zone.Calls.Count;

        world.Addresses = [KeeperHarness.Address("2001:db8::2")];
        world.Time.SetUtcNow(world.Time.GetUtcNow() + TimeSpan.FromHours(8));
        await world.PassAsync(TimeSpan.FromSeconds(3));

        await world.UntilPublishedAsync("2001:db8::2");
        Assert.Contains("List example.com", world.Zone.Calls.Skip(calls));
    }

    [Fact]
    public async Task News_without_end_neither_keep_a_slow_source_from_answering_nor_wait_for_it()
    {
        var slow = new SlowSource();
        world.Slow = slow;
        world.Start();
        for (var i = 1; i <= Keeper.MostInterruptions; i++)
        {
            await KeeperHarness.UntilAsync(() => slow.Asked == i);
            await TellOfAsync($"2001:db8::{i + 1}");
        }

        await KeeperHarness.UntilAsync(() => slow.Asked == Keeper.MostInterruptions + 1);
        await TellOfAsync("2001:db8::a");
        await world.UntilPublishedAsync("2001:db8::a");
        await TellOfAsync("2001:db8::b");
        await world.UntilPublishedAsync("2001:db8::b");
        Assert.Equal(Keeper.MostInterruptions, slow.GivenUp);

        slow.Answer("192.0.2.7");
        await KeeperHarness.UntilAsync(() => world.Records.Contains("192.0.2.7") && world.Records.Contains("2001:db8::b"));
        Assert.Equal(Keeper.MostInterruptions + 1, slow.Asked);
    }

    [Fact]
    public async Task Stopping_deletes_nothing_by_default()
    {
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");

        await world.StopAsync();

        await world.UntilPublishedAsync("2001:db8::1");
    }

    [Fact]
    public async Task Where_it_is_asked_for_stopping_deletes_our_address_records_tells_so_and_leaves_others()
    {
        world.Daemon = ", delete-on-stop: true";
        world.Start();
        await KeeperHarness.UntilAsync(() => world.Said.Length == 1);
        world.Zone.Put(world.Zone.Records[0] with { Id = "", Remark = null, Value = new RecordValue("2001:db8:ffff::1") });

        await world.StopAsync();

        Assert.Equal(["2001:db8:ffff::1"], world.Records);
        Assert.Contains("Information - nas.example.com AAAA  deleted 2001:db8::1", world.Said);
    }

    [Fact]
    public async Task Stopping_keeps_our_record_that_others_pointed_elsewhere_and_says_so()
    {
        world.Daemon = ", delete-on-stop: true";
        world.Start();
        await KeeperHarness.UntilAsync(() => world.Said.Length == 1);
        var ours = Assert.Single(world.Zone.Records);
        world.Zone.Remove(ours.Id);
        world.Zone.Put(ours with { Value = new RecordValue("2001:db8:ffff::1") });

        await world.StopAsync();

        Assert.Equal(["2001:db8:ffff::1"], world.Records);
        Assert.Contains("is not deleted (`delete-on-stop`)", world.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_keeps_the_records_of_others_also_where_the_whole_set_is_ours()
    {
        world.Daemon = ", delete-on-stop: true";
        world.Mode = "own";
        world.Start();
        await KeeperHarness.UntilAsync(() => world.Said.Length == 1);
        world.Zone.Put(world.Zone.Records[0] with { Id = "", Remark = null, Value = new RecordValue("2001:db8:ffff::1") });

        await world.StopAsync();

        Assert.Equal(["2001:db8:ffff::1"], world.Records);
    }

    [Fact]
    public async Task A_record_that_others_changed_is_left_and_told_where_that_is_asked_for()
    {
        world.Daemon = ", drift: report";
        world.Start();
        await world.UntilPublishedAsync("2001:db8::1");
        var ours = Assert.Single(world.Zone.Records);
        world.Zone.Remove(ours.Id);
        world.Zone.Put(ours with { Value = new RecordValue("2001:db8:ffff::1") });

        await world.PassAsync(TimeSpan.FromMinutes(70));

        await world.UntilPublishedAsync("2001:db8:ffff::1");
        Assert.Single(world.Said, line => line.Contains("somebody else changed 2001:db8::1", StringComparison.Ordinal));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task TellOfAsync(string address)
    {
        world.Addresses = [KeeperHarness.Address(address)];
        await world.WakeAsync("address");
    }
}
