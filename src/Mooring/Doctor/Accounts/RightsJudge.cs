using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges which rights a key lacks. Pure.</summary>
internal static class RightsJudge
{
    /// <summary>At most one finding about what is missing, and one about what could not be told; none where nothing is missing.</summary>
    /// <param name="account">What the account told.</param>
    /// <param name="tried">Whether writes that cannot take effect were to be tried.</param>
    public static IEnumerable<Finding> Judge(AccountFacts account, bool tried)
    {
        var missing = Refusals(account).ToArray();
        var doubtful = account.Trials.Where(trial => trial.Outcome == TrialOutcome.Missing && account.Needed.HasFlag(trial.Right) && !IsCertain(trial, account)).ToArray();
        if (missing.Length > 0)
        {
            yield return new Finding(FindingIds.AccountPermission, Severity.Fault, account.Name, Missing(missing), Grant(account));
        }

        if (doubtful.Length > 0)
        {
            yield return new Finding(FindingIds.AccountPermission, Severity.Warning, account.Name, Doubtful(Names(doubtful.Select(Refusal))), Grant(account));
        }

        var untold = account.Trials.Where(trial => trial.Outcome == TrialOutcome.Untold && account.Needed.HasFlag(trial.Right)).ToArray();
        if (untold.Length > 0)
        {
            yield return new Finding(FindingIds.AccountPermission, Severity.Hint, account.Name, Untold(untold[0]));
        }

        if (!tried && account.Needed != RecordRights.None && account.Listings.Count > 0)
        {
            yield return new Finding(FindingIds.AccountPermission, Severity.Hint, account.Name, NotTried);
        }
    }

    private static IEnumerable<DnsApiException> Refusals(AccountFacts account) =>
        account.Listings.Select(listing => listing.Failure).Append(account.Failure).OfType<DnsApiException>().Select(Causes.Of).Where(failure => failure.MissingRight is not null)
            .Concat(account.Trials.Where(trial => trial.Outcome == TrialOutcome.Missing && IsCertain(trial, account) && account.Needed.HasFlag(trial.Right)).Select(Refusal));

    private static DnsApiException Refusal(RightsTrial trial) => Causes.Of(trial.Answer!);

    /// <summary>
    /// A refusal about a record without a zone counts where another such request went through, or where the key may not even add
    /// records, which names the zone: then it is no policy limited to zones that was not applied.
    /// </summary>
    private static bool IsCertain(RightsTrial trial, AccountFacts account) =>
        trial.NamesZone || account.Trials.Any(other => other.NamesZone ? other.Outcome == TrialOutcome.Missing : other.Outcome == TrialOutcome.Allowed);

    private static Text Missing(DnsApiException[] refusals) => new(
        $"the key lacks {Names(refusals)}; first refusal: {refusals[0].Told.English}",
        $"密钥缺少权限 {Names(refusals)}；首次被拒绝：{refusals[0].Told.Chinese}");

    private static Text Doubtful(string rights) => new(
        $"{rights} was refused for a record that does not exist. Either the key lacks the right, or its policy is limited to zones and could not be applied here; the first write shows it",
        $"对不存在的记录执行 {rights} 被拒绝：可能是密钥缺少权限，也可能是其策略限定于特定域名而在此无法判定；以首次写入的结果为准");

    private static Text Untold(RightsTrial trial) => new(
        $"not every right could be told without a write; the first write shows it{(trial.Answer is { } e ? $": {Causes.Of(e).Told.English}" : "")}",
        $"部分权限无法在不写入的情况下判定，以首次写入的结果为准{(trial.Answer is { } f ? $"：{Causes.Of(f).Told.Chinese}" : "")}");

    private static Text NotTried { get; } = new(
        "the rights to write were not tried, as --read-only asks; the first write shows them", "已按 --read-only 的要求未试探写入权限，以首次写入的结果为准");

    private static string Names(IEnumerable<DnsApiException> refusals) =>
        string.Join(", ", refusals.Select(refusal => refusal.MissingRight).Distinct(StringComparer.Ordinal));

    /// <summary>The least policy for this configuration, to paste.</summary>
    private static Text Grant(AccountFacts account)
    {
        var policy = account.Provider.LeastPolicy(new NeededRights([.. account.WantedZones], account.Needed));
        return new Text(
            $"give the key's user this policy at {account.Provider.PermissionConsole}:\n{policy}",
            $"请在 {account.Provider.PermissionConsole} 为密钥所属用户授予以下策略：\n{policy}");
    }
}
