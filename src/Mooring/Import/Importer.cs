using Mooring.Configuration;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Import.Certbot;
using Mooring.Import.DdnsConf;
using Mooring.Import.DdnsGo;
using Mooring.Import.Ini;
using Mooring.Import.NewFuture;

namespace Mooring.Import;

/// <summary>What came of a file of another tool.</summary>
/// <param name="Format">Whose file it is.</param>
/// <param name="Draft">What it becomes; it passes as a configuration.</param>
/// <param name="Judged">What the loader says of it; its warnings without a key concern the file itself.</param>
internal sealed record Imported(ImportFormat Format, Draft Draft, LoadedConfiguration Judged);

/// <summary>Turns another tool's configuration into one of Mooring's. Touches no network.</summary>
internal static class Importer
{
    private static readonly Text Known = new(
        "known are ddns.conf of aliyun-ddns-client, config.json of certbot-dns-aliyun, ddns-go's YAML and NewFuture/DDNS's JSON; `--format` says which it is, `mooring init` writes a first configuration",
        "支持 aliyun-ddns-client 的 ddns.conf、certbot-dns-aliyun 的 config.json、ddns-go 的 YAML 和 NewFuture/DDNS 的 JSON；可用 `--format` 指明，`mooring init` 可生成第一份配置");

    /// <summary>Reads a file and judges what it becomes.</summary>
    /// <param name="path">Relative to the working directory.</param>
    /// <param name="wanted">Whose file it is; null where the content shall tell.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    /// <exception cref="ProblemsException">It cannot be read, is of no known tool, or what it says is wrong.</exception>
    public static Imported Import(string path, ImportFormat? wanted, ProcessEnvironment environment, LineWords lines)
    {
        (ImportFormat Format, Draft Draft)? result = null;
        var judged = ConfigurationLoader.Load(path, environment, (text, file, world) => ConfigurationLoader.Judge(file, world, lines, state =>
        {
            result = Translate(text, wanted, state);
            return result?.Draft.Build();
        }));
        if (result is not { } made || judged.Configuration is null)
        {
            throw new ProblemsException(judged.Errors);
        }

        made.Draft.Head = new Text(
            $"made by `mooring import` from a file of {made.Format.Word()}; next: `mooring check`, `mooring plan`",
            $"由 `mooring import` 根据 {made.Format.Word()} 的配置生成；下一步：`mooring check`、`mooring plan`");
        foreach (var warning in judged.Warnings.Where(warning => warning.Key is not null))
        {
            made.Draft.Say(new Text(
                $"line {warning.Line}: {warning.Message.English}; {warning.Mend.English}", $"第 {warning.Line} 行：{warning.Message.Chinese}；{warning.Mend.Chinese}"));
        }

        return new Imported(made.Format, made.Draft, judged);
    }

    private static (ImportFormat, Draft)? Translate(string text, ImportFormat? wanted, LoadState state)
    {
        if (wanted == ImportFormat.AliyunDdnsClient || (wanted is null && IniReader.IsIni(text)))
        {
            return (ImportFormat.AliyunDdnsClient, DdnsConfTranslation.Translate(text, state.Problems));
        }

        var top = YamlReader.Read(JsonComments.Blank(text), state.Problems);
        if (top is not MappingNode map)
        {
            state.Report(top ?? Leaf.Top,
                top is null ? new Text("the file is empty", "文件为空") : new Text("this is the configuration of no known tool", "这不是任何已知工具的配置"), Known);
            return null;
        }

        if ((wanted ?? ImportFormats.Of(map)) is not { } format)
        {
            state.Report(map, Unknown(map), map.Find("accounts") is null
                ? Known
                : new Text("it looks like Mooring's own: use it as it is, with `--config`", "它看起来就是 Mooring 自己的配置：请用 `--config` 直接使用"));
            return null;
        }

        var foreign = new ForeignMap(map, state);
        return (format, format switch
        {
            ImportFormat.CertbotDnsAliyun => CertbotTranslation.Translate(foreign),
            ImportFormat.DdnsGo => DdnsGoTranslation.Translate(foreign),
            _ => NewFutureTranslation.Translate(foreign),
        });
    }

    private static Text Unknown(MappingNode map)
    {
        const int MostKeys = 8;
        var keys = map.Members.Take(MostKeys).Select(member => Expansion.Show(member.Key.Text)).ToList();
        return new Text(
            $"this is the configuration of no known tool; its keys are {string.Join(", ", keys)}",
            $"这不是任何已知工具的配置；其中的键：{string.Join("、", keys)}");
    }
}
