using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Rounds;
using Mooring.Services;
using Mooring.Telling;
using Mooring.Web;
using Mooring.Web.Httpreq;
using Mooring.Web.Metering;

namespace Mooring.Daemon;

/// <summary>What the daemon shows of its rounds to the outside, and what it hears from there; lives as long as the daemon.</summary>
internal sealed class Lookout(Workshop workshop, SpokenLog log, ISupervisor supervisor, Pulse pulse) : IRoundWitness, IAsyncDisposable
{
    private readonly DaemonMetrics metrics = new(workshop.Time);
    private readonly ChallengeDesk desk = new(log, workshop.Time);
    private (MooringConfiguration Configuration, Installation Installation)? watched;
    private ConsoleSettings? wanted;
    private DaemonServer? server;
    private Text? refused;
    private Teller? teller;

    /// <summary>Calls for rounds at once.</summary>
    public RoundTrigger Trigger { get; } = new(workshop.Time);

    /// <summary>Goes by a configuration from now on.</summary>
    /// <exception cref="CommandException">It is the daemon's first, and its address cannot be had; exit code 2.</exception>
    /// <returns>What is to be disposed before the installation is.</returns>
    public async Task<IAsyncDisposable> UseAsync(MooringConfiguration configuration, Installation installation, CancellationToken cancellation)
    {
        var (first, before) = (watched is null, wanted);
        watched = (configuration, installation);
        desk.Use(configuration, installation);
        pulse.Expect(configuration.Daemon.Interval);
        Volatile.Write(ref wanted, configuration.Console);
        if (!Equals(before?.Listen, wanted?.Listen))
        {
            await StopAsync();
            await ServeAsync(first, cancellation);
        }

        return teller = await Teller.StartAsync(workshop, configuration, installation, log, cancellation);
    }

    /// <summary>Takes note of a round.</summary>
    public async Task EndedAsync(RoundReport report, CancellationToken cancellation)
    {
        pulse.Beat();
        if (report.IsWhole)
        {
            supervisor.Tell(RoundStatus.Of(report).In(log.Language));
        }

        teller?.Hear(report);
        metrics.Count(report, watched!.Value.Installation.CallsByAccount, await RestingAsync(cancellation));
        if (server is null)
        {
            await ServeAsync(mustServe: false, cancellation);
        }
    }

    /// <summary>Takes note of a round of certificates.</summary>
    public void CertificatesEnded(IReadOnlyList<CertificateOutcome> outcomes)
    {
        teller?.Hear(outcomes);
        metrics.Count(outcomes);
    }

    /// <summary>Takes note of a round that ended unexpectedly.</summary>
    public void Aborted() => metrics.CountAborted();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        desk.Dispose();
        metrics.Dispose();
    }

    private async Task ServeAsync(bool mustServe, CancellationToken cancellation)
    {
        if (wanted is not { } settings)
        {
            return;
        }

        try
        {
            var pages = new DaemonPages(() => Volatile.Read(ref wanted) ?? settings, Trigger, pulse, metrics.Text, new HttpreqPages(desk, workshop.Time));
            server = await DaemonServer.StartAsync(settings.Listen, pages.AnswerAsync, cancellation);
            refused = null;
            log.Say(LogLevel.Information, new Text($"listening on {server.Address}", $"正在监听 {server.Address}"));
        }
        catch (CommandException e) when (!mustServe)
        {
            // Tried again after each round, and said once.
            log.Say(e.Text == refused ? LogLevel.Debug : LogLevel.Error, e.Text);
            refused = e.Text;
        }
    }

    private async Task StopAsync()
    {
        refused = null;
        if (server is { } running)
        {
            server = null;
            await running.DisposeAsync();
        }
    }

    private async Task<IReadOnlyDictionary<string, int>> RestingAsync(CancellationToken cancellation)
    {
        try
        {
            return await ProbeMemory.CountRestingAsync(watched!.Value.Installation.Store, workshop.Time.GetUtcNow(), cancellation);
        }
        catch (StateStoreException)
        {
            return new Dictionary<string, int>(StringComparer.Ordinal);
        }
    }
}
