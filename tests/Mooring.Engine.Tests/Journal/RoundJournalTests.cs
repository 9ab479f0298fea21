using System.Text;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Journal;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Journal;

public sealed class RoundJournalTests
{
    private readonly InMemoryStateStore store = new();
    private readonly ManualClock time = new();
    private readonly RoundJournal journal;

    public RoundJournalTests() => journal = new RoundJournal(store, time);

    [Fact]
    public async Task Keeps_what_was_written_and_what_failed_with_when_and_why()
    {
        await AddAsync(
            Change(ChangeAction.Update, ChangeOutcome.Applied) with { From = [new("192.0.2.1")], To = [new("192.0.2.2")] });
        await AddAsync(
            Change(ChangeAction.Add, ChangeOutcome.Failed) with { To = [new("192.0.2.3")], Error = new ChangeError("quota", Text.Same("too many"), "QuotaExceeded", "R-1") });

        var lines = await ReadAsync();

        Assert.Equal(
            [
                new JournalLine(time.GetUtcNow(), "home", "nas.example.com", "A", "default", "update", "applied", "192.0.2.1", "192.0.2.2"),
                new JournalLine(time.GetUtcNow(), "home", "nas.example.com", "A", "default", "add", "failed", null, "192.0.2.3", "quota", "QuotaExceeded", "R-1"),
            ],
            lines);
    }

    [Theory]
    [InlineData(ChangeOutcome.Unchanged)]
    [InlineData(ChangeOutcome.Skipped)]
    [InlineData(ChangeOutcome.Planned)]
    public async Task A_round_in_which_nothing_happened_writes_nothing(ChangeOutcome outcome)
    {
        await AddAsync(Change(ChangeAction.None, outcome));

        Assert.Empty(await store.ListAsync("", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keeps_the_newest_thousand_oldest_first()
    {
        await AddAsync([.. Enumerable.Range(1, 999).Select(Numbered)]);
        await AddAsync(Numbered(1000), Numbered(1001), Numbered(1002));

        var lines = await ReadAsync();

        Assert.Equal(RoundJournal.Kept, lines.Count);
        // The two rounds wrote several each, so that the plan of the second one stands among them.
        Assert.Equal(("4", "1002"), (lines[0].To, lines[^1].To));
    }

    [Fact]
    public async Task Another_process_goes_on_with_the_same_journal()
    {
        await AddAsync(Numbered(1));
        time.Advance(TimeSpan.FromHours(1));

        await new RoundJournal(store, time).AddAsync(new RoundFacts(Outcome(Numbered(2))), TestContext.Current.CancellationToken);

        Assert.Equal(["1", "2"], (await ReadAsync()).Select(line => line.To));
        Assert.Equal(TimeSpan.FromHours(1), (await ReadAsync())[1].At - (await ReadAsync())[0].At);
    }

    [Fact]
    public async Task A_person_can_read_the_document()
    {
        await AddAsync(Change(ChangeAction.Delete, ChangeOutcome.Applied) with { From = [new("192.0.2.1")] });

        var document = await store.ReadAsync("journal", TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            {
              "version": 1,
              "lines": [
                {
                  "at": "2026-01-01T00:00:00+00:00",
                  "account": "home",
                  "name": "nas.example.com",
                  "type": "A",
                  "line": "default",
                  "action": "delete",
                  "outcome": "applied",
                  "from": "192.0.2.1"
                }
              ]
            }
            """,
            Encoding.UTF8.GetString(document!.Content.Span),
            ignoreLineEndingDifferences: true);
    }

    private static Change Numbered(int number) =>
        Change(ChangeAction.Add, ChangeOutcome.Applied) with { To = [new(number.ToString(System.Globalization.CultureInfo.InvariantCulture))] };

    private static Change Change(ChangeAction action, ChangeOutcome outcome) => new()
    {
        Name = DomainName.Parse("nas.example.com"),
        Type = RecordType.A,
        Line = "default",
        Account = "home",
        Action = action,
        Outcome = outcome,
    };

    private static RoundOutcome Outcome(params Change[] changes) => new([.. changes], [], NothingRead: false);

    private Task AddAsync(params Change[] changes) => journal.AddAsync(new RoundFacts(Outcome(changes)), TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<JournalLine>> ReadAsync() => await journal.ReadAsync(TestContext.Current.CancellationToken);
}
