using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>Knows the zones of one account: from an earlier run where that will do, else from the provider.</summary>
internal sealed class ZoneDirectory(Account account, IStateStore store, RoundOptions options, TimeProvider time)
{
    private readonly StateDocumentOf<AccountMemory> memory = new(store, $"accounts/{account.Name}/account", MemoryJson.Default.AccountMemory, AccountMemory.Empty);
    private volatile bool forgotten;
    private IReadOnlyList<HostedZone> seen = [];

    /// <summary>The zone of every entry; null where the account holds none. One listing of zones at most.</summary>
    /// <exception cref="DnsApiException">They have to be listed, and the account is not to be asked, or does not answer.</exception>
    public async Task<IReadOnlyDictionary<Entry, HostedZone?>> FindAsync(IReadOnlyCollection<Entry> entries, AccountGuard guard, CancellationToken cancellation)
    {
        var known = await RememberedAsync(cancellation);
        if (known is not null && entries.All(entry => Find(entry, known) is not null || IsRefused(entry)))
        {
            seen = known;
            return entries.ToDictionary(entry => entry, entry => Find(entry, known));
        }

        if (guard.Closed is { } closed)
        {
            throw closed;
        }

        var listed = await account.Editor.ListZonesAsync(cancellation);
        if (!options.DryRun)
        {
            var now = new AccountMemory(1, time.GetUtcNow(), [.. listed.Select(zone => new RememberedZone(zone.Name.Value, zone.Id))]);
            await SaveAsync(now, cancellation);
        }

        Known = listed;
        seen = listed;
        foreach (var entry in entries)
        {
            options.Rests?.Refused.Note(Place(entry), "", Find(entry, listed) is null ? new ChangeError("notFound", Missing(entry)) : null);
        }

        return entries.ToDictionary(entry => entry, entry => Find(entry, listed));
    }

    /// <summary>The zones as an earlier run listed them; null where that was too long ago.</summary>
    public async Task<IReadOnlyList<HostedZone>?> RememberedAsync(CancellationToken cancellation)
    {
        var remembered = await memory.ReadAsync(cancellation);
        var age = time.GetUtcNow() - remembered.At;
        return !forgotten && age >= TimeSpan.Zero && age < options.ZonesRefresh ? Zones(remembered) : null;
    }

    /// <summary>The zones as listed by this run; empty when an earlier run's list served.</summary>
    public IReadOnlyList<HostedZone> Known { get; private set; } = [];

    /// <summary>Forgets the list: a zone it names is gone.</summary>
    public Task ForgetAsync(CancellationToken cancellation)
    {
        forgotten = true;
        return options.DryRun ? Task.CompletedTask : SaveAsync(AccountMemory.Empty, cancellation);
    }

    /// <summary>What to tell when an entry lies in no zone of the account.</summary>
    public Text Missing(Entry entry)
    {
        var zones = seen.Count == 0 ? "-" : string.Join(", ", seen.Select(zone => zone.Name.Describe()).Order(StringComparer.Ordinal).Take(20));
        var wanted = entry.Zone?.Describe() ?? entry.Name.Describe();
        return new Text(
            $"{entry.Name.Describe()}: the account '{account.Name}' holds no zone for {wanted}. Zones its key can see: {zones}. "
            + "Add the zone at the provider, choose another `account:`, or give the key the right to it",
            $"{entry.Name.Describe()}：账号“{account.Name}”中没有 {wanted} 所属的域名。该密钥可见的域名：{zones}。"
            + "请在服务商处添加该域名，改用其他 `account:`，或授予密钥相应权限");
    }

    private string Place(Entry entry) => $"{account.Name} {entry.Name} {entry.Zone}";

    /// <summary>Whether it lay in no zone when they were last listed, a short while ago.</summary>
    private bool IsRefused(Entry entry) => options.Rests?.Refused.Find(Place(entry), "") is not null;

    private async Task SaveAsync(AccountMemory now, CancellationToken cancellation)
    {
        try
        {
            await memory.ChangeAsync(_ => now, cancellation);
        }
        catch (StateStoreException)
        {
            // Somebody holds the state. The list only spares a call, and what has to be saved says so by itself.
        }
    }

    private static HostedZone? Find(Entry entry, IReadOnlyList<HostedZone> zones) =>
        (entry.Zone ?? ZoneMatch.Longest(entry.Name, zones.Select(zone => zone.Name))) is { } name
            ? zones.FirstOrDefault(zone => zone.Name == name)
            : null;

    private static ImmutableArray<HostedZone> Zones(AccountMemory memory) =>
        [.. memory.Zones.Select(zone => DomainName.TryParse(zone.Name, out var name) ? new HostedZone(name, zone.Id) : null).OfType<HostedZone>()];
}
