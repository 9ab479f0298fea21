using System.Globalization;
using System.Text.Json;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Journal;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>The history for people and for programs.</summary>
internal static class HistoryOutput
{
    /// <summary>The document: <c>{"entries":[{"at","kind","account","name","type","line","action","outcome","from","to","fault","code","requestId","until","times"}]}</c>, oldest first.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<JournalLine> lines)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("at", line.At);
            json.WriteString("kind", line.Sort);
            foreach (var (name, value) in Members(line))
            {
                json.WriteString(name, value);
            }

            json.WriteString("until", line.Until?.ToString("O", CultureInfo.InvariantCulture));
            json.WriteNumber("times", line.Times ?? 1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One row for each line: when, what, about what, and what came of it.</summary>
    public static TextTable Table(IEnumerable<JournalLine> lines, Language language)
    {
        var table = new TextTable(
            new Text("TIME (UTC)", "时间（UTC）").In(language), new Text("WHAT", "类别").In(language), new Text("ABOUT", "对象").In(language), "");
        foreach (var line in lines)
        {
            table.Add(Time(line.At), Kind(line.Sort).In(language), About(line), What(line).In(language));
        }

        return table;
    }

    private static IEnumerable<(string Name, string? Value)> Members(JournalLine line) =>
    [
        ("account", line.Account), ("name", line.Name), ("type", line.Type), ("line", line.Line), ("action", line.Action), ("outcome", line.Outcome),
        ("from", line.From), ("to", line.To), ("fault", line.Fault), ("code", line.Code), ("requestId", line.RequestId),
    ];

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string About(JournalLine line) => line.Sort switch
    {
        JournalKind.Write or JournalKind.Failure => $"{Name(line.Name)} {line.Type} ({line.Account})",
        JournalKind.Address or JournalKind.Certificate => $"{line.Name} ({line.Type})",
        _ => line.Name ?? "",
    };

    private static string Name(string? name) => DomainName.TryParse(name, out var known, out _) ? known.Describe() : name ?? "";

    private static Text Kind(string kind) => kind switch
    {
        JournalKind.Write => new Text("write", "写入"),
        JournalKind.Failure => new Text("failure", "失败"),
        JournalKind.Address => new Text("address", "地址"),
        JournalKind.Plan => new Text("plan", "计划"),
        JournalKind.Trigger => new Text("trigger", "触发"),
        JournalKind.Offset => new Text("offset", "时钟偏差"),
        JournalKind.Certificate => new Text("certificate", "证书"),
        _ => Text.Same(kind),
    };

    private static Text What(JournalLine line) => line.Sort switch
    {
        JournalKind.Write => Text.Same($"{Sign(line.Action)} {Values(line)}"),
        JournalKind.Failure => Failure(line),
        JournalKind.Certificate when line.IsFailure => Repeated(line, Certificate(line)),
        JournalKind.Certificate => Certificate(line),
        JournalKind.Address when line.To is null => new Text($"{line.From} -> unknown", $"{line.From} -> 未知"),
        JournalKind.Offset => new Text($"{line.To} s against this machine", $"相对本机 {line.To} 秒"),
        _ => Text.Same(Values(line)),
    };

    private static Text Failure(JournalLine line)
    {
        var code = string.Join(", ", new[] { line.Code, line.RequestId }.OfType<string>().Where(part => part.Length > 0));
        var what = $"{Sign(line.Action)} {Values(line)}".Trim();
        var why = $"{line.Fault}{(code.Length > 0 ? $" [{code}]" : "")}";
        return Repeated(line, new Text($"{what}: {why}", $"{what}：{why}"));
    }

    private static Text Repeated(JournalLine line, Text once) => line is { Times: { } times, Until: { } until }
        ? new Text($"{once.English}; {times} times until {Time(until)}", $"{once.Chinese}；共 {times} 次，最后一次 {Time(until)}")
        : once;

    private static Text Certificate(JournalLine line) => (line.Action, line.IsFailure) switch
    {
        (CertificateHistory.Issue, false) => new Text($"issued by {line.From}, valid until {line.To}", $"由 {line.From} 签发，有效期至 {line.To}"),
        (CertificateHistory.Issue, true) => new Text($"not issued: {line.To}", $"未能签发：{line.To}"),
        (CertificateHistory.Deploy, false) => new Text($"version {line.To} deployed", $"已部署第 {line.To} 版"),
        (CertificateHistory.Deploy, true) => new Text($"not deployed: {line.To}", $"未能部署：{line.To}"),
        (CertificateHistory.Revoke, false) => new Text($"revoked, serial number {line.To}", $"已吊销，序列号 {line.To}"),
        _ => new Text($"not revoked: {line.To}", $"未能吊销：{line.To}"),
    };

    private static string Sign(string? action) => action switch { "add" => "+", "update" => "~", "delete" => "-", _ => "" };

    private static string Values(JournalLine line) => (line.From, line.To) switch
    {
        ({ } from, { } to) => $"{from} -> {to}",
        var (from, to) => from ?? to ?? "",
    };
}
