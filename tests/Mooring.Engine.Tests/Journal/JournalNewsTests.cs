using System.Collections.Immutable;
using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Journal;
using Mooring.Engine.Sources;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Journal;

public sealed class JournalNewsTests
{
    private static readonly RoundOutcome Nothing = new([], [], NothingRead: false);

    private readonly InMemoryStateStore store = new();
    private readonly ManualClock time = new();

    [Fact]
    public async Task An_address_is_a_line_when_it_is_another_one_and_when_it_is_lost()
    {
        await AddAsync(Seeing("203.0.113.1"));
        await AddAsync(Seeing("203.0.113.1"));
        await AddAsync(Seeing(null));
        await AddAsync(Seeing("203.0.113.2"));

        Assert.Equal(["wan4 ->203.0.113.1", "wan4 203.0.113.1->", "wan4 ->203.0.113.2"], (await LinesAsync(JournalKind.Address)).Select(line => $"{line.Name} {line.From}->{line.To}"));
    }

    [Fact]
    public async Task An_offset_is_a_line_when_it_changes_by_a_minute()
    {
        foreach (var seconds in new[] { 2, 59, 75, 80, 300, 1 })
        {
            await AddAsync(new RoundFacts(Nothing) { Offsets = ImmutableDictionary<string, TimeSpan?>.Empty.Add("alidns", TimeSpan.FromSeconds(seconds)).Add("tencent", null) });
        }

        Assert.Equal(["75.0", "300.0", "1.0"], (await LinesAsync(JournalKind.Offset)).Select(line => line.To));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("999999999999999999")]
    public async Task An_offset_that_no_clock_has_stops_no_round_that_finds_it_in_the_history(string edited)
    {
        await store.WriteAsync(
            "journal",
            System.Text.Encoding.UTF8.GetBytes($$"""{"version":1,"lines":[{"at":"2026-01-01T00:00:00Z","name":"alidns","to":"{{edited}}","kind":"offset"}]}"""),
            null,
            TestContext.Current.CancellationToken);

        await AddAsync(new RoundFacts(Nothing) { Offsets = ImmutableDictionary<string, TimeSpan?>.Empty.Add("alidns", TimeSpan.FromSeconds(90)) });

        Assert.Equal([edited, "90.0"], (await LinesAsync(JournalKind.Offset)).Select(line => line.To));
    }

    [Fact]
    public async Task A_trigger_and_a_plan_of_several_writes_stand_before_the_writes()
    {
        await AddAsync(new RoundFacts(new RoundOutcome([Change("a", ChangeAction.Add), Change("b", ChangeAction.Update)], [], NothingRead: false)) { Trigger = "trigger" });

        Assert.Equal(["trigger trigger", "plan add 1, update 1, delete 0", "write ", "write "], (await LinesAsync()).Select(line => $"{line.Sort} {line.To}"));
    }

    [Fact]
    public async Task An_outage_of_hours_is_one_line_that_counts_until_something_else_happens()
    {
        for (var i = 0; i < 50; i++)
        {
            await AddAsync(Failing("throttled", $"R-{i}"));
            time.Advance(TimeSpan.FromMinutes(5));
        }

        await AddAsync(Failing("unavailable", "R-a"));
        await AddAsync(new RoundFacts(new RoundOutcome([Change("nas", ChangeAction.Update)], [], NothingRead: false)));
        await AddAsync(Failing("unavailable", "R-b"));
        time.Advance(TimeSpan.FromHours(3));
        await AddAsync(Failing("unavailable", "R-c"));

        var lines = await LinesAsync();
        Assert.Equal(["throttled 50 R-49", "unavailable  R-a", "  ", "unavailable  R-b", "unavailable  R-c"], lines.Select(line => $"{line.Fault} {line.Times} {line.RequestId}"));
        Assert.Equal(TimeSpan.FromMinutes(49 * 5), lines[0].Until - lines[0].At);
    }

    [Fact]
    public async Task A_round_without_news_leaves_the_document_alone()
    {
        await AddAsync(Seeing("203.0.113.1"));
        var before = await store.ReadAsync("journal", TestContext.Current.CancellationToken);

        await AddAsync(Seeing("203.0.113.1"));

        Assert.Equal(before!.Version, (await store.ReadAsync("journal", TestContext.Current.CancellationToken))!.Version);
    }

    private static RoundFacts Seeing(string? address) => new(Nothing)
    {
        Addresses = [new NamedAnswer("wan4", IpFamily.IPv4, address is null ? SourceAnswer.Unknown(Text.Same("silence")) : SourceAnswer.Found(IPAddress.Parse(address)))],
    };

    private static RoundFacts Failing(string fault, string request) => new(new RoundOutcome(
        [Change("nas", ChangeAction.Update) with { Outcome = ChangeOutcome.Failed, Error = new ChangeError(fault, Text.Same("no"), "Code", request) }], [], NothingRead: false));

    private static Change Change(string name, ChangeAction action) => new()
    {
        Name = DomainName.Parse($"{name}.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = action, Outcome = ChangeOutcome.Applied,
    };

    private Task AddAsync(RoundFacts facts) => new RoundJournal(store, time).AddAsync(facts, TestContext.Current.CancellationToken);

    private async Task<JournalLine[]> LinesAsync(string? kind = null) =>
        [.. (await new RoundJournal(store, time).ReadAsync(TestContext.Current.CancellationToken)).Where(line => kind is null || line.Sort == kind)];
}
