using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Providers;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges which rights a key lacks. Pure.</summary>
internal static class RightsJudge
{
    /// <summary>What is missing, what may be, what could not be told, and that nothing was tried: at most a finding each.</summary>
    /// <param name="account">What the account told.</param>
    /// <param name="tried">Whether writes that cannot take effect were to be tried.</param>
    public static IEnumerable<Finding> Judge(AccountFacts account, bool tried)
    {
        var doubtful = Missing(account).Where(trial => !IsCertain(trial, account)).Select(trial => Of(trial.Answer, trial.Zone)!).ToArray();
        var untold = account.Trials.FirstOrDefault(trial => trial.Outcome == TrialOutcome.Untold && account.Needed.HasFlag(trial.Right));
        var isUntried = !tried && account.Needed != RecordRights.None && account.Listings.Count > 0;
        return
        [
            .. Refusals(account).ToArray() is { Length: > 0 } missing ? [Of(account, Severity.Fault, Lacks(missing, account), Grant(account))] : (Finding[])[],
            .. doubtful.Length > 0 ? [Of(account, Severity.Warning, Doubtful(Names(doubtful, account)), Grant(account))] : (Finding[])[],
            .. untold is not null ? [Of(account, Severity.Hint, Untold(untold))] : (Finding[])[],
            .. isUntried ? [Of(account, Severity.Hint, NotTried)] : (Finding[])[],
        ];
    }

    private static Finding Of(AccountFacts account, Severity severity, Text message, Text? mend = null) =>
        new(FindingIds.AccountPermission, severity, account.Name, message, mend);

    private static IEnumerable<Refusal> Refusals(AccountFacts account) =>
        account.Listings.Select(listing => Of(listing.Failure, listing.Zone)).Append(Of(account.Failure, null)).OfType<Refusal>()
            .Concat(Missing(account).Where(trial => IsCertain(trial, account)).Select(trial => Of(trial.Answer, trial.Zone)!));

    private static IEnumerable<RightsTrial> Missing(AccountFacts account) =>
        account.Trials.Where(trial => trial.Outcome == TrialOutcome.Missing && account.Needed.HasFlag(trial.Right));

    /// <summary>The refusal, where it is one for want of a right.</summary>
    private static Refusal? Of(DnsApiException? failure, HostedZone? zone) =>
        failure is not null && Causes.Of(failure) is { MissingRight: { } right } cause ? new Refusal(right, zone, cause.Told) : null;

    /// <param name="Right">The right, in the vendor's words.</param>
    /// <param name="Zone">Where it was missing; null for the whole account.</param>
    /// <param name="Told">The refusal.</param>
    private sealed record Refusal(string Right, HostedZone? Zone, Text Told);

    /// <summary>
    /// A refusal about a record without a zone counts where another such request went through, or where the key may not even add
    /// records, which names the zone: then it is no policy limited to zones that was not applied.
    /// </summary>
    private static bool IsCertain(RightsTrial trial, AccountFacts account) =>
        trial.NamesZone || account.Trials.Any(other => other.NamesZone ? other.Zone == trial.Zone && other.Outcome == TrialOutcome.Missing : other.Outcome == TrialOutcome.Allowed);

    private static Text Lacks(Refusal[] refusals, AccountFacts account) => new(
        $"the key lacks {Names(refusals, account)}; first refusal: {refusals[0].Told.English}",
        $"密钥缺少权限 {Names(refusals, account)}；首次被拒绝：{refusals[0].Told.Chinese}");

    private static Text Doubtful(string rights) => new(
        $"{rights} was refused for a record that does not exist. Either the key lacks the right, or its policy is limited to zones and could not be applied here; the first write shows it",
        $"对不存在的记录执行 {rights} 被拒绝：可能是密钥缺少权限，也可能是其策略限定于特定域名而在此无法判定；以首次写入的结果为准");

    private static Text Untold(RightsTrial trial) => new(
        $"not every right could be told without a write; the first write shows it{(trial.Answer is { } e ? $": {Causes.Of(e).Told.English}" : "")}",
        $"部分权限无法在不写入的情况下判定，以首次写入的结果为准{(trial.Answer is { } f ? $"：{Causes.Of(f).Told.Chinese}" : "")}");

    private static Text NotTried { get; } = new(
        "the rights to write were not tried, as --read-only asks; the first write shows them", "已按 --read-only 的要求未试探写入权限，以首次写入的结果为准");

    /// <summary>The rights, each with its zones where it is missing in some and not in others.</summary>
    private static string Names(IEnumerable<Refusal> refusals, AccountFacts account) => string.Join(", ", refusals.GroupBy(refusal => refusal.Right, StringComparer.Ordinal).Select(right =>
    {
        var zones = right.Select(refusal => refusal.Zone?.Name.Describe()).Distinct(StringComparer.Ordinal).ToArray();
        return zones.Contains(null, StringComparer.Ordinal) || zones.Length == account.Listings.Count ? right.Key : $"{right.Key} ({string.Join(", ", zones)})";
    }));

    /// <summary>The least policy for this configuration, to paste.</summary>
    private static Text Grant(AccountFacts account)
    {
        var policy = account.Provider.LeastPolicy(new NeededRights([.. account.WantedZones], account.Needed));
        return new Text(
            $"give the key's user this policy at {account.Provider.PermissionConsole}:\n{policy}",
            $"请在 {account.Provider.PermissionConsole} 为密钥所属用户授予以下策略：\n{policy}");
    }
}
