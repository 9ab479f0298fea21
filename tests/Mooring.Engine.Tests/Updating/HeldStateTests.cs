using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Updating;

/// <summary>Another process holds the state's lock for longer than anybody waits for it.</summary>
public sealed class HeldStateTests
{
    private static readonly RoundOptions Options = new() { Mark = "mooring@here" };

    private readonly ManualClock time = new();
    private readonly HeldStore store = new();
    private readonly InMemoryZone home;
    private readonly InMemoryZone office;

    public HeldStateTests()
    {
        home = new InMemoryZone(new HostedZone(DomainName.Parse("example.com")), time);
        office = new InMemoryZone(new HostedZone(DomainName.Parse("example.net")), time);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_zone_at_which_another_has_its_turn_or_holds_the_lock_is_told_and_not_written_and_the_others_go_on(bool turn)
    {
        (store.Taken, store.Held) = (key => turn && IsHome(key), key => !turn && IsHome(key));

        var outcome = await RunAsync();

        Assert.Empty(home.Records);
        Assert.Equal("192.0.2.1", Assert.Single(office.Records).Value.ToString());
        Assert.Equal([ChangeOutcome.Failed, ChangeOutcome.Applied], outcome.Changes.Select(change => change.Outcome));
        Assert.Equal(("unavailable", HeldStore.Text), (outcome.Changes[0].Error!.Fault, outcome.Changes[0].Error!.Message));
        Assert.False(outcome.NothingRead);
    }

    [Fact]
    public async Task Once_it_is_given_back_the_zone_is_written()
    {
        store.Held = IsHome;
        await RunAsync();
        store.Held = _ => false;

        var outcome = await RunAsync();

        Assert.False(outcome.HasFailures);
        Assert.Equal("192.0.2.1", Assert.Single(home.Records).Value.ToString());
    }

    [Fact]
    public async Task A_list_of_zones_that_cannot_be_saved_keeps_no_account_from_its_work()
    {
        store.Held = key => key.EndsWith("/account", StringComparison.Ordinal);

        var outcome = await RunAsync();

        Assert.All(outcome.Changes, change => Assert.Equal(ChangeOutcome.Applied, change.Outcome));
        Assert.Equal(2, outcome.Changes.Length);
    }

    private static bool IsHome(string key) => key.EndsWith("zones/example.com", StringComparison.Ordinal);

    private Task<RoundOutcome> RunAsync() => new Round(store, new Observations(), time).RunAsync(
        [new Account("home", home), new Account("office", office)],
        [RoundHarness.Entry("nas.example.com", "192.0.2.1"), RoundHarness.Entry("nas.example.net", "192.0.2.1") with { Account = "office" }],
        Options,
        TestContext.Current.CancellationToken);
}
