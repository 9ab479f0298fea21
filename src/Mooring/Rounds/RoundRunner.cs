using System.Collections.Immutable;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Journal;
using Mooring.Engine.Sources;
using Mooring.Engine.Updating;

namespace Mooring.Rounds;

/// <summary>One round from sources to report: what <c>plan</c>, <c>update</c> and <c>run</c> have in common.</summary>
/// <param name="configuration">What is wanted.</param>
/// <param name="installation">What it is done with.</param>
/// <param name="observations">What was last seen; one object for the life of a daemon.</param>
/// <param name="mark">Our mark in providers' remarks.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class RoundRunner(
    MooringConfiguration configuration, Installation installation, Observations observations, string mark, TimeProvider time)
{
    /// <summary>Runs the round and tells what it did.</summary>
    /// <param name="dryRun">Plan only.</param>
    /// <param name="refresh">How long a listing serves without being asked for again.</param>
    /// <param name="cancellation">Ends the round.</param>
    public async Task<RoundReport> RunAsync(bool dryRun, TimeSpan refresh, CancellationToken cancellation)
    {
        var callsBefore = installation.Calls.Count;
        var needed = WantedEntries.SourcesOf(configuration.Records);
        var answers = await AddressRound.AskAsync(
            configuration.Addresses.Where(address => needed.Contains(address.Name)).Select(address => installation.Sources[address.Name]), cancellation);
        var entries = WantedEntries.Of(configuration.Records, answers);
        var options = new RoundOptions { Mark = mark, DryRun = dryRun, Refresh = refresh };
        var outcome = await new Round(installation.Store, observations, time).RunAsync(installation.Accounts, entries, options, cancellation);
        if (!dryRun)
        {
            outcome = outcome with { Notes = outcome.Notes.AddRange(await KeepAsync(outcome, entries, cancellation)) };
        }

        return new RoundReport(
            outcome, answers, installation.Calls.Count - callsBefore,
            installation.Clocks.ToImmutableSortedDictionary(clock => clock.Key, clock => clock.Value.Offset, StringComparer.Ordinal));
    }

    /// <summary>What outlives the round: the journal, the clocks, and what left the configuration.</summary>
    private async Task<ImmutableArray<Text>> KeepAsync(RoundOutcome outcome, ImmutableArray<Entry> entries, CancellationToken cancellation)
    {
        await installation.ClockMemory.SaveAsync(installation.Clocks, installation.Trusted, cancellation);
        await new RoundJournal(installation.Store, time).AddAsync(outcome, cancellation);
        return await new LeftEntries(installation.Store).ReportAsync(entries, cancellation);
    }
}
