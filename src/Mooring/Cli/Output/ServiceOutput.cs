using System.Text.Json;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>What <c>service install</c> and <c>uninstall</c> do, step by step.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="language">The language of notes in JSON.</param>
internal sealed class ServiceOutput(ResultWriter output, Language language)
{
    private readonly List<Step> done = [];

    /// <summary>A step was taken: said at once, so that a failure shows how far it came.</summary>
    public void Taken(Step step)
    {
        done.Add(step);
        if (!output.IsJson)
        {
            output.Line(Describe(step));
        }
    }

    /// <summary>The end of it.</summary>
    /// <param name="planned">What would be done, where nothing was; null otherwise.</param>
    /// <param name="notes">What to know of it.</param>
    public void Finish(IReadOnlyList<Step>? planned, IReadOnlyList<Text> notes)
    {
        if (output.IsJson)
        {
            output.Json(json => WriteJson(json, planned, notes));
            return;
        }

        foreach (var line in planned?.SelectMany(Show) ?? [])
        {
            output.Line(line);
        }

        foreach (var note in notes)
        {
            output.Line(Printable.Of(note));
        }
    }

    /// <summary>What to know of a service that was made.</summary>
    public static IReadOnlyList<Text> NotesOf(ServiceSpec spec) =>
    [
        .. spec.IsConfigurationPassed
            ? [new Text(
                $"others cannot read {spec.Configuration}, so the service gets a copy when it starts: `systemctl restart mooring` after changes",
                $"其他用户无法读取 {spec.Configuration}，因此服务在启动时获得其副本：修改后请执行 `systemctl restart mooring`")]
            : Array.Empty<Text>(),
        .. spec.Credentials.Count > (spec.IsConfigurationPassed ? 1 : 0)
            ? [new Text(
                "secrets are passed when the service starts: `systemctl restart mooring` after one changes, `mooring service install` again when one is added",
                "密钥在服务启动时传入：修改密钥后请执行 `systemctl restart mooring`，新增密钥文件后请再次执行 `mooring service install`")]
            : Array.Empty<Text>(),
    ];

    /// <summary>What stays when a service is removed.</summary>
    public static Text Kept(ServiceState state, MachineFacts facts)
    {
        var configuration = state.Configuration ?? "mooring.yaml";
        var usual = facts.IsWindows ? @"%ProgramData%\Mooring\state" : "/var/lib/mooring";
        var (place, placeChinese) = state.State is { } told ? (told, told) : ($"{usual}, or where `state:` says", $"{usual}，或 `state:` 所指的目录");
        return new Text($"the configuration ({configuration}) and the state ({place}) stay", $"配置（{configuration}）和状态（{placeChinese}）予以保留");
    }

    private static Text Describe(Step step) => Printable.Of(step switch
    {
        Step.Write write => new Text($"wrote {write.Path}", $"已写入 {write.Path}"),
        Step.Remove remove => new Text($"removed {remove.Path}", $"已移除 {remove.Path}"),
        Step.Allow allow => new Text($"ran {allow.Command}", $"已执行 {allow.Command}"),
        _ => new Text($"ran {Command((Step.Run)step)}", $"已执行 {Command((Step.Run)step)}"),
    });

    private static IEnumerable<string> Show(Step step) => step switch
    {
        Step.Write write => [$"# {write.Path}", .. write.Text.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')), ""],
        Step.Remove remove => [$"rm {Shell.Quote(remove.Path)}"],
        Step.Allow allow => [allow.Command],
        _ => [Command((Step.Run)step)],
    };

    private static string Command(Step.Run run) => string.Join(' ', run.Command.Select(Shell.Quote));

    private void WriteJson(Utf8JsonWriter json, IReadOnlyList<Step>? planned, IReadOnlyList<Text> notes)
    {
        json.WriteStartObject();
        json.WriteBoolean("done", planned is null);
        json.WriteStartArray("steps");
        foreach (var step in planned ?? done)
        {
            WriteJson(json, step);
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStringValue(note.In(language));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case Step.Write write:
                json.WriteString("write", write.Path);
                json.WriteString("text", write.Text);
                break;
            case Step.Remove remove:
                json.WriteString("remove", remove.Path);
                break;
            case Step.Allow allow:
                json.WriteString("run", allow.Command);
                break;
            default:
                json.WriteString("run", Command((Step.Run)step));
                break;
        }

        json.WriteEndObject();
    }
}
