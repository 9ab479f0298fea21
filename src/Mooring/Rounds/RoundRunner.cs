using System.Collections.Immutable;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Journal;
using Mooring.Engine.Sources;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Telling;

namespace Mooring.Rounds;

/// <summary>One round from sources to report: what <c>plan</c>, <c>update</c>, <c>run</c> and <c>records</c> have in common.</summary>
/// <param name="configuration">What is wanted.</param>
/// <param name="installation">What it is done with.</param>
/// <param name="observations">What was last seen; one object for the life of a daemon.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class RoundRunner(
    MooringConfiguration configuration, Installation installation, Observations observations, TimeProvider time)
{
    /// <summary>Runs a round of the whole configuration and tells what it did.</summary>
    /// <param name="dryRun">Plan only.</param>
    /// <param name="refresh">How long a listing serves without being asked for again.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <param name="progress">Hears how far the writes are.</param>
    public async Task<RoundReport> RunAsync(bool dryRun, TimeSpan refresh, CancellationToken cancellation, IRoundProgress? progress = null)
    {
        var needed = WantedEntries.SourcesOf(configuration.Records);
        var answers = await AddressRound.AskAsync(
            configuration.Addresses.Where(address => needed.Contains(address.Name)).Select(address => installation.Sources[address.Name]), cancellation);
        var entries = WantedEntries.Of(configuration.Records, answers);
        var options = new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), DryRun = dryRun, Refresh = refresh, Progress = progress };
        var report = await ConvergeAsync(entries, answers, options, cancellation);
        return dryRun ? report : report.With(await NotesAsync(
            () => new LeftEntries(installation.Store, configuration.IsFoundUnnamed ? "" : $" --config {Shell.Quote(configuration.Path)}").ReportAsync(installation.Accounts, entries, cancellation)));
    }

    /// <summary>Converges one entry that stands in no configuration.</summary>
    public async Task<RoundReport> RunAsync(Entry entry, CancellationToken cancellation) => await ConvergeAsync(
        [entry], [], new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), Declared = false }, cancellation);

    private async Task<RoundReport> ConvergeAsync(
        ImmutableArray<Entry> entries, IReadOnlyList<NamedAnswer> answers, RoundOptions options, CancellationToken cancellation)
    {
        var callsBefore = installation.Calls.Count;
        var outcome = await new Round(installation.Store, observations, time).RunAsync(installation.Accounts, entries, options, cancellation);
        var offsets = installation.ClockOffsets;
        var report = new RoundReport(outcome, answers, installation.Calls.Count - callsBefore, offsets, ClockWarning.Of(offsets, configuration.Clock.Warn), options.DryRun);
        return options.DryRun ? report : report.With(await NotesAsync(async () =>
        {
            await installation.ClockMemory.SaveAsync(installation.Clocks, installation.Trusted, cancellation);
            await new RoundJournal(installation.Store, time).AddAsync(outcome, cancellation);
            return [];
        }));
    }

    /// <summary>Who holds the state keeps us from remembering what happened, and never from telling it.</summary>
    private static async Task<ImmutableArray<Text>> NotesAsync(Func<Task<ImmutableArray<Text>>> remember)
    {
        try
        {
            return await remember();
        }
        catch (StateStoreException e)
        {
            return [e.Text];
        }
    }
}
