using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing.Challenges;

/// <summary>A zone, a state, and "processes" that publish challenges there, of which some are gone.</summary>
internal sealed class ChallengeHarness
{
    public static readonly DomainName Domain = DomainName.Parse("example.com");
    public static readonly DomainName Name = DomainName.Parse("_acme-challenge.example.com");
    private readonly List<Text> told = [];

    public ChallengeHarness() => Host = new InMemoryZone(new HostedZone(Domain), Time);

    public ManualClock Time { get; } = new();

    public InMemoryZone Host { get; }

    public IStateStore Store { get; set; } = new InMemoryStateStore();

    /// <summary>A process that ran once.</summary>
    public static ChallengeOwner Gone => ChallengeOwner.Current(isHook: false) with { Started = "before" };

    public IReadOnlyList<string> Told => [.. told.Select(text => text.English)];

    /// <summary>What the zone holds, as "name type value".</summary>
    public string[] Records => [.. Host.Records.Select(record => $"{record.Owner} {record.Type} {record.Value}").Order(StringComparer.Ordinal)];

    public Task<ImmutableArray<JournaledChallenge>> JournalAsync() => new ChallengeJournal(Store).ReadAsync(TestContext.Current.CancellationToken);

    public ChallengePublisher Publisher(ChallengeOwner? owner = null, Account[]? accounts = null, Func<ChallengeOptions, ChallengeOptions>? more = null)
    {
        var options = new ChallengeOptions { Mark = "mooring@here", Owner = owner ?? ChallengeOwner.Current(isHook: false), Tell = told.Add };
        return new ChallengePublisher(accounts ?? [new Account("home", Host)], Store, more?.Invoke(options) ?? options, Time);
    }

    public Task<IReadOnlyList<PublishedChallenge>> PublishAsync(ChallengePublisher publisher, params string[] values) =>
        WithClockAsync(publisher.PublishAsync([.. values.Select(value => new Challenge(Domain, value))], TestContext.Current.CancellationToken));

    public async Task RemoveAsync(ChallengePublisher publisher, params PublishedChallenge[] published)
    {
        await WithClockAsync(Remove());

        async Task<bool> Remove()
        {
            await publisher.RemoveAsync(published, TestContext.Current.CancellationToken);
            return true;
        }
    }

    public Task<int> SweepAsync() => WithClockAsync(Publisher().SweepAsync(TestContext.Current.CancellationToken));

    public HostedRecord Put(string value, string? remark = null) => Host.Put(new HostedRecord
    {
        Id = "",
        Owner = Name,
        Type = RecordType.Txt,
        Value = new RecordValue(value),
        Ttl = Ttl.Default,
        Line = new DnsLine("default", "default"),
        Remark = remark,
    });

    /// <summary>Where the work waits for the clock, the clock goes on.</summary>
    private async Task<T> WithClockAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            Time.Advance(Time.ArmedTimers > 0 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero);
            await Task.Yield();
        }

        return await work;
    }
}
