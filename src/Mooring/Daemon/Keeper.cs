using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Daemon;

/// <summary>What a keeper hears and looks at.</summary>
/// <param name="Bell">Rings for whatever comes first.</param>
/// <param name="Witness">Hears how rounds ended.</param>
/// <param name="Reader">Looks at this machine's interfaces and routes.</param>
/// <param name="Time">This machine's clock.</param>
/// <param name="Random">A number from 0 to below 1.</param>
internal sealed record Surroundings(IBell Bell, IRoundWitness Witness, IInterfaceReader Reader, TimeProvider Time, Func<double> Random);

/// <summary>How one turn ended.</summary>
/// <param name="Wake">Why the next one begins.</param>
/// <param name="Refused">Whether an account's key was refused.</param>
internal sealed record Turn(Wake Wake, bool Refused);

/// <summary>Keeps the records of one configuration as wanted, turn by turn.</summary>
/// <param name="configuration">What is wanted.</param>
/// <param name="installation">What it is done with.</param>
/// <param name="around">What it hears and looks at.</param>
/// <param name="log">Tells what is new.</param>
/// <param name="stop">Ends its work.</param>
internal sealed class Keeper(MooringConfiguration configuration, Installation installation, Surroundings around, RoundLog log, CancellationToken stop) : IAsyncDisposable
{
    /// <summary>The share of the interval by which a pause is longer or shorter, so that many machines do not ask at once.</summary>
    private const double Jitter = 0.1;

    /// <summary>How often in a row news end the asking of slow sources, whose answer would be out of date.</summary>
    public const int MostInterruptions = 3;

    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(5);

    private readonly AccountRests rests = new(around.Time, configuration.Daemon.Interval, around.Random);
    private readonly FlapDamping damping = new(around.Time);
    private readonly AccountsAtWork atWork = new(around.Bell.PatienceAsync, stop);
    private readonly WayOut wayOut = new(configuration, log.Spoken);
    private RoundRunner? runner;
    private int interruptions;
    private bool refused;

    private RoundRunner Runner => runner ??= Start();

    /// <summary>Runs a round, or what of it is possible now, and waits for a reason to run the next.</summary>
    public async Task<Turn> TakeTurnAsync()
    {
        if (wayOut.IsMissing(around.Reader.ReadOrNull()))
        {
            // Rounds would only fail; but the system may be wrong, so try all the same once in an interval.
            var heard = Heard(await around.Bell.WaitAsync(Interval, work: null, stop) ?? Wake.Due);
            if (heard != Wake.Due)
            {
                return new Turn(heard, Refused: false);
            }
        }

        refused = false;
        if (Runner.IsMixed)
        {
            // What this machine alone can tell must not wait for what others are slow to tell.
            await RoundAsync(() => Runner.RunPromptAsync(Refresh, stop));
        }

        if (await AskSlowAsync() is not { } slow)
        {
            return new Turn(Heard(Wake.News), refused);
        }

        var answers = await Runner.WithPromptAsync(slow, stop);
        await RoundAsync(() => Runner.RunAsync(answers, dryRun: false, Refresh, stop));
        return new Turn(Heard(await WaitAsync(answers)), refused);
    }

    /// <summary>What the slow sources say; null where news came before, and they are to be asked anew.</summary>
    private async Task<IReadOnlyList<NamedAnswer>?> AskSlowAsync()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var asking = Runner.AskSlowAsync(giveUp.Token);
        try
        {
            while (!await around.Bell.EndsBeforeNewsAsync(asking))
            {
                if (interruptions < MostInterruptions)
                {
                    interruptions++;
                    return null;
                }

                // News without end, as of a router that announces ever new prefixes, must not keep slow sources from ever answering; nor may
                // these hold up what this machine alone can tell.
                Heard(Wake.News);
                await RoundAsync(() => Runner.RunPromptAsync(Refresh, stop));
            }

            interruptions = 0;
            return await asking;
        }
        finally
        {
            await giveUp.CancelAsync();
            await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does what is to be done when the daemon is stopped: deletes what is ours where the configuration says so, within seconds.</summary>
    public async Task LeaveAsync()
    {
        await atWork.EndAsync();
        if (!configuration.Daemon.DeleteOnStop)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Leaving, around.Time);
        try
        {
            log.Write(await Runner.WithdrawAsync(limit.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            log.Spoken.Say(LogLevel.Warning, new Text(
                "`delete-on-stop`: not all records could be deleted in time; those that are left stay as they are",
                "`delete-on-stop`：未能及时删除所有记录，剩余的保持不变"));
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => atWork.DisposeAsync();

    private RoundRunner Start()
    {
        var first = new RoundRunner(configuration, installation, new Observations(), around.Time)
        {
            Rests = rests,
            AtWork = atWork,
            Damping = damping,
            Drift = configuration.Daemon.Drift,
        };
        first.Begin(Cause(Wake.Configuration, ""));
        return first;
    }

    private TimeSpan Interval => configuration.Daemon.Interval;

    private TimeSpan Refresh => configuration.Daemon.Refresh;

    /// <summary>
    /// Waits out the pause, or until an account's rest, the hold of an address that flaps, or the preferred lifetime of one in use is over;
    /// tells meanwhile what late accounts did.
    /// </summary>
    private async Task<Wake> WaitAsync(IReadOnlyList<NamedAnswer> answers)
    {
        var inUse = answers.Select(answer => answer.Answer.Value).OfType<System.Net.IPAddress>().ToHashSet();
        var pause = Interval * (1 + (Jitter * ((2 * around.Random()) - 1)));
        var began = around.Time.GetTimestamp();
        while (true)
        {
            if (atWork.HasMissed)
            {
                return Wake.Due;
            }

            var left = Shorter(pause - around.Time.GetElapsedTime(began), Shorter(rests.NextEndExcept(atWork.IsAtWork) ?? TimeSpan.MaxValue, damping.NextEnd));
            var lifetime = Lifetimes.NextEnd(around.Reader.ReadOrNull(), inUse);
            var asleep = around.Time.GetTimestamp();
            var wake = await around.Bell.WaitAsync(Shorter(left, lifetime), atWork.NextEnd, stop);
            if (wake is null)
            {
                await RoundAsync(() => Runner.EndLateAsync(atWork, stop));
                continue;
            }

            // A router advertisement has renewed the lifetime meanwhile: nothing changed, so wait on.
            var renewed = wake == Wake.Due && lifetime < left && around.Time.GetElapsedTime(asleep) >= lifetime
                && !Lifetimes.IsAnyOver(around.Reader.ReadOrNull(), inUse);
            if (!renewed)
            {
                return wake.Value;
            }
        }
    }

    private Wake Heard(Wake wake)
    {
        Runner.Begin(Cause(wake, around.Bell.News.What));
        if (wake == Wake.News)
        {
            var news = around.Bell.News;
            if (news.IsOfNetwork)
            {
                rests.NetworkChanged();
            }

            log.Spoken.Say(LogLevel.Debug, new Text($"looking again at once: {news.What}", $"立即重新检查：{news.What}"));
        }

        if (wake == Wake.Trigger)
        {
            rests.Called();
        }

        return wake;
    }

    private async Task RoundAsync(Func<Task<RoundReport>> round)
    {
        try
        {
            var report = await round();
            stop.ThrowIfCancellationRequested();
            log.Write(report);
            await around.Witness.EndedAsync(report, stop);
            refused |= report.Outcome.Changes.Any(change => change.Error?.Fault is "credentials" or "permission");
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // The top of the loop: whatever it was, the next round starts afresh.
            around.Witness.Aborted();
            log.Spoken.Say(LogLevel.Error, new Text("the round ended unexpectedly", "本轮意外中止"), e);
        }
    }

    /// <summary>Why a round begins, for the history; null where it is simply due.</summary>
    private static string? Cause(Wake wake, string news) => wake switch
    {
        Wake.News => news,
        Wake.Trigger => "trigger",
        Wake.Configuration => "configuration",
        _ => null,
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;
}
