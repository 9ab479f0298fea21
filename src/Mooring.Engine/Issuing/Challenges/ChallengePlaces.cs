using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>Where a challenge is to be published.</summary>
/// <param name="Challenge">Which.</param>
/// <param name="Name">The owner name, aliases followed.</param>
/// <param name="Account">The account; null for a manual one.</param>
/// <param name="AccountName">Its name in the configuration.</param>
/// <param name="Zone">The zone.</param>
internal sealed record ChallengePlace(Challenge Challenge, DomainName Name, Account? Account, string AccountName, DomainName Zone);

/// <summary>Finds the zone and the account of each challenge, for one publication: from the accounts' own lists of zones, remembered ones where they tell.</summary>
internal sealed class ChallengePlaces(IReadOnlyList<Account> accounts, IStateStore store, ChallengeOptions options, TimeProvider time)
{
    /// <summary>The label under which a CA looks (RFC 8555 §8.4).</summary>
    private const string Label = "_acme-challenge";

    private readonly RoundOptions round = new() { Mark = options.Mark };
    private readonly ConcurrentDictionary<string, IReadOnlyList<HostedZone>?> zones = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DnsApiException?> asked = new(StringComparer.Ordinal);

    /// <summary>The place of each, in the same order.</summary>
    /// <exception cref="ChallengeException">One has none, or several accounts hold its zone.</exception>
    public async Task<IReadOnlyList<ChallengePlace>> FindAsync(IReadOnlyList<Challenge> challenges, CancellationToken cancellation)
    {
        var domains = challenges.Select(challenge => challenge.Domain).Distinct().ToArray();
        var owners = domains.Select(OwnerOf).ToArray();
        await LookAsync(owners, cancellation);
        var targets = await Task.WhenAll(owners.Select(owner => TargetAsync(owner, cancellation)));
        await LookAsync(targets, cancellation);
        return [.. challenges.Select(challenge =>
        {
            var name = targets[Array.IndexOf(domains, challenge.Domain)];
            var holder = Choose(challenge.Domain, name);
            return new ChallengePlace(challenge, name, holder.Account, holder.Name, holder.Zone);
        })];
    }

    /// <summary>Every place where a challenge may stand: of several accounts that hold its zone, each.</summary>
    /// <param name="challenge">Which.</param>
    /// <param name="at">The owner name where it is known; null: aliases are followed.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ChallengeException">There is none.</exception>
    public async Task<IReadOnlyList<ChallengePlace>> LocateAsync(Challenge challenge, DomainName? at, CancellationToken cancellation)
    {
        await LookAsync([at ?? OwnerOf(challenge.Domain)], cancellation);
        var name = at ?? await TargetAsync(OwnerOf(challenge.Domain), cancellation);
        await LookAsync([name], cancellation);
        var holders = Longest(name);
        return holders.Length == 0 ? throw Missing(challenge.Domain, name) : [.. holders.Select(holder => new ChallengePlace(challenge, name, holder.Account, holder.Name, holder.Zone))];
    }

    /// <summary>The owner name of a domain's challenge, before aliases.</summary>
    /// <exception cref="ChallengeException">It would be too long for a name.</exception>
    public static DomainName OwnerOf(DomainName domain) => DomainName.TryParse($"{Label}.{domain}", out var name, out var why) ? name : throw new ChallengeException(new Text(
        $"{domain.Describe()} cannot be proven by dns-01, because {Label}.{domain} is no name: {why.English}",
        $"{domain.Describe()} 无法使用 dns-01 验证，因为 {Label}.{domain} 不是有效域名：{why.Chinese}"));

    /// <param name="Account">Null for a manual one.</param>
    private sealed record Holder(string Name, Account? Account, DomainName Zone);

    private async Task<DomainName> TargetAsync(DomainName owner, CancellationToken cancellation)
    {
        var target = await options.Target(
            owner, [.. zones.Values.SelectMany(listed => listed ?? []).Select(zone => zone.Name), .. options.Manual.SelectMany(manual => manual.Zones)], cancellation);
        return options.Within?.Any(target.IsWithin) != false ? target : throw Outside(owner, target);
    }

    private Holder Choose(DomainName domain, DomainName name) =>
        Holders(name).FirstOrDefault(holder => holder.Name == options.Preferred) ?? Longest(name) switch
        {
            [var only] => only,
            [] => throw Missing(domain, name),
            var several => throw Several(domain, name, several),
        };

    private Holder[] Longest(DomainName name)
    {
        var holders = Holders(name);
        return [.. holders.Where(holder => holder.Zone.Value.Length == holders.Max(other => other.Zone.Value.Length))];
    }

    private ChallengeException Missing(DomainName domain, DomainName name) =>
        asked.Values.OfType<DnsApiException>().Select(ChallengeException.Of).FirstOrDefault() ?? Nowhere(OwnerOf(domain), name);

    /// <summary>Lists the zones of the accounts where those that are remembered do not tell who holds the names.</summary>
    private async Task LookAsync(IReadOnlyCollection<DomainName> names, CancellationToken cancellation)
    {
        var directories = accounts.Where(account => !asked.ContainsKey(account.Name))
            .Select(account => (Account: account, Zones: new ZoneDirectory(account, store, round, time))).ToArray();
        foreach (var (account, directory) in directories)
        {
            zones[account.Name] = zones.GetValueOrDefault(account.Name) ?? await directory.RememberedAsync(cancellation);
        }

        if (names.All(name => Holders(name).Any(holder => holder.Name == options.Preferred)))
        {
            return;
        }

        var homeless = names.Any(name => Holders(name).Count == 0);
        await Task.WhenAll(directories.Where(pair => homeless || zones[pair.Account.Name] is null)
            .Select(pair => ListAsync(pair.Account, pair.Zones, names, cancellation)));
    }

    private async Task ListAsync(Account account, ZoneDirectory directory, IReadOnlyCollection<DomainName> names, CancellationToken cancellation)
    {
        try
        {
            await directory.FindAsync([.. names.Select(name => Asked(account, name))], new AccountGuard(), cancellation);
            zones[account.Name] = directory.Known;
            asked[account.Name] = null;
        }
        catch (DnsApiException e)
        {
            asked[account.Name] = e;
        }
    }

    private IReadOnlyList<Holder> Holders(DomainName name) =>
    [
        .. accounts.Select(account => (account.Name, Account: (Account?)account, Zone: ZoneMatch.Longest(name, zones.GetValueOrDefault(account.Name)?.Select(zone => zone.Name) ?? [])))
            .Concat(options.Manual.Select(manual => (manual.Name, Account: (Account?)null, Zone: ZoneMatch.Longest(name, manual.Zones))))
            .Where(one => one.Zone is not null).Select(one => new Holder(one.Name, one.Account, one.Zone!)),
    ];

    private static Entry Asked(Account account, DomainName name) =>
        new() { Name = name, Account = account.Name, Sets = [new EntrySet(RecordType.Txt, new Wanted.Absent([]))] };

    private ChallengeException Nowhere(DomainName owner, DomainName name)
    {
        var alias = owner == name ? new Text("", "") : new Text($" (of which {owner.Describe()} is an alias)", $"（{owner.Describe()} 是它的别名）");
        var known = zones.Values.SelectMany(listed => listed ?? []).Select(zone => zone.Name).Concat(options.Manual.SelectMany(manual => manual.Zones)).Select(zone => zone.Describe())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(20).DefaultIfEmpty("-");
        return new ChallengeException(
            new Text(
                $"{name.Describe()}{alias.English}: no account holds a zone for it. Zones that the keys can see: {string.Join(", ", known)}. "
                + "Add the zone's account to the configuration, or give the key the right to the zone",
                $"{name.Describe()}{alias.Chinese}：没有账号拥有它所属的域名。密钥可见的域名：{string.Join("、", known)}。请在配置中添加该域名所在的账号，或授予密钥相应权限"),
            DnsFault.NotFound);
    }

    private static ChallengeException Outside(DomainName owner, DomainName target) => new(owner == target
        ? new Text($"{owner.Describe()} lies outside of the domains that are allowed here", $"{owner.Describe()} 不在允许的域名之内")
        : new Text(
            $"{owner.Describe()} is an alias of {target.Describe()}, which lies outside of the domains that are allowed here; allow that name too",
            $"{owner.Describe()} 是 {target.Describe()} 的别名，而后者不在允许的域名之内；请将其也列为允许的域名"));

    private static ChallengeException Several(DomainName domain, DomainName name, IReadOnlyList<Holder> holders)
    {
        var names = holders.Select(holder => holder.Name).ToArray();
        return new ChallengeException(new Text(
            $"{domain.Describe()}: several accounts hold the zone {holders[0].Zone.Describe()} of {name.Describe()}: {string.Join(", ", names)}; choose one with --account",
            $"{domain.Describe()}：多个账号拥有 {name.Describe()} 所属的域名 {holders[0].Zone.Describe()}：{string.Join("、", names)}；请用 --account 指定"));
    }
}
