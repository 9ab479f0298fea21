using System.CommandLine;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Import;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>import</c>: another tool's configuration as one of Mooring's, on standard output.</summary>
internal static class ImportCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var file = new Argument<string>("FILE")
        {
            Description = new Text("The other tool's file", "其他工具的配置文件").In(language),
        };
        var format = new Option<string?>("--format")
        {
            HelpName = "TOOL",
            Description = new Text(
                $"Whose file it is, where its content does not tell: {string.Join(", ", ImportFormats.Words)}",
                $"内容无法判断时，指明属于哪个工具：{string.Join("、", ImportFormats.Words)}").In(language),
        };
        GlobalOptions.OnlyWords(format, [.. ImportFormats.Words], language);
        var verb = new Verb("import", new Text("Turn another tool's configuration into a mooring.yaml", "将其他工具的配置转换为 mooring.yaml"), language)
        {
            Details = new Text(
                "Reads ddns.conf of aliyun-ddns-client, config.json of certbot-dns-aliyun, ddns-go's YAML and NewFuture/DDNS's JSON, and prints a mooring.yaml whose comments say what became what. Secrets stand in it as they stood there. Exit code 0: all that decides what is published is carried over. 1: something is not; its comment begins with NOT CARRIED OVER. 2: the file cannot be read or is wrong.",
                "读取 aliyun-ddns-client 的 ddns.conf、certbot-dns-aliyun 的 config.json、ddns-go 的 YAML 和 NewFuture/DDNS 的 JSON，输出 mooring.yaml，并以注释说明各项的去向。密钥照原样写入其中。退出码 0：决定解析内容的设置已全部导入；1：有未导入的部分，其注释以“未导入”开头；2：文件无法读取或有错误。"),
            Examples =
            [
                new Example("mooring import /etc/ddns.conf > mooring.yaml", new Text("then `mooring check` and `mooring plan`", "然后执行 `mooring check` 和 `mooring plan`")),
                new Example("mooring import ~/.ddns_go_config.yaml --language zh", new Text("with comments in Chinese", "注释使用中文")),
            ],
            RunAsync = (context, _) => Task.FromResult(Run(context, context.Get(file)!, ImportFormats.Of(context.Get(format)))),
        };
        verb.Add(file);
        verb.Add(format);
        return verb;
    }

    private static int Run(CommandContext context, string file, ImportFormat? format)
    {
        var imported = Importer.Import(file, format, context.Environment, ProviderLines.Of);
        foreach (var secret in imported.Judged.Secrets)
        {
            context.Secrets.Add(secret);
        }

        foreach (var warning in imported.Judged.Warnings.Where(warning => warning.Key is null))
        {
            context.Show(warning);
        }

        Write(context, imported, YamlText.Write(imported.Draft, context.Language));
        return imported.Draft.LeftOut == 0 ? ExitCode.Done : ExitCode.Partial;
    }

    private static void Write(CommandContext context, Imported imported, string yaml)
    {
        // What is printed is the user's own file, secrets included; only here does it go past the scrubber.
        var output = new ResultWriter(context.Bare.Output, context.Output.Format, context.Language, context.Output.Paint);
        if (context.Output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("format", imported.Format.Word());
                json.WriteString("yaml", yaml);
                json.WriteNumber("leftOut", imported.Draft.LeftOut);
                json.WriteEndObject();
            });
            return;
        }

        output.Line(yaml.TrimEnd('\n'));
        context.Note(Summary(imported));
    }

    private static Text Summary(Imported imported)
    {
        var (draft, left) = (imported.Draft, imported.Draft.LeftOut);
        return new Text(
            $"{imported.Format.Word()}: accounts {draft.Accounts.Count}, address sources {draft.Addresses.Count}, records {draft.Records.Count}"
                + (left == 0 ? "" : $"; parts not carried over {left}, see NOT CARRIED OVER in the comments"),
            $"{imported.Format.Word()}：账号 {draft.Accounts.Count}，地址来源 {draft.Addresses.Count}，记录 {draft.Records.Count}"
                + (left == 0 ? "" : $"；未导入 {left} 处，见注释中的“未导入”"));
    }
}
