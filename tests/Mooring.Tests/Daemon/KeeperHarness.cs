using System.Collections.Immutable;
using System.Threading.Channels;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Daemon;
using Mooring.Engine.Clocks;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Http;
using Mooring.Web;
using Mooring.Testing;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Daemon;

/// <summary>A daemon that keeps <c>nas.example.com</c> at the address of <c>eth0</c>, in a machine and a world that a test moves.</summary>
internal sealed class KeeperHarness : INetworkWatch, IInterfaceReader, IAsyncDisposable
{
    private readonly Channel<string> told = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string file = Path.GetTempFileName();
    private readonly SaidLog lines = new();
    private Task? running;
    private WatchedBell? bell;

    public KeeperHarness() => Zone = new InMemoryZone(new HostedZone(DomainName.Parse("example.com")), Time);

    public ManualClock Time { get; } = new();

    /// <summary>The clock that the patience of a round goes by, apart so that it moves only where a test moves it.</summary>
    public ManualClock Patience { get; } = new();

    /// <summary>The clock by which news of the network are joined, apart for the same reason.</summary>
    public ManualClock Quiet { get; } = new();

    public InMemoryZone Zone { get; }

    public IStateStore Store { get; } = new InMemoryStateStore();

    /// <summary>The addresses of <c>eth0</c>, with their lifetimes as at the beginning.</summary>
    public IReadOnlyList<ObservedAddress> Addresses { get; set; } = [Address("2001:db8::1")];

    public IReadOnlyList<DefaultRoute>? Routes { get; set; }

    public string Endpoint { get; set; } = "https://alidns.example.net";

    public string Daemon { get; set; } = "";

    public string Mode { get; set; } = "adopt";

    /// <summary>The source of <c>wan.example.com</c>; null: there is no such record.</summary>
    public IAddressSource? Slow { get; set; }

    /// <summary>Where another account keeps <c>nas.example.net</c> at the same address; null: there is none.</summary>
    public IZoneEditor? Other { get; set; }

    public string[] Said => [.. lines.Said.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal))];

    public string[] Records => [.. Zone.Records.Select(record => record.Value.ToString())];

    public static ObservedAddress Address(string address) => new(System.Net.IPAddress.Parse(address), 64) { Flags = AddressFlags.None };

    /// <summary>Starts to keep, turn after turn.</summary>
    public void Start() => running = KeepAsync();

    /// <summary>The kernel tells that something changed, and is quiet then.</summary>
    public async Task TellAsync(string what)
    {
        told.Writer.TryWrite(what);
        await Quiet.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        Quiet.Advance(NetworkNews.Quiet);
    }

    /// <summary>The kernel tells something that wakes the daemon.</summary>
    public async Task WakeAsync(string what)
    {
        var before = bell!.Woken;
        await TellAsync(what);
        await UntilAsync(() => bell.Woken > before);
    }

    /// <summary>Waits for the daemon to have done something, without its clock moving; gives up rather than hang.</summary>
    public static async Task UntilAsync(Func<bool> so)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!so())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits for the name to hold this address and no other.</summary>
    public Task UntilPublishedAsync(string address) => UntilAsync(() => Records is [var only] && only == address);

    /// <summary>Lets time pass, second by second, while the daemon is between two rounds.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        for (var i = 0; i < span.TotalSeconds; i++)
        {
            await RestAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await RestAsync();
    }

    /// <summary>Stops as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await ((running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
    }

    public Task<string> NextAsync(CancellationToken cancellation) => told.Reader.ReadAsync(cancellation).AsTask();

    public InterfaceReading Read() => new(
        [new NetworkCard("eth0", "eth0", IsUp: true, [.. Addresses.Select(address => address with { PreferredLifetime = address.PreferredLifetime - TimeSpan.FromTicks(Time.GetTimestamp()) })])],
        InContainer: false) { Routes = Routes };

    void IDisposable.Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
        File.Delete(file);
    }

    /// <summary>Waits for the daemon to wait.</summary>
    private Task RestAsync() => UntilAsync(() => bell is { IsWaitedFor: true } && Time.ArmedTimers > 0);

    private async Task KeepAsync()
    {
        var account = $$"""{ provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:ALIDNS_SECRET}", endpoint: "{{Endpoint}}" }""";
        var configuration = Sample.Read($$"""
            accounts: { home: {{account}}{{(Other is null ? "" : $", other: {account}")}} }
            addresses: { lan6: { family: ipv6, source: interface, interface: eth0, allow: [documentation] }{{(Slow is null ? "" : ", slow: { family: ipv4, source: probe, allow: [documentation] }")}} }
            daemon: { interval: 5m, refresh: 30m{{Daemon}} }
            records: [ { name: nas.example.com, account: home, address: lan6, mode: {{Mode}} }{{(Other is null ? "" : ", { name: nas.example.net, account: other, address: lan6 }")}}{{(Slow is null ? "" : ", { name: wan.example.com, account: home, address: slow }")}} ]
            """).Configuration!;
        var wish = new AddressWish(new AddressPolicy(IpFamily.IPv6, AllowedRanges.Documentation));
        using var installation = new Installation
        {
            Accounts = [new Account("home", Zone), .. Other is null ? [] : (Account[])[new Account("other", Other)]],
            Sources = ImmutableDictionary<string, IAddressSource>.Empty
                .Add("lan6", new InterfaceSource("lan6", new InterfaceOptions { Interface = "eth0", Wish = wish }, this))
                .AddRange(Slow is null ? [] : [KeyValuePair.Create("slow", Slow)]),
            Store = Store,
            Calls = new ApiCallCounter(),
            Clocks = ImmutableSortedDictionary<string, ServerClock>.Empty.Add("alidns", new ServerClock(Time)),
            Trusted = new TrustedTime(null),
            ClockMemory = new ClockMemory(Store, Time),
            Mark = new HostMark(Store, "here"),
        };
        using var watch = new ConfigurationWatch(file, Time, () => { });
        using var network = new NetworkNews(this, this, Quiet);
        bell = new WatchedBell(new Bell(watch, network, new RoundTrigger(Time), Patience, stop.Token));
        var around = new Surroundings(bell, new Unwitnessed(), this, Time, () => 0.5);
        await using var keeper = new Keeper(configuration, installation, around, new RoundLog(new SpokenLog(lines, Language.English)), stop.Token);
        try
        {
            while (true)
            {
                await keeper.TakeTurnAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await keeper.LeaveAsync();
        }
    }
}
