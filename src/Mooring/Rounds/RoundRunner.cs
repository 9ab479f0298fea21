using System.Collections.Immutable;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Planning;
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
    /// <summary>Which accounts are left alone for a while; null, as for a single run: none.</summary>
    public AccountRests? Rests { get; init; }

    /// <summary>Holds back addresses that change to and fro; null, as for a single run: none.</summary>
    public FlapDamping? Damping { get; init; }

    /// <summary>What to do about records of ours that others changed. Default: restore them, as whoever asks for a single run wants.</summary>
    public DriftPolicy Drift { get; init; } = DriftPolicy.Restore;

    /// <summary>Which accounts are at work, so that none waits for another; null, as for a single run: it waits for all.</summary>
    public AccountsAtWork? AtWork { get; init; }

    private string? cause;
    private int callsTold = installation.Calls.Count;

    /// <summary>Says why the next round begins, where it is not simply due: <c>trigger</c>, <c>configuration</c>, or the news in a few words.</summary>
    public void Begin(string? why) => cause = why;

    /// <summary>Whether this machine alone can tell some addresses, and others have to be waited for.</summary>
    public bool IsMixed => Sources.Select(source => source.IsPrompt).Distinct().Count() == 2;

    /// <summary>Runs a round of the whole configuration and tells what it did.</summary>
    /// <param name="dryRun">Plan only.</param>
    /// <param name="refresh">How long a listing serves without being asked for again.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <param name="progress">Hears how far the writes are.</param>
    public async Task<RoundReport> RunAsync(bool dryRun, TimeSpan refresh, CancellationToken cancellation, IRoundProgress? progress = null) =>
        await RunAsync(await WithPromptAsync(await AskSlowAsync(cancellation), cancellation), dryRun, refresh, cancellation, progress);

    /// <summary>Asks every source that some record needs and that has to ask others.</summary>
    public Task<IReadOnlyList<NamedAnswer>> AskSlowAsync(CancellationToken cancellation) =>
        AddressRound.AskAsync(Sources.Where(source => !source.IsPrompt), cancellation);

    /// <summary>Asks this machine too, last, since its answer may have changed while others were waited for.</summary>
    /// <param name="slow">What the sources said that have to ask others.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>An answer of every source that some record needs, in the order of the configuration.</returns>
    public async Task<IReadOnlyList<NamedAnswer>> WithPromptAsync(IReadOnlyList<NamedAnswer> slow, CancellationToken cancellation)
    {
        var prompt = await AddressRound.AskAsync(Sources.Where(source => source.IsPrompt), cancellation);
        var answers = slow.Concat(prompt).ToDictionary(answer => answer.Source, StringComparer.Ordinal);
        return Judged([.. Sources.Select(source => answers[source.Name])]);
    }

    /// <summary>Runs a round of the whole configuration on what the sources answered.</summary>
    /// <param name="answers">An answer of every source that some record needs.</param>
    /// <param name="dryRun">Plan only.</param>
    /// <param name="refresh">How long a listing serves without being asked for again.</param>
    /// <param name="cancellation">Ends the round.</param>
    /// <param name="progress">Hears how far the writes are.</param>
    public async Task<RoundReport> RunAsync(
        IReadOnlyList<NamedAnswer> answers, bool dryRun, TimeSpan refresh, CancellationToken cancellation, IRoundProgress? progress = null)
    {
        var entries = WantedEntries.Of(configuration.Records, answers);
        var options = new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), DryRun = dryRun, Refresh = refresh, Progress = progress, Rests = Rests, AtWork = AtWork, Drift = Drift };
        var report = await ConvergeAsync(entries, answers, options, cancellation);
        return dryRun ? report : report.With(await NotesAsync(
            () => new LeftEntries(installation.Store, configuration.IsFoundUnnamed ? "" : $" --config {Shell.Quote(configuration.Path)}").ReportAsync(installation.Accounts, entries, cancellation)));
    }

    /// <summary>Converges only what this machine itself can tell at once, so that no slow source holds it up.</summary>
    /// <param name="refresh">How long a listing serves without being asked for again.</param>
    /// <param name="cancellation">Ends the round.</param>
    public async Task<RoundReport> RunPromptAsync(TimeSpan refresh, CancellationToken cancellation)
    {
        var answers = Judged(await AddressRound.AskAsync(Sources.Where(source => source.IsPrompt), cancellation));
        var families = configuration.Addresses.ToDictionary(address => address.Name, address => address.Family, StringComparer.Ordinal);
        var entries = WantedEntries.Answered(configuration.Records, families, answers);
        var report = await ConvergeAsync(entries, answers, new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), Refresh = refresh, Rests = Rests, AtWork = AtWork, Drift = Drift }, cancellation);
        return report with { IsWhole = false };
    }

    /// <summary>Tells what those accounts did that were late for their round and have ended since.</summary>
    /// <param name="atWork">Who is at work.</param>
    /// <param name="cancellation">Gives up remembering it.</param>
    public async Task<RoundReport> EndLateAsync(AccountsAtWork atWork, CancellationToken cancellation)
    {
        var report = await TellAsync(await Round.EndedAsync(atWork), [], dryRun: false, cancellation);
        return report with { IsWhole = false };
    }

    /// <summary>Deletes the address records that are ours, because whoever they point at goes.</summary>
    /// <param name="cancellation">Ends it; what is not deleted by then stays.</param>
    public async Task<RoundReport> WithdrawAsync(CancellationToken cancellation)
    {
        var families = configuration.Addresses.ToDictionary(address => address.Name, address => address.Family, StringComparer.Ordinal);
        var report = await ConvergeAsync(WantedEntries.Withdrawn(configuration.Records, families), [], new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), SparesDrift = true }, cancellation);
        return report with { IsWhole = false };
    }

    /// <summary>Converges one entry that stands in no configuration.</summary>
    public async Task<RoundReport> RunAsync(Entry entry, CancellationToken cancellation) => await ConvergeAsync(
        [entry], [], new RoundOptions { Mark = await installation.Mark.ReadAsync(cancellation), Declared = false }, cancellation);

    private IEnumerable<IAddressSource> Sources
    {
        get
        {
            var needed = WantedEntries.SourcesOf(configuration.Records);
            return configuration.Addresses.Where(address => needed.Contains(address.Name)).Select(address => installation.Sources[address.Name]);
        }
    }

    private IReadOnlyList<NamedAnswer> Judged(IReadOnlyList<NamedAnswer> answers) => Damping?.Judge(answers) ?? answers;

    private async Task<RoundReport> ConvergeAsync(
        ImmutableArray<Entry> entries, IReadOnlyList<NamedAnswer> answers, RoundOptions options, CancellationToken cancellation)
    {
        var outcome = await new Round(installation.Store, observations, time).RunAsync(installation.Accounts, entries, options, cancellation);
        var report = await TellAsync(outcome, answers, options.DryRun, cancellation);
        return report with { IsWhole = options.AtWork is not { HasGaps: true } };
    }

    private async Task<RoundReport> TellAsync(RoundOutcome outcome, IReadOnlyList<NamedAnswer> answers, bool dryRun, CancellationToken cancellation)
    {
        var (offsets, callsBefore) = (installation.ClockOffsets, callsTold);
        callsTold = installation.Calls.Count;
        var report = new RoundReport(outcome, answers, callsTold - callsBefore, offsets, ClockWarning.Of(offsets, configuration.Clock.Warn), dryRun) { Resting = Rests?.Resting ?? [] };
        return dryRun ? report : report.With(await NotesAsync(async () =>
        {
            await installation.ClockMemory.SaveAsync(installation.Clocks, installation.Trusted, cancellation);
            await new RoundJournal(installation.Store, time).AddAsync(new RoundFacts(outcome) { Addresses = [.. answers], Offsets = offsets, Trigger = Interlocked.Exchange(ref cause, null) }, cancellation);
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
