using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Updating;
using Mooring.Spelling;
using Mooring.Telling;

namespace Mooring.Rounds;

/// <summary>Finds the account that holds a name, when a command names none.</summary>
internal static class AccountChoice
{
    /// <summary>The accounts a command may mean.</summary>
    /// <exception cref="ProblemsException">The account named is not in the configuration, has no API, or there is none at all.</exception>
    /// <param name="accounts">Those with an API.</param>
    /// <param name="named">The one that is named; null: any.</param>
    /// <param name="manual">Those without one.</param>
    public static IReadOnlyList<Account> Candidates(IReadOnlyList<Account> accounts, string? named, params IReadOnlyList<ManualAccount> manual)
    {
        if (named is null)
        {
            return accounts;
        }

        if (manual.Any(account => account.Name == named))
        {
            throw new ProblemsException(
                new Text($"the account '{named}' has no API (provider: manual): its zones are edited by hand", $"账号“{named}”没有 API（provider: manual）：其中的区域由人手动编辑"),
                new Text("`mooring cert issue` tells what to add there", "`mooring cert issue` 会说明需要添加什么"), "--account");
        }

        return accounts.FirstOrDefault(account => account.Name == named) is { } found
            ? [found]
            : throw new ProblemsException(
                new Text($"there is no account '{named}'", $"没有名为“{named}”的账号"),
                Nearest.Of(named, accounts.Select(account => account.Name)) is { } near
                    ? new Text($"did you mean '{near}'?", $"是否想写“{near}”？")
                    : new Text($"the configuration has: {string.Join(", ", accounts.Select(account => account.Name))}", $"配置中有：{string.Join("、", accounts.Select(account => account.Name))}"),
                "--account");
    }

    /// <summary>The one account among them whose zones hold the name, and the zone. Asks each for its zones, one where only one is possible.</summary>
    /// <exception cref="CommandException">None or several hold it.</exception>
    /// <exception cref="DnsApiException">No account could be asked.</exception>
    public static async Task<(Account Account, HostedZone Zone)> FindAsync(
        IReadOnlyList<Account> candidates, DomainName name, CancellationToken cancellation, params IReadOnlyList<ManualAccount> manual)
    {
        var answers = await Task.WhenAll(candidates.Select(account => AskAsync(account, name, cancellation)));
        var holders = answers.Where(answer => answer.Zone is not null).ToArray();
        return holders switch
        {
            [var only] => (only.Account, only.Zone!),
            [] when manual.FirstOrDefault(account => ZoneMatch.Longest(name, account.Zones) is not null) is { } byHand => throw ByHand(name, byHand),
            [] => throw answers.Select(answer => answer.Failure).OfType<DnsApiException>().FirstOrDefault() ?? Nobody(name, answers),
            _ => throw Several(name, holders),
        };
    }

    private static async Task<Answer> AskAsync(Account account, DomainName name, CancellationToken cancellation)
    {
        try
        {
            var zones = await account.Editor.ListZonesAsync(cancellation);
            var match = ZoneMatch.Longest(name, zones.Select(zone => zone.Name));
            return new Answer(account, zones.FirstOrDefault(zone => zone.Name == match), zones, null);
        }
        catch (DnsApiException e)
        {
            return new Answer(account, null, [], e);
        }
    }

    private static Exception Nobody(DomainName name, IEnumerable<Answer> answers)
    {
        var zones = string.Join(", ", answers.SelectMany(answer => answer.Zones.Select(zone => zone.Name.Describe())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new CommandException(new Text(
            $"no account holds a zone for {name.Describe()}; zones that the keys can see: {(zones.Length == 0 ? "none" : zones)}. Write the full name, such as nas.example.com",
            $"没有账号拥有 {name.Describe()} 所属的域名；密钥可见的域名：{(zones.Length == 0 ? "无" : zones)}。请写完整域名，例如 nas.example.com"));
    }

    private static CommandException ByHand(DomainName name, ManualAccount account) => new(new Text(
        $"the zone of {name.Describe()} is edited by hand (account {account.Name}, provider: manual); `mooring lookup` shows what it answers",
        $"{name.Describe()} 所属的区域由人手动编辑（账号 {account.Name}，provider: manual）；`mooring lookup` 可显示其应答"));

    private static CommandException Several(DomainName name, Answer[] holders)
    {
        var names = string.Join(", ", holders.Select(holder => holder.Account.Name));
        return new CommandException(new Text(
            $"several accounts hold the zone of {name.Describe()}: {names}; choose one with --account",
            $"多个账号拥有 {name.Describe()} 所属的域名：{names}；请用 --account 指定"));
    }

    private sealed record Answer(Account Account, HostedZone? Zone, IReadOnlyList<HostedZone> Zones, DnsApiException? Failure);
}
