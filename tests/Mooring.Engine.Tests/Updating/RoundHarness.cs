using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Updating;

/// <summary>One account with one zone, a state that outlives "processes", and a clock.</summary>
internal sealed class RoundHarness
{
    public static readonly HostedZone Zone = new(DomainName.Parse("example.com"));
    public static readonly DnsLine Default = new("default", "default");

    public RoundHarness() => Host = new InMemoryZone(Zone, Time);

    public ManualClock Time { get; } = new();

    public InMemoryZone Host { get; }

    public IStateStore Store { get; set; } = new InMemoryStateStore();

    public Observations Observations { get; set; } = new();

    public string Mark { get; set; } = "mooring@here";

    public TimeSpan Refresh { get; set; }

    public DriftPolicy Drift { get; set; }

    public AccountRests? Rests { get; set; }

    public IRoundProgress? Progress { get; set; }

    public Account[] Accounts => [new Account("home", Host)];

    /// <summary>What the host answers to, as "name type value".</summary>
    public string[] Records => [.. Host.Records.Select(record => $"{record.Owner} {record.Type} {record.Value}").Order(StringComparer.Ordinal)];

    public static Entry Entry(string name, params string[] addresses) => Entry(name, new Wanted.Present([.. addresses.Select(value => new RecordValue(value))]));

    public static Entry Entry(string name, Wanted wanted) => new()
    {
        Name = DomainName.Parse(name),
        Account = "home",
        Sets = [new EntrySet(RecordType.A, wanted)],
    };

    public HostedRecord Put(string name, string value, int ttl = 600) => Host.Put(new HostedRecord
    {
        Id = "",
        Owner = DomainName.Parse(name),
        Type = RecordType.A,
        Value = new RecordValue(value),
        Ttl = new Ttl(ttl),
        Line = Default,
    });

    /// <summary>Runs a round; where it waits for the clock, the clock goes on.</summary>
    public async Task<RoundOutcome> RunAsync(Entry[] entries, bool dryRun = false, CancellationTokenSource? stop = null)
    {
        var options = new RoundOptions { Mark = Mark, DryRun = dryRun, Refresh = Refresh, Progress = Progress, Rests = Rests, Drift = Drift };
        var round = new Round(Store, Observations, Time).RunAsync(Accounts, entries, options, stop?.Token ?? TestContext.Current.CancellationToken);
        while (!round.IsCompleted)
        {
            // Only where somebody waits for it: an idle clock must not run while other threads work.
            Time.Advance(Time.ArmedTimers > 0 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero);
            await Task.Yield();
        }

        return await round;
    }

    public static DnsApiException Failure(DnsFault fault, bool outcomeUnknown = false, Ttl? minimumTtl = null) =>
        new(fault, Text.Same($"the host says {fault}"), fault.ToString(), "R-1") { OutcomeUnknown = outcomeUnknown, MinimumTtl = minimumTtl };
}
