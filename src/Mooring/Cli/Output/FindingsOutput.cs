using System.Text.Json;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>The results of <c>doctor</c>.</summary>
internal static class FindingsOutput
{
    /// <summary>One line for each finding and its mend below it, or one JSON document.</summary>
    public static void Write(ResultWriter output, IReadOnlyList<Finding> findings, Language language)
    {
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, findings, language));
            return;
        }

        Text? above = null;
        foreach (var finding in findings)
        {
            output.Line($"{Word(finding.Severity, output.Paint, language)}  {Printable.Of(finding.Title.In(language))}{Colon(language)}{Printable.Of(finding.Message.In(language))}");
            var mend = finding.Mend is not null && finding.Mend == above ? AsAbove : finding.Mend;
            foreach (var line in mend?.In(language).Split('\n') ?? [])
            {
                output.Line("         " + Printable.Of(line));
            }

            above = finding.Mend ?? above;
        }

        output.Line();
        output.Line(Summary(findings));
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<Finding> findings, Language language)
    {
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", JsonWord(finding.Severity));
            json.WriteString("subject", finding.Subject);
            json.WriteString("message", finding.Message.In(language));
            json.WriteString("mend", finding.Mend?.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Text AsAbove { get; } = new("as above", "同上");

    private static string JsonWord(Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Hint => "hint",
        Severity.Warning => "warning",
        _ => "fault",
    };

    private static string Word(Severity severity, Paint paint, Language language) => severity switch
    {
        Severity.Ok => paint.Green(Column(new Text("ok", "正常"), language)),
        Severity.Hint => paint.Dim(Column(new Text("hint", "提示"), language)),
        Severity.Warning => paint.Yellow(Column(new Text("warning", "警告"), language)),
        _ => paint.Red(Column(new Text("FAULT", "故障"), language)),
    };

    private static string Column(Text word, Language language) => TextWidth.Pad(word.In(language), "warning".Length);

    private static string Colon(Language language) => new Text(": ", "：").In(language);

    private static Text Summary(IReadOnlyList<Finding> findings)
    {
        var faults = findings.Count(finding => finding.Severity == Severity.Fault);
        var warnings = findings.Count(finding => finding.Severity == Severity.Warning);
        var hints = findings.Count(finding => finding.Severity == Severity.Hint);
        return new Text(
            $"{findings.Count} looked at: {Count(faults, "fault")}, {Count(warnings, "warning")}, {Count(hints, "hint")}",
            $"共检查 {findings.Count} 项：故障 {faults}，警告 {warnings}，提示 {hints}");
    }

    private static string Count(int number, string word) => number == 1 ? $"1 {word}" : $"{number} {word}s";
}
