using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Sources.Router;
using Mooring.Engine.Store;
using Mooring.Http;
using Mooring.Services;
using Mooring.Telling;
using Mooring.Web;

namespace Mooring.Daemon;

/// <summary>Runs rounds until it is stopped: on the interval, and at once when the configuration changes, on news and when somebody calls for one.</summary>
/// <param name="workshop">Reads configurations and puts them together.</param>
/// <param name="log">Where to tell.</param>
/// <param name="show">Shows a problem of a configuration that was read again.</param>
/// <param name="supervisor">Who looks after this process.</param>
internal sealed class UpdateLoop(Workshop workshop, SpokenLog log, Action<Problem> show, ISupervisor supervisor)
{
    private const int LockTrials = 4;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);

    private readonly FileNews files = new(workshop.Time);
    private readonly GlanceNews glances = new(workshop.Time);
    private readonly Pulse pulse = new(workshop.Time);
    private string stateDirectory = "";

    /// <summary>Serves until cancelled.</summary>
    /// <exception cref="CommandException">Another daemon serves the same state; exit code 2.</exception>
    public async Task RunAsync(MooringConfiguration configuration, CancellationToken cancellation)
    {
        stateDirectory = StateLocation.Of(configuration, _ => { });
        using var alone = await TakeLockAsync(stateDirectory, cancellation);

        // Everything below ends by this one, so that whoever waits for us hears that we stop before we do.
        using var end = new CancellationTokenSource();
        await using var stopping = cancellation.Register(() => Stop(end));
        await using var watchdog = new Watchdog(supervisor, pulse, workshop.Time);
        using var watch = new ConfigurationWatch(configuration.Outside.ReadFrom ?? configuration.Path, workshop.Time, pulse.Stir);
        var reader = new SystemInterfaceReader();
        using var network = new NetworkNews(NetworkWatch.Open(reader, workshop.Time), reader, workshop.Time);
        using var router = new RouterNews(() => RouterWatch.TryOpen(reader, workshop.Time), workshop.Time);
        await using var lookout = new Lookout(workshop, log, supervisor, pulse);
        var bell = new Bell(watch, new AnyNews(network, router, files, glances, new WakeNews(supervisor)), lookout.Trigger, workshop.Time, end.Token);
        var around = new Surroundings(bell, lookout, reader, workshop.Time, Random.Shared.NextDouble);
        var rounds = new RoundLog(log);
        log.Say(LogLevel.Information, Started(configuration));
        while (true)
        {
            router.Listen(configuration.Addresses.Any(address => address is RouterAddress or ProbeAddress { Family: IpFamily.IPv4 }));
            configuration = await ServeAsync(configuration, around, lookout, rounds, end.Token);
            log.Say(LogLevel.Information, new Text($"configuration read again: {configuration.Path}", $"已重新读取配置：{configuration.Path}"));
        }
    }

    /// <summary>Serves one configuration until there is a good new one, and returns that.</summary>
    private async Task<MooringConfiguration> ServeAsync(
        MooringConfiguration configuration, Surroundings around, Lookout lookout, RoundLog rounds, CancellationToken cancellation)
    {
        var lively = workshop with { Trace = new LivelyTrace(workshop.Trace, pulse) };
        using var installation = await lively.InstallAsync(configuration, cancellation);
        await using var watching = await lookout.UseAsync(configuration, installation, cancellation);
        files.Watch(configuration.Addresses.OfType<FileAddress>().Select(address => address.Path));
        using var glancing = glances.Watch(installation.Sources.Values.OfType<ProbeSource>(), configuration.Daemon.Glance);
        await using var certificates = await CertificateKeeper.StartAsync(lively, configuration, installation, lookout, log, cancellation);
        await using var keeper = new Keeper(configuration, installation, around, rounds, cancellation);
        supervisor.Ready(Serving(configuration));
        while (true)
        {
            var turn = await TurnAsync(keeper, cancellation);

            // A refused key may have been replaced in a secret file, which the configuration file does not show.
            var next = turn.Wake == Wake.Configuration ? Reload(configuration) : turn.Refused ? ReadWithNewSecrets(configuration) : null;
            if (next is not null)
            {
                return next;
            }
        }
    }

    private void Stop(CancellationTokenSource end)
    {
        supervisor.Stopping();
        log.Say(LogLevel.Information, new Text("stopping", "正在停止"));
        end.Cancel();
    }

    private string Serving(MooringConfiguration configuration) => Started(configuration).In(log.Language);

    private static async Task<Turn> TurnAsync(Keeper keeper, CancellationToken cancellation)
    {
        try
        {
            return await keeper.TakeTurnAsync();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await keeper.LeaveAsync();
            throw;
        }
    }

    /// <summary>The configuration as it is now; null, and said why, where the old one has to serve on.</summary>
    private MooringConfiguration? Reload(MooringConfiguration old)
    {
        supervisor.Reloading();
        var next = ReadAgain(old);
        if (next is null)
        {
            supervisor.Ready(Serving(old));
        }

        return next;
    }

    private MooringConfiguration? ReadAgain(MooringConfiguration old)
    {
        var loaded = workshop.Read(old.Path);
        foreach (var problem in loaded.Problems)
        {
            show(problem);
        }

        if (loaded.Configuration is null)
        {
            log.Say(LogLevel.Error, new Text($"the new configuration {old.Path} has errors; the old one keeps running", $"新配置 {old.Path} 有错误，继续使用旧配置"));
            return null;
        }

        if (loaded.Configuration.State != old.State)
        {
            // The daemon's lock and all it remembers belong to the directory it began with.
            log.Say(LogLevel.Error, new Text(
                $"`state:` cannot change while the daemon runs; the old configuration keeps running on {stateDirectory}: restart to move",
                $"守护进程运行期间不能更改 `state:`；旧配置继续使用 {stateDirectory}，重新启动后才会更换"));
            return null;
        }

        return loaded.Configuration;
    }

    /// <summary>The configuration, if its secret files hold something else than before.</summary>
    private MooringConfiguration? ReadWithNewSecrets(MooringConfiguration old)
    {
        var read = workshop.Read(old.Path).Configuration;
        return read is null || read.State != old.State || read.Secrets.ToHashSet(StringComparer.Ordinal).SetEquals(old.Secrets) ? null : read;
    }

    /// <summary>The lock; null where the directory cannot be written, and so cannot hold one: the daemon serves from memory then.</summary>
    private async Task<DaemonLock?> TakeLockAsync(string directory, CancellationToken cancellation)
    {
        for (var trial = 1; ; trial++)
        {
            try
            {
                return DaemonLock.Take(directory);
            }
            catch (StateStoreException e) when (e.Fault == StateFault.Locked)
            {
                // Somebody may only have looked whether it is held, which takes an instant.
                if (trial == LockTrials)
                {
                    throw new CommandException(e.Text, ExitCode.Usage, e);
                }

                await Task.Delay(LockPause, workshop.Time, cancellation);
            }
            catch (StateStoreException e)
            {
                workshop.Notice(e.Text);
                return null;
            }
        }
    }

    private static Text Started(MooringConfiguration configuration)
    {
        var (count, pause) = (configuration.Records.Count, SpanText.Describe(configuration.Daemon.Interval));
        return new Text($"serving {count} {(count == 1 ? "entry" : "entries")}, a round every {pause.English}", $"开始维护 {count} 项记录，每 {pause.Chinese}一轮");
    }
}
