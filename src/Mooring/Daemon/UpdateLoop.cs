using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Daemon;

/// <summary>Runs rounds until it is stopped: on the interval, and at once when the configuration changes.</summary>
/// <param name="workshop">Reads configurations and puts them together.</param>
/// <param name="log">Where to tell.</param>
/// <param name="language">The language of what is told.</param>
/// <param name="show">Shows a problem of a configuration that was read again.</param>
internal sealed partial class UpdateLoop(Workshop workshop, ILogger log, Language language, Action<Problem> show)
{
    /// <summary>The share of the interval by which a pause is longer or shorter, so that many machines do not ask at once.</summary>
    private const double Jitter = 0.1;

    private IReadOnlyCollection<string> secrets = [];
    private string stateDirectory = "";

    /// <summary>Serves until cancelled.</summary>
    /// <exception cref="CommandException">Another daemon serves the same state; exit code 2.</exception>
    public async Task RunAsync(MooringConfiguration configuration, CancellationToken cancellation)
    {
        stateDirectory = StateLocation.Of(configuration, _ => { });
        using var alone = TakeLock(stateDirectory);
        using var watch = new ConfigurationWatch(configuration.Path, workshop.Time);
        var rounds = new RoundLog(log, language);
        secrets = workshop.Read(configuration.Path).Secrets;
        Started(log, configuration.Records.Count, configuration.Daemon.Interval);
        while (true)
        {
            configuration = await ServeAsync(configuration, watch, rounds, cancellation);
            Reloaded(log, configuration.Path);
        }
    }

    /// <summary>Serves one configuration until there is a good new one, and returns that.</summary>
    private async Task<MooringConfiguration> ServeAsync(
        MooringConfiguration configuration, ConfigurationWatch watch, RoundLog rounds, CancellationToken cancellation)
    {
        using var installation = await workshop.InstallAsync(configuration, cancellation);
        var runner = new RoundRunner(configuration, installation, new Observations(), Workshop.Mark, workshop.Time);
        while (true)
        {
            var refused = await RoundAsync(runner, rounds, configuration, cancellation);
            var asked = await watch.WaitAsync(Pause(configuration.Daemon.Interval), cancellation);

            // A refused key may have been replaced in a secret file, which the configuration file does not show.
            var next = asked ? Reload(configuration) : refused ? ReadWithNewSecrets(configuration) : null;
            if (next is not null)
            {
                return next;
            }
        }
    }

    /// <returns>Whether an account's key was refused.</returns>
    private async Task<bool> RoundAsync(RoundRunner runner, RoundLog rounds, MooringConfiguration configuration, CancellationToken cancellation)
    {
        try
        {
            var report = await runner.RunAsync(dryRun: false, configuration.Daemon.Refresh, cancellation);
            rounds.Write(report);
            return report.Outcome.Changes.Any(change => change.Error?.Fault is "credentials" or "permission");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The top of the loop: whatever it was, the next round starts afresh.
            RoundFailed(log, e);
            return false;
        }
    }

    /// <summary>The configuration as it is now; null, and said why, where the old one has to serve on.</summary>
    private MooringConfiguration? Reload(MooringConfiguration old)
    {
        var loaded = workshop.Read(old.Path);
        foreach (var problem in loaded.Problems)
        {
            show(problem);
        }

        if (loaded.Configuration is null)
        {
            KeptOld(log, old.Path);
            return null;
        }

        if (loaded.Configuration.State != old.State)
        {
            // The daemon's lock and all it remembers belong to the directory it began with.
            KeptState(log, stateDirectory);
            return null;
        }

        secrets = loaded.Secrets;
        return loaded.Configuration;
    }

    /// <summary>The configuration, if its secret files hold something else than before.</summary>
    private MooringConfiguration? ReadWithNewSecrets(MooringConfiguration old)
    {
        var loaded = workshop.Read(old.Path);
        if (loaded.Configuration is null || loaded.Configuration.State != old.State || loaded.Secrets.ToHashSet(StringComparer.Ordinal).SetEquals(secrets))
        {
            return null;
        }

        secrets = loaded.Secrets;
        return loaded.Configuration;
    }

    /// <summary>The lock; null where the directory cannot be written, and so cannot hold one: the daemon serves from memory then.</summary>
    private DaemonLock? TakeLock(string directory)
    {
        try
        {
            return DaemonLock.Take(directory);
        }
        catch (StateStoreException e) when (e.Fault == StateFault.Locked)
        {
            throw new CommandException(e.Text, ExitCode.Usage, e);
        }
        catch (StateStoreException e)
        {
            workshop.Notice(e.Text);
            return null;
        }
    }

    private static TimeSpan Pause(TimeSpan interval) => interval * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));

    [LoggerMessage(Level = LogLevel.Information, Message = "serving {Records} entries, a round every {Interval}")]
    private static partial void Started(ILogger logger, int records, TimeSpan interval);

    [LoggerMessage(Level = LogLevel.Information, Message = "configuration read again: {Path}")]
    private static partial void Reloaded(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "the new configuration {Path} has errors; the old one keeps running")]
    private static partial void KeptOld(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "`state:` cannot change while the daemon runs; the old configuration keeps running on {Directory}: restart to move")]
    private static partial void KeptState(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Error, Message = "the round ended unexpectedly")]
    private static partial void RoundFailed(ILogger logger, Exception e);
}
