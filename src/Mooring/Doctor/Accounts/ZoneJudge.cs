using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Spelling;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges whether every name has its zone, and how the zones stand with their provider. Pure.</summary>
internal static class ZoneJudge
{
    private const int Shown = 20;

    /// <summary>The names of an account that lie in none of its zones, together for each zone that is meant.</summary>
    /// <param name="account">What the account told; it did list its zones.</param>
    /// <param name="records">The records of that account.</param>
    /// <param name="accounts">All accounts: another may hold the zone.</param>
    public static IEnumerable<Finding> Missing(AccountFacts account, IEnumerable<RecordSettings> records, IReadOnlyList<AccountFacts> accounts) =>
        from record in records
        where account.ZoneOf(record.Name, record.Zone) is null
        group record by record.Zone ?? record.Name into names
        select new Finding(FindingIds.ZoneFound, Severity.Fault, names.Key.Describe(), NotHeld(account), Mend(names.Key, account, accounts));

    /// <summary>How a zone stands, and what its edition does to the TTLs that are wanted.</summary>
    public static IEnumerable<Finding> Standing(AccountFacts account, IReadOnlyCollection<RecordSettings> records) =>
        account.WantedZones.SelectMany(zone => Standing(account, zone).Concat(Ttls(zone, records.Where(record => account.ZoneOf(record.Name, record.Zone) == zone))));

    /// <summary>The zones that lie at two providers, of which the world sees one. Within one provider, accounts that see a zone share it.</summary>
    public static IEnumerable<Finding> Doubles(IReadOnlyList<AccountFacts> accounts) =>
        from held in accounts.SelectMany(account => account.Zones.Select(zone => (Account: account, Zone: zone.Name)))
        group held.Account by held.Zone into holders
        where holders.Select(account => account.Provider.Name).Distinct(StringComparer.Ordinal).Count() > 1 && accounts.Any(account => account.WantedZones.Any(zone => zone.Name == holders.Key))
        let names = string.Join(", ", holders.Select(account => account.Name))
        select new Finding(
            FindingIds.ZoneFound, Severity.Hint, holders.Key.Describe(),
            new Text(
                $"several accounts hold it: {names}. The world sees the one whose name servers the registry names",
                $"多个账号都有此域名：{names}。外界看到的是注册局所指向的域名服务器上的那一个"));

    private static Text NotHeld(AccountFacts account) => new(
        $"the account '{account.Name}' holds no zone for it; zones its key can see: {Zones(account)}",
        $"账号“{account.Name}”中没有其所属的域名；该密钥可见的域名：{Zones(account)}");

    private static Text Mend(DomainName name, AccountFacts account, IReadOnlyList<AccountFacts> accounts)
    {
        if (accounts.FirstOrDefault(other => other != account && other.ZoneOf(name, null) is not null) is { } holder)
        {
            return new Text($"set `account: {holder.Name}`, which holds {holder.ZoneOf(name, null)!.Name.Describe()}", $"请设置 `account: {holder.Name}`，该账号拥有 {holder.ZoneOf(name, null)!.Name.Describe()}");
        }

        return Near(name, account) is { } near
            ? new Text($"did you mean {near}? Else add the zone at {account.Provider.ZoneConsole}", $"是否想写 {near}？否则请在 {account.Provider.ZoneConsole} 添加该域名")
            : new Text($"add the zone at {account.Provider.ZoneConsole}, or name another `account:`", $"请在 {account.Provider.ZoneConsole} 添加该域名，或改用其他 `account:`");
    }

    /// <summary>The zone that is spelled most like the end of the name.</summary>
    private static string? Near(DomainName name, AccountFacts account)
    {
        for (var at = name; at is { Labels.Length: > 1 }; at = at.Parent)
        {
            if (Nearest.Of(at.Value, account.Zones.Select(zone => zone.Name.Value)) is { } near)
            {
                return DomainName.Parse(near).Describe();
            }
        }

        return null;
    }

    private static string Zones(AccountFacts account) => account.Zones.Count == 0 ? "-"
        : string.Join(", ", account.Zones.Select(zone => zone.Name.Describe()).Order(StringComparer.Ordinal).Take(Shown)) + (account.Zones.Count > Shown ? ", …" : "");

    private static IEnumerable<Finding> Standing(AccountFacts account, HostedZone zone)
    {
        var mend = new Text($"see the zone at {account.Provider.ZoneConsole}", $"请在 {account.Provider.ZoneConsole} 查看该域名");
        if (Word(zone.Details.Standing) is var (severity, message))
        {
            yield return new Finding(FindingIds.ZoneStanding, severity, zone.Name.Describe(), message, mend);
        }
    }

    private static (Severity Severity, Text Message)? Word(ZoneStanding standing) => standing switch
    {
        ZoneStanding.Paused => (Severity.Fault, new Text("the zone is paused at the provider and answers nobody", "该域名已在服务商处暂停，不再应答")),
        ZoneStanding.Locked => (Severity.Fault, new Text("the zone is locked or blocked by the provider", "该域名已被服务商锁定或封禁")),
        ZoneStanding.Expired => (Severity.Warning, new Text("the zone's paid edition has run out", "该域名的付费套餐已到期")),
        _ => null,
    };

    private static IEnumerable<Finding> Ttls(HostedZone zone, IEnumerable<RecordSettings> records)
    {
        var low = zone.Details.MinimumTtl is { } minimum ? records.Where(record => record.Ttl is { } ttl && ttl.Seconds < minimum.Seconds).ToArray() : [];
        if (low.Length > 0)
        {
            var names = string.Join(", ", low.Select(record => record.Name.Describe()).Distinct(StringComparer.Ordinal).Take(Shown));
            yield return new Finding(
                FindingIds.ZoneTtl, Severity.Warning, zone.Name.Describe(),
                new Text(
                    $"the zone's edition allows no TTL below {zone.Details.MinimumTtl} s, which is used instead of the lower one of {names}",
                    $"该域名的套餐不允许 TTL 低于 {zone.Details.MinimumTtl} 秒，{names} 将使用此值"),
                new Text($"set `ttl: {zone.Details.MinimumTtl}`, or choose a larger edition", $"请设置 `ttl: {zone.Details.MinimumTtl}`，或升级套餐"));
        }
    }
}
