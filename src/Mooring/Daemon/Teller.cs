using Microsoft.Extensions.Logging;
using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Notifications;
using Mooring.Rounds;

namespace Mooring.Daemon;

/// <summary>Notifies as one configuration says, beside the rounds.</summary>
internal sealed class Teller : IAsyncDisposable
{
    private readonly HttpMessageInvoker connections;
    private readonly Courier courier;

    private Teller(HttpMessageInvoker connections, Courier courier) => (this.connections, this.courier) = (connections, courier);

    /// <summary>Takes up what an earlier run left to tell.</summary>
    public static async Task<Teller> StartAsync(
        Workshop workshop, MooringConfiguration configuration, Installation installation, SpokenLog log, CancellationToken cancellation)
    {
        var opened = new HttpMessageInvoker(workshop.NotificationConnections(configuration));
        var started = new Courier(
            [.. configuration.Notifications.Select(one => new Subscription(one.Target, one.Events))],
            new Incidents(Environment.MachineName, log.Language),
            new CertificateIncidents(Environment.MachineName, log.Language),
            new Postman(opened, workshop.Time),
            installation.Store,
            workshop.Time,
            (why, isNew) => log.Say(isNew ? LogLevel.Warning : LogLevel.Debug, why));
        await started.StartAsync(cancellation);
        return new Teller(opened, started);
    }

    /// <summary>Takes note of a round; returns at once.</summary>
    public void Hear(RoundReport report) => courier.Hear(new RoundNews(
        report.Outcome.Changes, [.. report.Addresses], report.IsWhole, ClockWarning.Largest(report.ClockOffsets) is not null, report.Clock));

    /// <summary>Takes note of a round of certificates; returns at once.</summary>
    public void Hear(IReadOnlyList<CertificateOutcome> outcomes) => courier.Hear(outcomes);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await courier.DisposeAsync();
        connections.Dispose();
    }
}
