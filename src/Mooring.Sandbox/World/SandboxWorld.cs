using System.Collections.Immutable;
using Mooring.Core.Names;

namespace Mooring.Sandbox.World;

/// <summary>Everything the stand-ins share: accounts, zones and their history, clock, faults, limits and the journal of calls.</summary>
/// <remarks>Safe for concurrent use. What it hands out is immutable; a change makes new values.</remarks>
// Long, because all that is shared stands behind one lock: each property and edit is short, and none may be moved past it.
public sealed class SandboxWorld
{
    private readonly Lock gate = new();
    private readonly RecordIds ids = new();
    private ImmutableArray<SandboxAccount> accounts = [];
    private ImmutableArray<SandboxZone> zones = [];
    private EchoAddresses echo = EchoAddresses.Default;
    private DnsSettings dns = DnsSettings.Default;
    private LimitSettings limits = new();

    /// <summary>Makes an empty world.</summary>
    /// <param name="time">True time, and the delays.</param>
    /// <param name="seed">Start of all randomness, so that two runs are alike.</param>
    public SandboxWorld(TimeProvider time, int seed = 1)
    {
        Clock = new WorldClock(time);
        Faults = new FaultBook(seed);
        Calls = new CallJournal();
    }

    /// <summary>Raised after any change of zones, addresses, name server behaviour or limits.</summary>
    public event EventHandler? Changed;

    /// <summary>The names of both name servers, first and second.</summary>
    /// <remarks>One pair for both clouds, under a reserved name (RFC 2606), so that no real server is ever meant.</remarks>
    public static IReadOnlyList<DomainName> NameServers { get; } =
        [DomainName.Parse("ns1.sandbox.example"), DomainName.Parse("ns2.sandbox.example")];

    /// <summary>True time and the servers' time.</summary>
    public WorldClock Clock { get; }

    /// <summary>The faults in force.</summary>
    public FaultBook Faults { get; }

    /// <summary>The requests the APIs received.</summary>
    public CallJournal Calls { get; }

    /// <summary>The test CA: how it behaves, what it issued and was asked.</summary>
    public AuthorityWorld Authority { get; } = new();

    /// <summary>What the echo tells.</summary>
    public EchoAddresses Echo { get => Read(ref echo); set => Write(ref echo, value); }

    /// <summary>How the name servers behave.</summary>
    public DnsSettings Dns { get => Read(ref dns); set => Write(ref dns, value); }

    /// <summary>The limits that differ from the published ones.</summary>
    public LimitSettings Limits { get => Read(ref limits); set => Write(ref limits, value); }

    /// <summary>Every key.</summary>
    public IReadOnlyList<SandboxAccount> Accounts
    {
        get
        {
            lock (gate)
            {
                return accounts;
            }
        }
    }

    /// <summary>The zones that exist now, oldest first.</summary>
    public IReadOnlyList<SandboxZone> Zones => [.. AllZones.Where(zone => zone.Removed is null)];

    private TimeSpan LongestDelay => TimeSpan.FromHours(1) + DnsSettings.ServerWords.Max(Dns.DelayOf);

    private ImmutableArray<SandboxZone> AllZones
    {
        get
        {
            lock (gate)
            {
                return zones;
            }
        }
    }

    /// <summary>Adds a key, or replaces the one with its id: revoked, rotated, with other rights.</summary>
    public void SetAccount(SandboxAccount account)
    {
        lock (gate)
        {
            accounts = [.. accounts.Where(a => a.Provider != account.Provider || a.Id != account.Id), account];
        }
    }

    /// <summary>Takes a key away.</summary>
    public void RemoveAccount(SandboxProvider provider, string id)
    {
        lock (gate)
        {
            accounts = accounts.RemoveAll(account => account.Provider == provider && account.Id == id);
        }
    }

    /// <summary>The key of that id, or null.</summary>
    public SandboxAccount? FindAccount(SandboxProvider provider, string? id) =>
        Accounts.FirstOrDefault(account => account.Provider == provider && account.Id == id);

    /// <summary>The zone of that apex at either cloud, or null. An apex exists once in the whole world.</summary>
    public SandboxZone? FindZone(DomainName name) => AllZones.FirstOrDefault(zone => zone.Removed is null && zone.Name == name);

    /// <summary>The zone as it is now, after changes that others made.</summary>
    public SandboxZone? Refresh(SandboxZone zone) => AllZones.FirstOrDefault(other => other.Id == zone.Id && other.Removed is null);

    /// <summary>The deepest zone that held the name at an instant of true time, with what it held then; null when no zone did.</summary>
    public (SandboxZone Zone, ZoneVersion Version)? ZoneFor(DomainName name, DateTimeOffset instant) =>
        AllZones
            .Where(zone => name.IsWithin(zone.Name))
            .OrderByDescending(zone => zone.Name.Value.Length)
            .Select(zone => (Zone: zone, Version: zone.AsOf(instant)))
            .Where(found => found.Version is not null)
            .Select(found => ((SandboxZone, ZoneVersion)?)(found.Zone, found.Version!))
            .FirstOrDefault();

    /// <summary>The instant of true time up to which a name server (<c>ns1</c>, <c>ns2</c>) knows of changes.</summary>
    public DateTimeOffset SeenBy(string server) => Clock.TrueNow - Dns.DelayOf(server);

    /// <summary>Adds a zone with the cloud's own name server records; a seeded one has been there since ever, with what it holds.</summary>
    /// <exception cref="InvalidOperationException">The apex exists already.</exception>
    public SandboxZone AddZone(
        SandboxProvider provider,
        string account,
        DomainName name,
        ZoneEdition edition = ZoneEdition.Free,
        bool sinceEver = false,
        params IEnumerable<ZoneRecord> records)
    {
        SandboxZone zone;
        lock (gate)
        {
            if (FindZone(name) is not null)
            {
                throw new InvalidOperationException($"the zone {name} exists already");
            }

            zone = NewZone(provider, account, name, edition, sinceEver ? DateTimeOffset.MinValue : Clock.TrueNow, records);
            zones = zones.Add(zone);
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return zone;
    }

    /// <summary>Removes a zone; a name server behind with its changes serves it for a while yet.</summary>
    public void RemoveZone(SandboxZone zone) => Replace(zone.Id, old => old with { Removed = Clock.TrueNow });

    /// <summary>Changes a zone's edition.</summary>
    public void SetEdition(SandboxZone zone, ZoneEdition edition) => Replace(zone.Id, old => old with { Edition = edition });

    /// <summary>Changes a zone's records in one step that no other change can come between.</summary>
    /// <param name="zone">The zone in any of its versions.</param>
    /// <param name="edit">Gets the zone as it is and returns its records as they shall be; what it throws leaves all as it was.</param>
    /// <returns>The zone after the change.</returns>
    /// <exception cref="InvalidOperationException">The zone was removed.</exception>
    public SandboxZone Edit(SandboxZone zone, Func<SandboxZone, ImmutableList<ZoneRecord>> edit) =>
        Replace(zone.Id, old => edit(old) is var records && ReferenceEquals(records, old.Records)
            ? old
            : old.With(records, Clock.TrueNow, Clock.TrueNow - LongestDelay));

    /// <summary>An id for a new record.</summary>
    public string NextRecordId(SandboxProvider provider) => ids.NextRecord(provider);

    private SandboxZone Replace(string id, Func<SandboxZone, SandboxZone> change)
    {
        SandboxZone changed;
        lock (gate)
        {
            var old = zones.FirstOrDefault(zone => zone.Id == id && zone.Removed is null)
                ?? throw new InvalidOperationException("the zone was removed");
            changed = change(old);
            zones = zones.Replace(old, changed);
        }

        Changed?.Invoke(this, EventArgs.Empty);
        return changed;
    }

    private SandboxZone NewZone(
        SandboxProvider provider, string account, DomainName name, ZoneEdition edition, DateTimeOffset since, IEnumerable<ZoneRecord> records) => new()
    {
        Name = name,
        Provider = provider,
        Account = account,
        Id = ids.NextZone(provider),
        Edition = edition,
        Created = Clock.Now,
        Versions = [new ZoneVersion(since, 1, [.. NameServers.Select(server => SystemRecord(provider, server)), .. records])],
    };

    private ZoneRecord SystemRecord(SandboxProvider provider, DomainName server) => new()
    {
        Id = ids.NextRecord(provider),
        Name = "@",
        Type = "NS",
        Value = server.Value,
        Ttl = 86400,
        Line = provider.DefaultLine(),
        System = true,
        Created = Clock.Now,
        Updated = Clock.Now,
    };

    private T Read<T>(ref T field)
    {
        lock (gate)
        {
            return field;
        }
    }

    private void Write<T>(ref T field, T value)
    {
        lock (gate)
        {
            field = value;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
