using System.Collections.Immutable;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Journal;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Composition;

/// <summary>Where configurations are read and put together, with the clock and the ears of this process.</summary>
internal sealed record Workshop
{
    /// <summary>This machine's clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What reading a configuration file gives, wrong or not.</summary>
    public required Func<string, LoadedConfiguration> Read { get; init; }

    /// <summary>Hears of every attempt of every call.</summary>
    public required IApiTrace Trace { get; init; }

    /// <summary>Told what a person should know and what is no result: where state lies, what was set aside.</summary>
    public required Action<Text> Notice { get; init; }

    /// <summary>The parts that a configuration names, put together. Reads state, sends nothing.</summary>
    /// <param name="configuration">What to put together.</param>
    /// <param name="cancellation">Gives up reading state.</param>
    /// <param name="trial">Whether state is never written and no source asked twice: for verbs that look once.</param>
    public Task<Installation> InstallAsync(MooringConfiguration configuration, CancellationToken cancellation, bool trial = false) =>
        Installation.OpenAsync(configuration, Time, Trace, Notice, trial, cancellation);

    /// <summary>What is remembered of the rounds on a configuration's state, oldest first.</summary>
    public async Task<ImmutableArray<JournalLine>> JournalAsync(MooringConfiguration configuration, CancellationToken cancellation)
    {
        using var store = new DirectoryStateStore(StateLocation.Of(configuration, Notice), Time, Notice);
        return await new RoundJournal(store, Time).ReadAsync(cancellation);
    }

    /// <summary>Who carries notifications. Dispose the handler with the last of them.</summary>
    public HttpMessageHandler NotificationConnections(MooringConfiguration configuration) => HttpConnections.Create(
        new HttpConnectionOptions { Resolver = DnsHostResolver.Through(configuration.Dns.Resolvers, Time) }, Time);
}
