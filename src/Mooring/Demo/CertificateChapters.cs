using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Dns;

namespace Mooring.Demo;

/// <summary>The chapters about certificates: a wildcard certificate at each cloud, and one that its authority wants renewed early.</summary>
/// <param name="harbour">Where it takes place.</param>
/// <param name="narrator">Tells it.</param>
/// <param name="time">For how long it took.</param>
internal sealed class CertificateChapters(DemoHarbour harbour, Narrator narrator, TimeProvider time)
{
    /// <summary>Longer than the authority says to wait before it is asked again.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(61);

    private readonly DemoCertificates certificates = new(harbour, narrator.Say);

    /// <summary>Issues both and deploys them.</summary>
    public async Task IssueAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text(
            "A wildcard certificate at each cloud, proven by TXT records (ACME dns-01), and deployed", "在两家云各签发一张通配符证书：以 TXT 记录证明（ACME dns-01），并部署"));
        await RenewAsync(["example", "lab"], cancellation);
        using var example = Read("example", ["example.com", "any.example.com"]);
        using var lab = Read("lab", ["any.lab.example.net"]);
        await NothingLeftAsync("_acme-challenge.example.com", cancellation);
        await NothingLeftAsync("_acme-challenge.lab.example.net", cancellation);
    }

    /// <summary>Renews one because the authority asks for it.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text(
            "A minute later the authority wants one of them renewed early (ACME renewal information, RFC 9773)", "一分钟后，颁发机构要求其中一张提前续期（ACME 续期信息，RFC 9773）"));
        using var before = certificates.Read("example");
        if (before is null)
        {
            narrator.Verdict(false, new Text("a certificate to renew", "有可续期的证书"), new Text("there is none", "没有证书"));
            return;
        }

        await harbour.SteerAsync(HttpMethod.Post, $"ca/certificates/{Convert.ToHexString(before.SerialNumberBytes.Span.TrimStart((byte)0))}", """{"window":"now"}""", cancellation);
        harbour.Time.Shift(Later);
        await RenewAsync(["example"], cancellation);
        using var after = Read("example", ["example.com", "any.example.com"]);
        narrator.Verdict(
            after is not null && before.SerialNumber != after.SerialNumber,
            new Text("another serial number", "序列号已更换"),
            new Text($"serial number {before.SerialNumber} has become {after?.SerialNumber}", $"序列号 {before.SerialNumber} 变为 {after?.SerialNumber}"));
        harbour.Time.Shift(-Later);
    }

    private async Task RenewAsync(string[] expected, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var outcomes = await certificates.RenewAsync(cancellation);
        foreach (var why in outcomes.Select(outcome => outcome.Error).OfType<Text>())
        {
            narrator.Say(why);
        }

        string[] issued = [.. outcomes.Where(outcome => outcome.IsNew).Select(outcome => outcome.Wish.Name)];
        var milliseconds = time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        narrator.Verdict(
            issued.SequenceEqual(expected, StringComparer.Ordinal),
            Text.Same(string.Join(", ", expected)),
            new Text($"mooring cert renew: issued {string.Join(", ", issued)}; {milliseconds} ms", $"mooring cert renew：已签发 {string.Join("、", issued)}；{milliseconds} 毫秒"));
    }

    private X509Certificate2? Read(string name, string[] hosts)
    {
        var leaf = certificates.Read(name);
        var until = leaf?.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
        narrator.Verdict(
            leaf is not null && Array.TrueForAll(hosts, host => leaf.MatchesHostname(host)),
            new Text($"a chain to the authority's root and its key, for {string.Join(", ", hosts)}", $"通往颁发机构根证书的完整证书链及其密钥，适用于 {string.Join("、", hosts)}"),
            new Text(
                $"{Path.Combine(harbour.TlsDirectory, name, "fullchain.pem")}: chain and key fit, for {string.Join(", ", hosts)}, until {until}",
                $"{Path.Combine(harbour.TlsDirectory, name, "fullchain.pem")}：证书链与密钥匹配，适用于 {string.Join("、", hosts)}，有效期至 {until}"));
        return leaf;
    }

    private async Task NothingLeftAsync(string name, CancellationToken cancellation)
    {
        var answer = await harbour.AskAsync(name, DnsType.Txt, cancellation);
        narrator.Verdict(
            answer is { IsEmpty: true }, new Text("nothing left", "无残留"), new Text($"both name servers say: {name} TXT: {Shown(answer)}", $"两台域名服务器均答：{name} TXT：{Shown(answer)}"));
    }

    private static string Shown(IReadOnlyCollection<string>? answer) => answer is { Count: > 0 } ? string.Join(", ", answer) : "-";
}
