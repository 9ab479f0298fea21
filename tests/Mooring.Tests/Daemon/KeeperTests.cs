using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Records;
using Mooring.Engine.Sources.Interface;

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
        world.Tell("route");
        await world.Time.WaitForTimersAsync(2, TestContext.Current.CancellationToken);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await KeeperHarness.UntilAsync(() => world.Records.Length == 1 && world.Said.Length == 3);

        Assert.Equal("Information this machine has a default route again", world.Said[1]);
    }

    [Fact]
    public async Task Without_a_route_it_tries_all_the_same_once_in_an_interval()
    {
        world.Routes = [];
        world.Start();

        await world.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(["2001:db8::1"], world.Records);
    }

    [Fact]
    public async Task Accounts_on_this_machine_need_no_route()
    {
        world.Routes = [];
        world.Endpoint = "http://127.0.0.1:9101";

        world.Start();
        await world.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["2001:db8::1"], world.Records);
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

        Assert.Equal(["2001:db8::1"], world.Records);
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
        world.Tell("address");
        await world.Time.WaitForTimersAsync(2, TestContext.Current.CancellationToken);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await KeeperHarness.UntilAsync(() => world.Records.Length == 1);

        Assert.Equal(["2001:db8::2"], world.Records);
        Assert.Equal(calls + 3, world.Zone.Calls.Count);
    }

    [Fact]
    public async Task The_end_of_a_preferred_lifetime_is_noticed_though_the_system_says_nothing()
    {
        var old = KeeperHarness.Address("2001:db8:1::1") with { PreferredLifetime = TimeSpan.FromSeconds(20), Flags = AddressFlags.None };
        world.Addresses = [old];
        world.Start();
        await world.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["2001:db8:1::1"], world.Records);

        world.Addresses = [old with { PreferredLifetime = TimeSpan.Zero }, KeeperHarness.Address("2001:db8:2::1")];
        await world.PassAsync(TimeSpan.FromSeconds(12));

        Assert.Equal(["2001:db8:2::1"], world.Records);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
