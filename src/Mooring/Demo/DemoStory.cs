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

    private readonly List<Text> broken = [];
    private Text step = Text.Same("");
    private int chapter;

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
        Yours();
        return broken;
    }

    private Task SandboxAsync()
    {
        Chapter(new Text(
            "A sandbox: both clouds' APIs, their name servers, an address echo and time servers, all on this machine",
            "沙箱：两家云的 API、权威域名服务器、地址回显和时间服务器，全部在本机"));
        Say(new Text(
            $"Alidns on 127.0.0.1:{harbour.Ports.Alidns}, DNSPod on 127.0.0.1:{harbour.Ports.Tencent}, name servers on 127.0.0.1 and 127.0.0.2, port {harbour.Ports.Dns}",
            $"阿里云云解析在 127.0.0.1:{harbour.Ports.Alidns}，DNSPod 在 127.0.0.1:{harbour.Ports.Tencent}，域名服务器在 127.0.0.1 和 127.0.0.2，端口 {harbour.Ports.Dns}"));
        return Task.CompletedTask;
    }

    private async Task ConvergeAsync(CancellationToken cancellation)
    {
        Chapter(new Text("Two names at two clouds, IPv4 and IPv6: the first update", "两家云上的两个域名，IPv4 和 IPv6：第一次更新"));
        await UpdateAsync(
            new Text("4 records added", "添加 4 条记录"),
            report => RoundSummary.Of(report.Outcome) is { Added: 4, Failed: 0 }, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["203.0.113.1"], cancellation);
        await ExpectAsync(AtAlidns, DnsType.Aaaa, ["2001:db8::1"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.1"], cancellation);
        await ExpectAsync(AtTencent, DnsType.Aaaa, ["2001:db8::1"], cancellation);
        Say(new Text("Again, with nothing changed: one listing per zone and no write", "再来一次，没有变化：每个域名只列一次，不写入"));
        await UpdateAsync(
            new Text("2 API calls and no write", "API 调用 2 次，无写入"),
            report => report.ApiCalls == 2 && !report.Outcome.HasChanges, cancellation);
    }

    private async Task MoveAsync(CancellationToken cancellation)
    {
        Chapter(new Text("The provider hands out a new address; the names follow", "运营商换了地址，域名随之更新"));
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.77"}""", cancellation);
        await UpdateAsync(
            new Text("2 records updated", "更新 2 条记录"),
            report => RoundSummary.Of(report.Outcome) is { Updated: 2, Failed: 0 }, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["203.0.113.77"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.77"], cancellation);
    }

    private async Task ForeignAsync(CancellationToken cancellation)
    {
        Chapter(new Text("Somebody adds a record of theirs under the same name; ours moves, theirs stays", "有人在同一名称下加了自己的记录：我们的随地址变化，他人的保持不变"));
        await harbour.AddByHandAsync("example.com", "nas", "A", "198.51.100.50", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.88"}""", cancellation);
        await UpdateAsync(NoFailure, report => !report.Outcome.HasFailures, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["198.51.100.50", "203.0.113.88"], cancellation);
    }

    private async Task ClockAsync(CancellationToken cancellation)
    {
        Chapter(new Text("This machine's clock is two hours slow; both clouds refuse such requests", "本机时钟慢了两小时，两家云都会拒绝这样的请求"));
        await harbour.SteerAsync(HttpMethod.Put, "clock", """{"offsetSeconds":7200}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.99"}""", cancellation);
        var report = await UpdateAsync(
            new Text("no failure, and both clocks measured as two hours ahead", "无失败，且测得两家云的时钟均快两小时"),
            now => !now.Outcome.HasFailures && now.ClockOffsets.Values.All(offset => offset is { } o && Math.Abs(o.TotalSeconds - 7200) < 5), cancellation);
        if (report.Clock is { } warning)
        {
            Say(warning);
        }

        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.99"], cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "clock", """{"offsetSeconds":0}""", cancellation);
    }

    private async Task WeatherAsync(CancellationToken cancellation)
    {
        Chapter(new Text("Throttling here, an HTTP 503 there, and an answer lost after the write took effect", "一边限流，一边 HTTP 503，还有一次写入成功但应答丢失"));
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"alidns","kind":"code","code":"Throttling.User","count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"tencent","action":"DescribeRecordList","kind":"status","status":503,"count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Post, "faults", """{"provider":"alidns","action":"UpdateDomainRecord","kind":"reset","when":"after","count":1}""", cancellation);
        await harbour.SteerAsync(HttpMethod.Put, "echo", """{"ipv4":"203.0.113.123"}""", cancellation);
        await UpdateAsync(NoFailure, report => !report.Outcome.HasFailures, cancellation);
        await ExpectAsync(AtAlidns, DnsType.A, ["198.51.100.50", "203.0.113.123"], cancellation);
        await ExpectAsync(AtTencent, DnsType.A, ["203.0.113.123"], cancellation);
    }

    private void Yours()
    {
        Chapter(new Text("The same for your own names: mooring.yaml", "用于您自己的域名：mooring.yaml"));
        output.Line("""
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
            """);
        Say(new Text("Then: `mooring check`, `mooring plan`, `mooring update` (from cron), or `mooring run` (the daemon)", "然后：`mooring check`、`mooring plan`、`mooring update`（用于 cron），或 `mooring run`（守护进程）"));
    }

    private static Text NoFailure { get; } = new("no failure", "无失败");

    private async Task<RoundReport> UpdateAsync(Text expected, Func<RoundReport, bool> isSo, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var report = await harbour.UpdateAsync(cancellation);
        foreach (var change in report.Outcome.Changes.Where(change => change.Outcome != ChangeOutcome.Unchanged))
        {
            Say(ChangeText.Describe(change, output.Paint));
        }

        foreach (var note in report.Outcome.Notes)
        {
            Say(note);
        }

        var milliseconds = time.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        var calls = ChangeText.Calls(report.ApiCalls);
        Verdict(isSo(report), expected, new Text($"mooring update: {calls.English}, {milliseconds} ms", $"mooring update：{calls.Chinese}，{milliseconds} 毫秒"));
        return report;
    }

    private async Task ExpectAsync(string name, DnsType type, string[] expected, CancellationToken cancellation)
    {
        var answer = await harbour.AskAsync(name, type, cancellation);
        var shown = answer is { } values ? string.Join(", ", values) : "-";
        var isSo = answer is { } held && held.SequenceEqual(expected.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Verdict(isSo, Text.Same(string.Join(", ", expected)), new Text(
            $"both name servers say: {name} {type.Mnemonic()} {shown}", $"两台域名服务器均答：{name} {type.Mnemonic()} {shown}"));
    }

    private void Chapter(Text title)
    {
        chapter++;
        step = new Text($"{chapter}. {title.English}", $"{chapter}. {title.Chinese}");
        output.Line();
        output.Line(output.Paint.Bold(step.In(language)));
    }

    private void Say(Text text) => output.Line("   " + text.In(language).Replace("\n", "\n   ", StringComparison.Ordinal));

    private void Verdict(bool good, Text expected, Text fact)
    {
        if (good)
        {
            output.Line($"   {output.Paint.Green("ok")}  {fact.In(language)}");
            return;
        }

        var told = new Text($"{fact.English}; expected: {expected.English}", $"{fact.Chinese}；应为：{expected.Chinese}");
        output.Line($"   {output.Paint.Red(new Text("NOT SO", "不符").In(language))}  {told.In(language)}");
        if (!broken.Contains(step))
        {
            broken.Add(step);
        }
    }
}
