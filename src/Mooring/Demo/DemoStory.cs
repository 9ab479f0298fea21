using System.Globalization;
using Mooring.Core;
using Mooring.Dns;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Demo;

/// <summary>The chapters of the demo: each does something, shows it, and asks the name servers whether it is true.</summary>
internal sealed class DemoStory(DemoHarbour harbour, ResultWriter output, Language language, TimeProvider time)
{
    private const string AtAlidns = "nas.example.com";
    private const string AtTencent = "box.lab.example.net";

    private readonly Narrator narrator = new(output, language);

    /// <summary>Tells the story.</summary>
    /// <returns>The steps in which something did not come true; none when all of it did.</returns>
    public async Task<IReadOnlyList<Text>> TellAsync(CancellationToken cancellation)
    {
        await SandboxAsync();
        await ConvergeAsync(cancellation);
        await MoveAsync(cancellation);
        await ForeignAsync(cancellation);
        await ClockAsync(cancellation);
        await WeatherAsync(cancellation);
        await CertificatesAsync(cancellation);
        Yours();
        return narrator.Broken;
    }

    private Task SandboxAsync()
    {
        narrator.Chapter(new Text(
            "A sandbox: both clouds' APIs, their name servers, a certificate authority, an address echo and time servers, all on this machine",
            "沙箱：两家云的 API、权威域名服务器、证书颁发机构、地址回显和时间服务器，全部在本机"));
        narrator.Say(new Text(
            $"Alidns on 127.0.0.1:{harbour.Ports.Alidns}, DNSPod on 127.0.0.1:{harbour.Ports.Tencent}, name servers on 127.0.0.1 and 127.0.0.2, port {harbour.Ports.Dns}",
            $"阿里云云解析在 127.0.0.1:{harbour.Ports.Alidns}，DNSPod 在 127.0.0.1:{harbour.Ports.Tencent}，域名服务器在 127.0.0.1 和 127.0.0.2，端口 {harbour.Ports.Dns}"));
        return Task.CompletedTask;
    }

    private async Task ConvergeAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text("Two names at two clouds, IPv4 and IPv6: the first update", "两家云上的两个域名，IPv4 和 IPv6：第一次更新"));
        await UpdateAsync(
            new Text("4 records added", "添加 4 条记录"),
            report => RoundSummary.Of(report.Outcome) is { Added: 4, Failed: 0 }, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["203.0.113.1"], cancellation);
        await ExpectAsync(AtAlidns, DnsType.Aaaa, ["2001:db8::1"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.1"], cancellation);
        await ExpectAsync(AtTencent, DnsType.Aaaa, ["2001:db8::1"], cancellation);
        narrator.Say(new Text("Again, with nothing changed: one listing per zone and no write", "再来一次，没有变化：每个域名只列一次，不写入"));
        await UpdateAsync(
            new Text("2 API calls and no write", "API 调用 2 次，无写入"),
            report => report.ApiCalls == 2 && !report.Outcome.HasChanges, cancellation);
    }

    private async Task MoveAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text("The provider hands out a new address; the names follow", "运营商换了地址，域名随之更新"));
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.77"}""", cancellation);
        await UpdateAsync(
            new Text("2 records updated", "更新 2 条记录"),
            report => RoundSummary.Of(report.Outcome) is { Updated: 2, Failed: 0 }, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["203.0.113.77"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.77"], cancellation);
    }

    private async Task ForeignAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text("Somebody adds a record of theirs under the same name; ours moves, theirs stays", "有人在同一名称下加了自己的记录：我们的随地址变化，他人的保持不变"));
        await harbour.AddByHandAsync("example.com", "nas", "A", "198.51.100.50", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.88"}""", cancellation);
        await UpdateAsync(NoFailure, report => !report.Outcome.HasFailures, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["198.51.100.50", "203.0.113.88"], cancellation);
    }

    private async Task ClockAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text("This machine's clock is two hours slow; both clouds refuse such requests", "本机时钟慢了两小时，两家云都会拒绝这样的请求"));
        await harbour.SteerAsync(HttpMethod.Put, "clock", """{"offsetSeconds":7200}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.99"}""", cancellation);
        var report = await UpdateAsync(
            new Text("no failure, and both clocks measured as two hours ahead", "无失败，且测得两家云的时钟均快两小时"),
            now => !now.Outcome.HasFailures && now.ClockOffsets.Values.All(offset => offset is { } o && Math.Abs(o.TotalSeconds - 7200) < 5), cancellation);
        if (report.Clock is { } warning)
        {
            narrator.Say(warning);
        }

        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.99"], cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "clock", """{"offsetSeconds":0}""", cancellation);
    }

    private async Task WeatherAsync(CancellationToken cancellation)
    {
        narrator.Chapter(new Text("Throttling here, an HTTP 503 there, and an answer lost after the write took effect", "一边限流，一边 HTTP 503，还有一次写入成功但应答丢失"));
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"alidns","kind":"code","code":"Throttling.User","count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"tencent","action":"DescribeRecordList","kind":"status","status":503,"count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"alidns","action":"UpdateDomainRecord","kind":"reset","when":"after","count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.123"}""", cancellation);
        await UpdateAsync(NoFailure, report => !report.Outcome.HasFailures, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["198.51.100.50", "203.0.113.123"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.123"], cancellation);
    }

    private async Task CertificatesAsync(CancellationToken cancellation)
    {
        var chapters = new CertificateChapters(harbour, narrator, time);
        await harbour.SteerAsync(HttpMethod.Delete, "faults", null, cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "ca", """{"renewalCheckSeconds":1}""", cancellation);
        await chapters.IssueAsync(cancellation);
        await chapters.RenewAsync(cancellation);
    }

    private void Yours()
    {
        narrator.Chapter(new Text("The same for your own names: mooring.yaml", "用于您自己的域名：mooring.yaml"));
        narrator.Show("""
              accounts:
                home:
                  provider: alidns                    # or: tencent, with secret-id and secret-key
                  access-key-id: LTAI5tExample
                  access-key-secret: ${file:/etc/mooring/alidns.secret}
              addresses:
                wan4: { family: ipv4, source: probe }
                lan6: { family: ipv6, source: interface, interface: eth0, select: stable }
              records:
                - { name: nas.example.com, account: home, address: [wan4, lan6] }
              certificates:
                - { name: example, domains: [example.com, "*.example.com"], account: home, issuer: letsencrypt, deploy: [ files: { directory: /etc/nginx/tls }, reload: nginx ] }
              issuers:
                letsencrypt: { directory: https://acme-v02.api.letsencrypt.org/directory, agree-terms: true }
            """);
        narrator.Say(new Text("Then: `mooring check`, `mooring plan`, `mooring update` and `mooring cert renew` (from cron), or `mooring run` (the daemon, for both)", "然后：`mooring check`、`mooring plan`、`mooring update` 和 `mooring cert renew`（用于 cron），或 `mooring run`（守护进程，两者兼顾）"));
    }

    private static Text NoFailure { get; } = new("no failure", "无失败");

    private async Task<RoundReport> UpdateAsync(Text expected, Func<RoundReport, bool> isSo, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var report = await harbour.UpdateAsync(cancellation);
        foreach (var change in report.Outcome.Changes.Where(change => change.Outcome != ChangeOutcome.Unchanged))
        {
            narrator.Say(ChangeText.Describe(change, narrator.Paint));
        }

        foreach (var note in report.Outcome.Notes)
        {
            narrator.Say(note);
        }

        var milliseconds = time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var calls = ChangeText.Calls(report.ApiCalls);
        narrator.Verdict(isSo(report), expected, new Text($"mooring update: {calls.English}, {milliseconds} ms", $"mooring update：{calls.Chinese}，{milliseconds} 毫秒"));
        return report;
    }

    private async Task ExpectAsync(string name, DnsType type, string[] expected, CancellationToken cancellation)
    {
        var answer = await harbour.AskAsync(name, type, cancellation);
        var shown = answer is { } values ? string.Join(", ", values) : "-";
        var isSo = answer is { } held && held.SequenceEqual(expected.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        narrator.Verdict(isSo, Text.Same(string.Join(", ", expected)), new Text(
            $"both name servers say: {name} {type.Mnemonic()} {shown}", $"两台域名服务器均答：{name} {type.Mnemonic()} {shown}"));
    }
}
