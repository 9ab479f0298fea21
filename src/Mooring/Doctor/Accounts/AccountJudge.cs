using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges whether a host takes an account's key. Pure.</summary>
internal static class AccountJudge
{
    /// <summary>The finding about the key.</summary>
    public static Finding Judge(AccountFacts account) => account.Failure is { } failure ? Refused(account, failure) : Accepted(account);

    private static Finding Accepted(AccountFacts account) => Finding.Ok(FindingIds.AccountCredentials, account.Name, new Text(
        $"{account.Provider.Title.English} accepts the key; it sees {Count(account.Zones.Count)}{Rights(account).English}",
        $"{account.Provider.Title.Chinese} 接受此密钥，可见 {account.Zones.Count} 个域名{Rights(account).Chinese}"));

    private static Text Rights(AccountFacts account) =>
        account.Trials.Count > 0 && account.Trials.All(trial => trial.Outcome == TrialOutcome.Allowed)
            ? new Text(" and lacks no right that the records need", "，且不缺少记录所需的权限")
            : new Text("", "");

    /// <summary>A missing right is told by itself, and the key is good then.</summary>
    private static Finding Refused(AccountFacts account, DnsApiException failure) => failure.Fault switch
    {
        DnsFault.Permission when Causes.Of(failure).MissingRight is not null => Finding.Ok(FindingIds.AccountCredentials, account.Name, new Text(
            $"{account.Provider.Title.English} accepts the key", $"{account.Provider.Title.Chinese} 接受此密钥")),
        DnsFault.Throttled => new Finding(FindingIds.AccountCredentials, Severity.Warning, account.Name, failure.Text, Again),
        DnsFault.Credentials or DnsFault.Permission => new Finding(
            FindingIds.AccountCredentials, Severity.Fault, account.Name, Causes.Of(failure).Told, Causes.Of(failure).Advice),
        DnsFault.Unavailable => Of(account, failure) with { Origins = [.. FindingIds.OfTheWay.Select(id => new Origin(id, account.Name))] },
        _ => Of(account, failure),
    };

    private static Finding Of(AccountFacts account, DnsApiException failure) => new(FindingIds.AccountCredentials, Severity.Fault, account.Name, failure.Text);

    private static string Count(int zones) => zones == 1 ? "1 zone" : $"{zones} zones";

    private static Text Again { get; } = new("run `mooring doctor` again in a minute", "请一分钟后再运行 `mooring doctor`");
}
