using System.Globalization;
using Mooring.Core;
using Mooring.Dns;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary><c>lookup</c> for people: one line for each server, whether they agree, and the equal <c>dig</c> lines.</summary>
internal static class LookupText
{
    /// <summary>Writes the report.</summary>
    public static void Write(ResultWriter output, LookupReport report, Language language)
    {
        foreach (var step in report.Steps)
        {
            output.Line(output.Paint.Bold(new Text(
                $"{Shown(step.Name)} {report.Question.Type.Mnemonic()}: the servers of zone {Shown(step.Zone)}",
                $"{Shown(step.Name)} {report.Question.Type.Mnemonic()}：区域 {Shown(step.Zone)} 的权威服务器").In(language)));
            output.Table(Table(step.Servers, language));
            output.Line(Agreement(step.Servers));
            output.Line();
        }

        if (report.Problem is { } problem)
        {
            output.Line(output.Paint.Red(problem.In(language)));
            output.Line();
        }

        output.Line(output.Paint.Bold(new Text("resolver", "解析器").In(language)));
        output.Table(Table(report.Resolvers, language));
        output.Line();
        foreach (var line in DigLines(report))
        {
            output.Line(output.Paint.Dim(line));
        }
    }

    private static TextTable Table(IEnumerable<ServerReport> servers, Language language)
    {
        var table = new TextTable(
            new Text("server", "服务器").In(language), new Text("address", "地址").In(language),
            new Text("says", "结果").In(language), "TTL", "ms");
        foreach (var server in servers)
        {
            var ttl = server.Records.Count > 0 ? server.Records[^1].Ttl.ToString() : null;
            table.Add(server.Server, server.EndPoint?.Address.ToString(), Says(server).In(language), ttl,
                server.Elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static Text Says(ServerReport server) => server.Records.Count > 0
        ? Text.Same(Records(server))
        : server.Why ?? server.Verdict switch
        {
            ServerVerdict.NoData => new Text("no record of this type", "没有该类型的记录"),
            ServerVerdict.NxDomain => new Text("no such name", "域名不存在"),
            ServerVerdict.Referral => new Text("another zone is responsible", "由其他区域负责"),
            ServerVerdict.Refused => new Text("refuses to answer", "拒绝应答"),
            ServerVerdict.ServFail => new Text("cannot answer (SERVFAIL)", "无法应答（SERVFAIL）"),
            ServerVerdict.Timeout => new Text("no reply in time", "超时未应答"),
            ServerVerdict.Lame => new Text("is not responsible for this zone", "不负责该区域"),
            _ => new Text("not reached", "无法连接"),
        };

    private static string Records(ServerReport server) => string.Join(", ", server.Records
        .Select(record => record.Type == DnsType.Cname ? $"→ {record.Data}" : record.Data.ToString()!)
        .Order(StringComparer.Ordinal));

    private static Text Agreement(IReadOnlyList<ServerReport> servers)
    {
        var answered = servers.Where(server => server.Reading is not null).ToList();
        var said = answered.Select(server => (server.Verdict, Records(server))).Distinct().Count();
        return answered.Count == 0 ? new Text("no server answered", "没有服务器应答")
            : said > 1 ? new Text("the servers differ: a change may be on its way", "各服务器结果不一致：可能有变更正在同步")
            : answered.Count < servers.Count ? new Text(
                $"those that answered agree ({answered.Count} of {servers.Count})", $"已应答的服务器结果一致（{answered.Count}/{servers.Count}）")
            : new Text("all servers agree", "所有服务器结果一致");
    }

    private static IEnumerable<string> DigLines(LookupReport report) => report.Steps
        .SelectMany(step => step.Servers.Select(server => DigLine.Of(server, report.Question with { Name = step.Name }, recurse: false)))
        .Concat(report.Resolvers.Select(resolver => DigLine.Of(resolver, report.Question, recurse: true)))
        .OfType<string>();

    /// <summary>International names in Unicode; the <c>dig</c> lines keep the form on the wire.</summary>
    private static string Shown(DnsName name) => name.TryToDomainName(out var owner) && !name.IsRoot ? owner.Describe() : name.ToString();
}
