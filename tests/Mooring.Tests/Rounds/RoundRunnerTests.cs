using System.Collections.Immutable;
using System.Net;
using Mooring.Composition;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Clocks;
using Mooring.Engine.Journal;
using Mooring.Engine.Sources;
using Mooring.Engine.Tests.Updating;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Rounds;
using Mooring.Testing;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Rounds;

public sealed class RoundRunnerTests
{
    private static readonly StaticSource Four = new("four", IPAddress.Parse("203.0.113.1"), new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation));

    private readonly ManualClock time = new();
    private readonly InMemoryZone zone;
    private readonly HeldStore store = new();

    public RoundRunnerTests() => zone = new InMemoryZone(new HostedZone(DomainName.Parse("example.com")), time);

    [Fact]
    public async Task What_was_written_stands_in_the_journal_as_it_stands_in_the_report()
    {
        var report = await RunAsync();

        var lines = await new RoundJournal(store, time).ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((JournalKind.Address, "four", "203.0.113.1"), (lines[0].Sort, lines[0].Name, lines[0].To));
        var line = Assert.Single(lines[1..]);
        Assert.Equal(("add", "applied", "nas.example.com", "203.0.113.1"), (line.Action, line.Outcome, line.Name, line.To));
        Assert.Equal(ChangeOutcome.Applied, Assert.Single(report.Outcome.Changes).Outcome);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_told_beside_what_was_done()
    {
        store.Held = key => key == "journal";

        var report = await RunAsync();

        Assert.Equal("203.0.113.1", Assert.Single(zone.Records).Value.ToString());
        Assert.Equal(ChangeOutcome.Applied, Assert.Single(report.Outcome.Changes).Outcome);
        Assert.Equal([HeldStore.Text], report.Outcome.Notes);
    }

    [Fact]
    public async Task State_that_is_held_throughout_fails_the_zone_and_is_told_once()
    {
        store.Held = _ => true;

        var report = await RunAsync();

        Assert.Empty(zone.Records);
        Assert.Equal(HeldStore.Text, Assert.Single(report.Outcome.Changes).Error?.Message);
        Assert.Equal([HeldStore.Text], report.Outcome.Notes);
    }

    private async Task<RoundReport> RunAsync()
    {
        var configuration = Sample.Read("""
            accounts: { home: { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}" } }
            addresses: { four: { family: ipv4, source: static, value: 203.0.113.1, allow: [documentation] } }
            records: [ { name: nas.example.com, account: home, address: four } ]
            """).Configuration!;
        using var installation = new Installation
        {
            Accounts = [new Account("home", zone)],
            Sources = ImmutableDictionary<string, IAddressSource>.Empty.Add("four", Four),
            Store = store,
            Mark = new HostMark(store, "here"),
            Calls = new ApiCallCounter(),
            Clocks = ImmutableSortedDictionary<string, ServerClock>.Empty.Add("alidns", new ServerClock(time)),
            Trusted = new TrustedTime(null),
            ClockMemory = new ClockMemory(store, time),
        };
        return await new RoundRunner(configuration, installation, new Observations(), time)
            .RunAsync(dryRun: false, TimeSpan.Zero, TestContext.Current.CancellationToken);
    }
}
