using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.NewFuture;

/// <summary>What is said about a translated configuration of NewFuture/DDNS, where Mooring and that tool differ.</summary>
internal static class NewFutureNotes
{
    public static readonly Text Unknown = new("Mooring does nothing like it", "Mooring 没有类似功能");

    public static readonly Text Interval = new(
        "`interval`, in minutes, which also started its web console: here the pause between two rounds of `mooring run`", "`interval`，单位为分钟，同时会启动其网页控制台；这里是 `mooring run` 两轮之间的间隔");

    /// <summary>Says what holds for the whole file.</summary>
    public static void General(Draft draft)
    {
        draft.Say(new Text(
            "NewFuture/DDNS splits a name at the zone that it finds by asking; Mooring takes the account's zone that fits best. Of several records of one name Mooring asks which one is meant (`mode`, `id`).",
            "NewFuture/DDNS 通过查询确定主域名；Mooring 取账号中最匹配的主域名。同名有多条记录时 Mooring 会要求指明（`mode`、`id`）。"));
        draft.Say(new Text(
            "Where no TTL is written, Mooring keeps the TTL of a record that exists and gives a new one 600.", "未写 TTL 时，Mooring 保留已有记录的 TTL，新记录为 600。"));
    }

    /// <summary>Says what becomes of the keys beside the providers.</summary>
    public static void Surroundings(Draft draft, ForeignMap file)
    {
        foreach (var key in new[] { "cache", "cache_max_age" })
        {
            if (file.Value(key) is { } value)
            {
                draft.Say(new Text(
                    $"`{key}` (line {value.Line}): Mooring remembers what it wrote in `state` and looks at the provider again after `daemon.refresh`",
                    $"`{key}`（第 {value.Line} 行）：Mooring 把写入的内容记在 `state` 中，并在 `daemon.refresh` 之后重新查看服务商的记录"));
            }
        }

        foreach (var key in new[] { "debug", "log", "log_level", "log_file", "log_format", "log_datefmt" })
        {
            if (file.Find(key) is { } value)
            {
                draft.Say(new Text($"`{key}` (line {value.Line}): logs go to standard error, as `--log-level` says", $"`{key}`（第 {value.Line} 行）：日志写到标准错误，级别由 `--log-level` 决定"));
            }
        }
    }

    public static Text Unserved(string? provider, IEnumerable<ScalarNode> names)
    {
        var shown = Expansion.Show(provider ?? "dnspod");
        var token = shown.StartsWith("dnspod", StringComparison.OrdinalIgnoreCase)
            ? new Text("; DNSPod's own token is not taken: make a key of Tencent Cloud, write `tencentcloud` there and import again", "；不支持 DNSPod Token：请创建腾讯云密钥，改写为 `tencentcloud` 后重新导入")
            : Text.Same("");
        var list = names.ToList();
        return new Text(
            $"the provider {shown}{(provider is null ? " (which counts where none is written)" : "")}; Mooring serves alidns and tencentcloud{token.English}; {Names(list).English}",
            $"服务商 {shown}{(provider is null ? "（未写时的默认值）" : "")}；Mooring 支持 alidns 和 tencentcloud{token.Chinese}；{Names(list).Chinese}");
    }

    public static Text Names(IReadOnlyList<ScalarNode> names) => new(
        $"names not kept: {Listed(names, ", ")}", $"不会维护的域名：{Listed(names, "、")}");

    public static Text Off(IpFamily family, Node at, IReadOnlyList<ScalarNode> names) => new(
        $"{family.Word()} is switched off (line {at.Line}), so these names get no such record: {Listed(names, ", ")}",
        $"{family.Word()} 已关闭（第 {at.Line} 行），以下域名没有相应记录：{Listed(names, "、")}");

    private static string Listed(IReadOnlyList<ScalarNode> names, string separator) =>
        names.Count == 0 ? "-" : string.Join(separator, names.Select(name => Expansion.Show(name.Text)));
}
