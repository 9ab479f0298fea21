using System.Globalization;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Doctor.Certificates;

/// <summary>Judges how long certificates still count, and whether they are where they are used. Pure.</summary>
internal static class CertificateJudge
{
    /// <summary>One finding about the certificate, and one about its deployment where there is something to deploy.</summary>
    public static IEnumerable<Finding> Judge(WantedCertificate facts, DateTimeOffset now)
    {
        yield return facts.InUse is { } certificate ? Standing(facts, certificate, now) : Missing(facts);
        if (facts is { IsDeployed: true, InUse: { } inUse })
        {
            yield return Deployment(facts, inUse);
        }
    }

    private static Finding Missing(WantedCertificate facts) => facts.State.LastError is { } why
        ? Say(Severity.Fault, facts, new Text($"was not issued: {why.English}{Next(facts).English}", $"未能签发：{why.Chinese}{Next(facts).Chinese}"), Rehearse(facts))
        : Say(Severity.Hint, facts, new Text("was not issued yet", "尚未签发"), new Text(
            $"`mooring cert issue {facts.Wish.Name}`; the daemon issues it by itself", $"`mooring cert issue {facts.Wish.Name}`；守护进程会自行签发"));

    private static Finding Standing(WantedCertificate facts, StoredCertificate certificate, DateTimeOffset now)
    {
        var until = Write(certificate.Validity.NotAfter);
        var why = facts.State.LastError is { } error
            ? new Text($"; the last attempt to renew it failed: {error.English}{Next(facts).English}", $"；最近一次续期失败：{error.Chinese}{Next(facts).Chinese}")
            : Text.Same("");
        if (certificate.Validity.NotAfter <= now)
        {
            return Say(Severity.Fault, facts, new Text($"is over since {until}{why.English}", $"已于 {until} 过期{why.Chinese}"), Rehearse(facts));
        }

        if (RenewalRule.IsAlarming(certificate.Validity, now))
        {
            return Say(Severity.Fault, facts, new Text($"ends at {until} and was not renewed in time{why.English}", $"将于 {until} 到期而未能及时续期{why.Chinese}"), Rehearse(facts));
        }

        if (facts.State.IsRevoked(certificate))
        {
            return Say(Severity.Fault, facts, new Text($"is revoked{why.English}", $"已吊销{why.Chinese}"), new Text(
                $"`mooring cert renew {facts.Wish.Name}` gets another; the daemon does so by itself", $"可用 `mooring cert renew {facts.Wish.Name}` 重新签发；守护进程会自行签发"));
        }

        return facts.State.LastError is not null
            ? Say(Severity.Warning, facts, new Text($"is valid until {until}{why.English}", $"有效期至 {until}{why.Chinese}"), Rehearse(facts))
            : Say(Severity.Ok, facts, new Text($"is valid until {until}{Renewal(facts, certificate).English}", $"有效期至 {until}{Renewal(facts, certificate).Chinese}"), mend: null);
    }

    private static Finding Deployment(WantedCertificate facts, StoredCertificate inUse)
    {
        Finding Of(Severity severity, Text message, Text? mend) => new(FindingIds.CertificateDeployment, severity, facts.Wish.ToString(), message, mend);
        var again = new Text(
            $"`sudo mooring cert export {facts.Wish.Name} --deploy` does it now and says what is in the way",
            $"`sudo mooring cert export {facts.Wish.Name} --deploy` 立即部署并说明障碍");
        return facts.State.Deployment switch
        {
            { } state when state.Deployed == inUse.Version => Of(Severity.Ok, new Text($"version {inUse.Version} was deployed at {Write(state.At)}", $"第 {inUse.Version} 版已于 {Write(state.At)} 部署"), null),
            { LastError: { } why } => Of(Severity.Fault, new Text($"version {inUse.Version} could not be deployed: {why.English}", $"第 {inUse.Version} 版未能部署：{why.Chinese}"), again),
            _ => Of(Severity.Warning, new Text($"version {inUse.Version} was not deployed yet", $"第 {inUse.Version} 版尚未部署"), again),
        };
    }

    private static Text Renewal(WantedCertificate facts, StoredCertificate inUse) => facts.State is { Renewal: { } renewal, RenewalOf: { } of } && of == inUse.Version
        ? new Text($", to be renewed at {Write(renewal.At)}", $"，将于 {Write(renewal.At)} 续期")
        : Text.Same("");

    private static Text Next(WantedCertificate facts) => facts.State.NextAttempt is { } next
        ? new Text($"; next attempt at {Write(next)}", $"；下次尝试：{Write(next)}")
        : Text.Same("");

    private static Text Rehearse(WantedCertificate facts)
    {
        // Not every authority has a directory for trials.
        var (trial, name) = (facts.Wish.Issuers[0].Staging is not null, facts.Wish.Name);
        return trial
            ? new Text($"mend that, then try without cost: `mooring cert issue {name} --dry-run`", $"解决后可先试运行，不消耗限额：`mooring cert issue {name} --dry-run`")
            : new Text($"mend that, then: `mooring cert issue {name}`", $"解决后执行：`mooring cert issue {name}`");
    }

    private static string Write(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "-";

    private static Finding Say(Severity severity, WantedCertificate facts, Text message, Text? mend) =>
        new(FindingIds.CertificateStanding, severity, facts.Wish.ToString(), message, mend);
}
