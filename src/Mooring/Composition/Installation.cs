using System.Collections.Immutable;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Dns;
using Mooring.Engine.Clocks;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Providers;

namespace Mooring.Composition;

/// <summary>Everything a configuration names, put together and ready to work: the only place that knows concrete classes.</summary>
/// <remarks>Several may hold it, since what somebody asked of the daemon is not to fail because the configuration is read again meanwhile.</remarks>
internal sealed class Installation : IDisposable
{
    private readonly List<IDisposable> parts = [];
    private readonly Lock gate = new();
    private readonly Holding own;
    private int holders = 1;

    /// <summary>Held by whoever makes it.</summary>
    public Installation() => own = new Holding(this);

    /// <summary>The accounts, in the order of the file.</summary>
    public required ImmutableArray<Account> Accounts { get; init; }

    /// <summary>The accounts without an API, in the order of the file.</summary>
    public ImmutableArray<ManualAccount> Manual { get; init; } = [];

    /// <summary>The address sources by name.</summary>
    public required ImmutableDictionary<string, IAddressSource> Sources { get; init; }

    /// <summary>What is remembered.</summary>
    public required IStateStore Store { get; init; }

    /// <summary>This machine's mark in providers' remarks.</summary>
    public required HostMark Mark { get; init; }

    /// <summary>The authorities by name.</summary>
    public ImmutableDictionary<string, Issuer> Issuers { get; init; } = ImmutableDictionary<string, Issuer>.Empty;

    /// <summary>Counts the requests sent to providers.</summary>
    public required ApiCallCounter Calls { get; init; }

    /// <summary>The same by account.</summary>
    public IReadOnlyList<AccountCalls> CallsByAccount { get; init; } = [];

    /// <summary>The ways to the accounts' providers, in the order of the file.</summary>
    public IReadOnlyList<AccountRoute> Routes { get; init; } = [];

    /// <summary>The clock of each provider, in use or not.</summary>
    public required ImmutableSortedDictionary<string, ServerClock> Clocks { get; init; }

    /// <summary>By provider, its clock minus this machine's as measured so far; null where it was not.</summary>
    public IReadOnlyDictionary<string, TimeSpan?> ClockOffsets =>
        Clocks.ToImmutableSortedDictionary(clock => clock.Key, clock => clock.Value.Offset, StringComparer.Ordinal);

    /// <summary>The latest time learned over verified TLS.</summary>
    public required TrustedTime Trusted { get; init; }

    /// <summary>The resolvers over HTTPS, in the order of the file.</summary>
    public IReadOnlyList<IHttpsResolver> HttpsResolvers { get; init; } = [];

    /// <summary>Carries offsets and the trusted time from run to run.</summary>
    public required ClockMemory ClockMemory { get; init; }

    /// <summary>Puts a configuration's parts together; reads state, sends nothing.</summary>
    /// <param name="configuration">What to put together.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="trace">Hears of every attempt of every call.</param>
    /// <param name="notice">Told what concerns state: written elsewhere, set aside, kept in memory.</param>
    /// <param name="trial">Whether this is one look: state is read and never written, and no source is asked twice.</param>
    /// <param name="cancellation">Gives up reading state.</param>
    public static async Task<Installation> OpenAsync(
        MooringConfiguration configuration, TimeProvider time, IApiTrace? trace, Action<Text> notice, bool trial, CancellationToken cancellation)
    {
        var directory = new DirectoryStateStore(StateLocation.Of(configuration, notice), time, notice);
        var lasting = new ResilientStateStore(directory, notice);
        IStateStore store = trial ? new TrialStateStore(lasting) : lasting;
        var memory = new ClockMemory(store, time);
        var clocks = ProviderCatalog.All.ToImmutableSortedDictionary(provider => provider.Name, _ => new ServerClock(time), StringComparer.Ordinal);
        await memory.RestoreAsync(clocks, cancellation);
        var trusted = new TrustedTime(await memory.TrustedAsync(cancellation));
        var network = TimeServers.Of(configuration.Clock, configuration.Dns, trusted, time);
        var calls = new ApiCallCounter();
        var accounts = new AccountFactory(configuration, clocks, calls, network, time, trace);
        var probes = new NetworkProbes(
            new ProbeTransportOptions { Resolver = DnsHostResolver.Through(configuration.Dns.Resolvers, time), NetworkTime = network }, time);
        var sources = new SourceFactory(probes, store, time, once: trial);
        var httpsResolvers = NameServices.HttpsResolvers(configuration.Dns, network, time);
        var installation = new Installation
        {
            Accounts = [.. configuration.Accounts.Select(accounts.Create)],
            Manual = [.. configuration.ManualAccounts.Select(account => new ManualAccount(account.Name, [.. account.Zones]))],
            Sources = sources.CreateAll(configuration.Addresses),
            Issuers = new IssuerFactory(configuration.Dns, network, time).CreateAll(configuration.Issuers),
            Store = store,
            Mark = new HostMark(store, Environment.MachineName),
            Calls = calls,
            CallsByAccount = accounts.Counters,
            Routes = accounts.Routes,
            Clocks = clocks,
            Trusted = trusted,
            HttpsResolvers = httpsResolvers,
            ClockMemory = memory,
        };
        installation.parts.AddRange([.. accounts.Channels, .. httpsResolvers, probes, network, directory]);
        return installation;
    }

    /// <summary>Keeps it in use beyond its owner's <see cref="Dispose"/>, until what is returned is disposed; null where nobody uses it any more.</summary>
    public IDisposable? TryHold()
    {
        lock (gate)
        {
            if (holders == 0)
            {
                return null;
            }

            holders++;
            return new Holding(this);
        }
    }

    /// <summary>Lets go of it; its parts end with the last who holds it.</summary>
    public void Dispose() => own.Dispose();

    private void LetGo()
    {
        lock (gate)
        {
            holders--;
            if (holders > 0)
            {
                return;
            }
        }

        foreach (var part in parts)
        {
            part.Dispose();
        }
    }

    private sealed class Holding(Installation installation) : IDisposable
    {
        private Installation? held = installation;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.LetGo();
    }
}
