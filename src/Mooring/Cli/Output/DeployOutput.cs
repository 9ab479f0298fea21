using System.Text.Json;
using Mooring.Core;
using Mooring.Engine.Deploy;

namespace Mooring.Cli.Output;

/// <summary>How one certificate was exported or deployed.</summary>
/// <param name="Name">The certificate.</param>
/// <param name="Report">How it went; null when there was nothing to do, or nothing to do it with.</param>
/// <param name="IsFine">Whether that is as it should be where there is no report.</param>
internal sealed record DeployResult(string Name, DeployReport? Report, bool IsFine);

/// <summary>Shows exports and deployments.</summary>
internal static class DeployOutput
{
    /// <summary>Writes the results in the form asked for.</summary>
    public static void Write(CommandContext context, IReadOnlyList<DeployResult> results)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json => WriteJson(json, results, context.Language));
            return;
        }

        if (results.Count == 0)
        {
            context.Note(new Text("the configuration names no certificates", "配置中没有证书"));
        }

        foreach (var line in results.SelectMany(Lines))
        {
            context.Output.Line(Printable.Of(line));
        }
    }

    /// <summary>One line for each step that was tried: what was done on standard output, what failed on standard error.</summary>
    public static void WriteSteps(CommandContext context, IReadOnlyList<DeployResult> results)
    {
        foreach (var (name, step) in results.SelectMany(result => result.Report!.Steps.Select(step => (result.Name, step))))
        {
            if (step.Error is { } why)
            {
                context.Fail(new Text($"{name}: not deployed: {why.English}", $"{name}：未能部署：{why.Chinese}"));
            }
            else
            {
                context.Output.Line(Printable.Of(new Text($"{name}: {step.What.English}: done", $"{name}：{step.What.Chinese}：完成")));
            }
        }
    }

    /// <summary>The results as the list <paramref name="member"/>: <c>[{"name","outcome","steps":[{"step","files","output","error"}]}]</c>.</summary>
    public static void WriteList(Utf8JsonWriter json, string member, IReadOnlyList<DeployResult> results, Language language)
    {
        json.WriteStartArray(member);
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteString("outcome", Word(result));
            json.WriteStartArray("steps");
            foreach (var step in result.Report?.Steps ?? [])
            {
                WriteStep(json, step, language);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<DeployResult> results, Language language)
    {
        json.WriteStartObject();
        WriteList(json, "certificates", results, language);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, StepOutcome step, Language language)
    {
        json.WriteStartObject();
        json.WriteString("step", step.Step is DeployStep.Files ? "files" : "run");
        json.WriteStartArray("files");
        foreach (var file in step.Files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteString("output", step.Output);
        json.WriteString("error", step.Error?.In(language));
        json.WriteEndObject();
    }

    private static string Word(DeployResult result) =>
        result.Report is { } report ? report.Succeeded ? "done" : "failed" : result.IsFine ? "none" : "missing";

    private static IEnumerable<Text> Lines(DeployResult result) => result switch
    {
        { Report: { } report } => report.Steps.SelectMany(step => Lines(result.Name, step)),
        { IsFine: true } => [new Text($"{result.Name}: nothing to do", $"{result.Name}：无需操作")],
        _ => [new Text($"{result.Name}: there is no such certificate yet; `mooring cert issue {result.Name}` gets one", $"{result.Name}：尚无该证书；可用 `mooring cert issue {result.Name}` 签发")],
    };

    private static IEnumerable<Text> Lines(string name, StepOutcome step) =>
        step.Error is { } error ? [new Text($"{name}: {error.English}", $"{name}：{error.Chinese}")]
        : step.Files.Count > 0 ? step.Files.Select(file => new Text($"{name}: wrote {file}", $"{name}：已写入 {file}"))
        : [new Text($"{name}: {step.What.English}: done", $"{name}：{step.What.Chinese}：完成")];
}
