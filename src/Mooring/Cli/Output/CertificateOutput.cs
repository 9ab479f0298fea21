using System.Globalization;
using System.Text.Json;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>Certificates for people and for programs.</summary>
internal static class CertificateOutput
{
    /// <summary>
    /// The document: <c>{"certificates":[{"name","key","domains","version","serial","issuer","notBefore","notAfter","renewAt","issued","revoked","error","nextAttempt"}]}</c>;
    /// what is not there is null.
    /// </summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<CertificateOutcome> outcomes)
    {
        json.WriteStartObject();
        WriteList(json, outcomes);
        json.WriteEndObject();
    }

    /// <summary>The same with what was deployed beside it: <c>"deployments":[{"name","outcome","steps":[…]}]</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<CertificateOutcome> outcomes, IReadOnlyList<DeployResult> deployed, Language language)
    {
        json.WriteStartObject();
        WriteList(json, outcomes);
        DeployOutput.WriteList(json, "deployments", deployed, language);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<CertificateOutcome> outcomes)
    {
        json.WriteStartArray("certificates");
        foreach (var outcome in outcomes)
        {
            Write(json, outcome);
        }

        json.WriteEndArray();
    }

    /// <summary>One row for each certificate and kind of key.</summary>
    public static TextTable Table(IEnumerable<CertificateOutcome> outcomes, DateTimeOffset now, Language language)
    {
        var table = new TextTable(
            new Text("NAME", "名称").In(language), new Text("KEY", "密钥").In(language), new Text("VALID UNTIL (UTC)", "有效期至（UTC）").In(language),
            new Text("RENEWAL (UTC)", "续期（UTC）").In(language), new Text("STATE", "状态").In(language));
        foreach (var outcome in outcomes)
        {
            table.Add(outcome.Wish.Name, outcome.Wish.Kind.Word(), Day(outcome.Certificate?.Validity.NotAfter), Day(outcome.RenewAt), State(outcome, now).In(language));
        }

        return table;
    }

    /// <summary>Why some could not be had, a line for each: too long for a table.</summary>
    public static IEnumerable<Text> Failures(IEnumerable<CertificateOutcome> outcomes) => outcomes.SelectMany(outcome => new[]
    {
        outcome.Error is { } why ? new Text($"{outcome.Wish}: {why.English}", $"{outcome.Wish}：{why.Chinese}") : null,
        outcome.NotDeployed is { } not ? new Text($"{outcome.Wish}: not deployed: {not.English}", $"{outcome.Wish}：未能部署：{not.Chinese}") : null,
    }).OfType<Text>();

    /// <summary>One certificate in all detail: its names, its chain, its versions.</summary>
    public static IEnumerable<string> Details(StoredCertificate certificate, CertificateState state, IReadOnlyList<StoredCertificate> versions, Language language)
    {
        (Text Label, string Value)[] rows =
        [
            (new("certificate", "证书"), $"{certificate.Name} ({certificate.Kind.Word()})"),
            .. certificate.Key is null ? [(new("private key", "私钥"), new Text("elsewhere, with whoever made the request (`csr:`)", "在别处，由生成证书请求者持有（`csr:`）").In(language))] : Array.Empty<(Text, string)>(),
            (new("names", "域名"), string.Join(", ", certificate.Domains.Select(domain => domain.Describe()))),
            (new("valid", "有效期"), $"{Day(certificate.Validity.NotBefore)} – {Day(certificate.Validity.NotAfter)} UTC{(state.IsRevoked(certificate) ? new Text(", revoked", "，已吊销").In(language) : "")}"),
            (new("serial", "序列号"), certificate.Serial),
            (new("issued by", "签发者"), $"{certificate.IssuedBy} ({certificate.Origin.Issuer}, {certificate.Origin.Directory})"),
            (new("renewal", "续期"), state.RenewalOf == certificate.Version && state.Renewal is { } renewal
                ? $"{Day(renewal.At)} UTC{(renewal.Window is null ? "" : new Text(" (the authority's window)", "（颁发机构建议）").In(language))}" : "-"),
            .. state.RenewalOf == certificate.Version && state.Explanation is { } page ? [(new("why then", "续期原因"), page.AbsoluteUri)] : Array.Empty<(Text, string)>(),
            (new("version", "版本"), $"{certificate.Version.ToString(CultureInfo.InvariantCulture)} ({string.Join(", ", versions.Select(one => one.Version))})"),
            (new("deployed", "部署"), state.Deployment is { } deployment ? Deployed(deployment).In(language) : "-"),
            (new("last error", "最近错误"), state.LastError?.In(language) ?? "-"),
        ];
        return rows.Select(row => $"{row.Label.In(language)}: {row.Value}");
    }

    private static void Write(Utf8JsonWriter json, CertificateOutcome outcome)
    {
        var certificate = outcome.Certificate;
        json.WriteStartObject();
        json.WriteString("name", outcome.Wish.Name);
        json.WriteString("key", outcome.Wish.Kind.Word());
        json.WriteStartArray("domains");
        foreach (var domain in certificate?.Domains ?? outcome.Wish.Domains)
        {
            json.WriteStringValue(domain.Value);
        }

        json.WriteEndArray();
        Number(json, "version", certificate?.Version);
        json.WriteString("serial", certificate?.Serial);
        json.WriteString("issuer", certificate?.Origin.Issuer);
        Instant(json, "notBefore", certificate?.Validity.NotBefore);
        Instant(json, "notAfter", certificate?.Validity.NotAfter);
        Instant(json, "renewAt", outcome.RenewAt);
        json.WriteBoolean("issued", outcome.IsNew);
        json.WriteBoolean("revoked", outcome.IsRevoked);
        json.WriteString("error", outcome.Error?.English);
        Instant(json, "nextAttempt", outcome.NextAttempt);
        json.WriteEndObject();
    }

    private static Text Deployed(DeploymentState state)
    {
        var done = state.Deployed is { } version ? new Text($"version {version} at {Day(state.At)} UTC", $"第 {version} 版，{Day(state.At)} UTC") : Text.Same("-");
        return state.LastError is { } why
            ? new Text($"{done.English}; a newer one not: {why.English}; next attempt at {Day(state.NextAttempt)}", $"{done.Chinese}；更新的版本未能部署：{why.Chinese}；下次尝试：{Day(state.NextAttempt)}")
            : done;
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? at) =>
        json.WriteString(name, at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>How the one in use stands, and what came of getting another.</summary>
    private static Text State(CertificateOutcome outcome, DateTimeOffset now)
    {
        var state = outcome switch
        {
            { Certificate: null } => new Text("not issued yet", "尚未签发"),
            { IsNew: true } => new Text("issued", "已签发"),
            { IsRevoked: true } => new Text("revoked", "已吊销"),
            { Certificate: { } certificate } => certificate.Validity.NotAfter > now ? new Text("valid", "有效") : new Text("expired", "已过期"),
        };
        state = outcome.NotDeployed is null ? state : new Text($"{state.English}, not deployed", $"{state.Chinese}，未部署");
        return outcome.Error is null ? state
            : outcome.NextAttempt is { } next ? new Text($"{state.English}; failed, next attempt {Day(next)}", $"{state.Chinese}；签发失败，下次尝试 {Day(next)}")
            : new Text($"{state.English}; failed", $"{state.Chinese}；签发失败");
    }

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";
}
