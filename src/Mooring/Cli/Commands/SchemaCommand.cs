using Mooring.Configuration;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>schema</c>: prints the JSON Schema of the configuration, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language) => new("schema", new Text(
        "Print the JSON Schema of the configuration", "输出配置文件的 JSON Schema"), language)
    {
        Details = new Text(
            "Editors that know YAML complete and check mooring.yaml with it.",
            "支持 YAML 的编辑器可据此补全并检查 mooring.yaml。"),
        Examples =
        [
            new Example("mooring schema > mooring.schema.json", new Text(
                "then put `# yaml-language-server: $schema=mooring.schema.json` at the top of mooring.yaml",
                "然后在 mooring.yaml 顶部写上 `# yaml-language-server: $schema=mooring.schema.json`")),
        ],
        RunAsync = (context, _) =>
        {
            context.Output.Json(json => SchemaWriter.Write(json, context.Language), indented: true);
            return Task.FromResult(ExitCode.Done);
        },
    };
}
