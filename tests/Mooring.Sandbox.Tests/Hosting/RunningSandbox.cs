using Mooring.Core.Names;
using Mooring.Sandbox.World;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.Hosting;

/// <summary>A sandbox on free ports whose clock stands still, with short words for changing what it holds.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private RunningSandbox(SandboxHost host, ManualClock clock)
    {
        Host = host;
        Clock = clock;
    }

    public SandboxHost Host { get; }

    /// <summary>The sandbox's true time, unless it was started with another clock.</summary>
    public ManualClock Clock { get; }

    public SandboxWorld World => Host.World;

    public static async Task<RunningSandbox> StartAsync(SandboxOptions? options = null, TimeProvider? time = null)
    {
        var clock = new ManualClock();
        options ??= new SandboxOptions { Ports = SandboxPorts.Free };
        return new RunningSandbox(await SandboxHost.StartAsync(options, time ?? clock, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>Adds records to a zone, given as <c>name type value</c>.</summary>
    public void AddAll(string zone, params string[] records)
    {
        foreach (var record in records)
        {
            var fields = record.Split(' ', 3);
            Add(zone, fields[0], fields[1], fields[2]);
        }
    }

    /// <summary>Adds one record to a zone and changes what is not usual about it.</summary>
    public void Add(string zone, string name, string type, string value, Func<ZoneRecord, ZoneRecord>? change = null)
    {
        var held = Zone(zone);
        var record = new ZoneRecord
        {
            Id = World.NextRecordId(held.Provider),
            Name = name,
            Type = type,
            Value = value,
            Line = held.Provider.DefaultLine(),
        };
        World.Edit(held, old => old.Records.Add(change is null ? record : change(record)));
    }

    /// <summary>Takes the records of one name away.</summary>
    public void Remove(string zone, string name) => World.Edit(Zone(zone), old => old.Records.RemoveAll(record => record.Name == name));

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private SandboxZone Zone(string name) =>
        World.FindZone(DomainName.Parse(name)) ?? throw new ArgumentException($"there is no zone {name}", nameof(name));
}
