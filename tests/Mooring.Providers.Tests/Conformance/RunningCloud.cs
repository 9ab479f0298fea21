using Mooring.Core.Names;
using Mooring.Http;
using Mooring.Sandbox;
using Mooring.Sandbox.Seeding;
using Mooring.Sandbox.World;

namespace Mooring.Providers.Tests.Conformance;

/// <summary>One account at one stand-in, and the real way to it.</summary>
internal sealed class RunningCloud : IAsyncDisposable
{
    private static readonly DomainName[] Zones = [DomainName.Parse("example.com"), DomainName.Parse("例子.中国"), DomainName.Parse("a.example.com")];

    private readonly SandboxHost _host;
    private readonly SandboxProvider _provider;
    private readonly List<ApiChannel> _channels = [];

    private RunningCloud(SandboxHost host, SandboxProvider provider) => (_host, _provider) = (host, provider);

    public SandboxWorld World => _host.World;

    public static ApiCredentials Credentials { get; } = new("sandbox-id", new("sandbox-secret"));

    public Uri Endpoint => new($"http://127.0.0.1:{(_provider == SandboxProvider.Alidns ? _host.Ports.Alidns : _host.Ports.Tencent)}");

    public static async Task<RunningCloud> StartAsync(SandboxProvider provider)
    {
        var account = new SandboxAccount(provider, Credentials.Id, Credentials.Key.Reveal());
        var options = new SandboxOptions
        {
            Ports = SandboxPorts.Free,
            Seed = new Seed([account], [.. Zones.Select(zone => new SeedZone(zone, provider, account.Id, []))]),
        };
        var cloud = new RunningCloud(await SandboxHost.StartAsync(options, TimeProvider.System, Sample.Cancellation), provider);
        cloud.World.Limits = new LimitSettings(CallsPerSecond: 100_000);
        return cloud;
    }

    /// <summary>A channel that repeats at once where the real one waits.</summary>
    public IApiChannel Channel()
    {
        var channel = new ApiChannel(
            new ApiChannelOptions
            {
                Endpoint = Endpoint,
                CallsPerSecond = 10_000,
                Retry = new RetryOptions { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(4) },
            },
            new ServerClock(TimeProvider.System),
            new ApiCallCounter(),
            TimeProvider.System);
        _channels.Add(channel);
        return channel;
    }

    public SandboxZone Zone(DomainName name) => World.FindZone(name)!;

    /// <summary>The record as the cloud stores it.</summary>
    public ZoneRecord Stored(DomainName zone, string id) => Assert.Single(Zone(zone).Records, record => record.Id == id);

    /// <summary>Changes a record at the cloud, past its API.</summary>
    public void Change(DomainName zone, string id, Func<ZoneRecord, ZoneRecord> change) =>
        World.Edit(Zone(zone), current => current.Records.ConvertAll(record => record.Id == id ? change(record) : record));

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _host.DisposeAsync();
    }
}
