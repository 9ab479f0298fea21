using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.DdnsGo;

/// <summary>What is said about a translated configuration of ddns-go, where Mooring and ddns-go differ.</summary>
internal static class DdnsGoNotes
{
    public static readonly Text Unknown = new("Mooring does nothing like it", "Mooring 没有类似功能");

    public static readonly Text OlderForm = new("ddns-go's older form, with one configuration at the top", "ddns-go 的旧格式，顶层只有一份配置");

    /// <summary>Says what holds for the whole file.</summary>
    public static void General(Draft draft)
    {
        draft.Say(new Text(
            "ddns-go's service flags: `-f` (seconds) is `daemon: { interval: 5m }` here, which is the same by default; `-cacheTimes` is `refresh`, the time after which the provider is looked at though nothing changed.",
            "ddns-go 的服务参数：`-f`（秒）即这里的 `daemon: { interval: 5m }`，默认值相同；`-cacheTimes` 即 `refresh`：即使没有变化，经过这段时间也会查看服务商的记录。"));
        draft.Say(new Text(
            "ddns-go splits a name at the public suffix; Mooring takes the account's zone that fits best. Of several records of one name ddns-go changes the first; Mooring asks which one (`mode`, `id`).",
            "ddns-go 按公共后缀拆分域名；Mooring 取账号中最匹配的主域名。同名有多条记录时 ddns-go 更改第一条；Mooring 会要求指明（`mode`、`id`）。"));
        draft.Say(new Text(
            "Where no TTL is written, ddns-go sets 600; Mooring keeps the TTL of a record that exists and gives a new one 600.",
            "未写 TTL 时 ddns-go 设为 600；Mooring 保留已有记录的 TTL，新记录为 600。"));
    }

    /// <summary>Says what becomes of the keys beside the configurations.</summary>
    public static void Surroundings(Draft draft, ForeignMap file)
    {
        if (file.Find("user") is { } user)
        {
            draft.Say(new Text($"`user` (line {user.Line}) is the login of ddns-go's web page, which has no counterpart", $"`user`（第 {user.Line} 行）是 ddns-go 网页的登录信息，没有对应设置"));
        }

        if (file.Value("notallowwanaccess") is { } access)
        {
            draft.Say(new Text($"`notallowwanaccess` (line {access.Line}) concerns ddns-go's web page, which has no counterpart", $"`notallowwanaccess`（第 {access.Line} 行）只涉及 ddns-go 的网页，没有对应设置"));
        }

        if (file.Value("lang") is { } language)
        {
            draft.Say(new Text($"`lang` (line {language.Line}): Mooring's language follows LANG or `--language`", $"`lang`（第 {language.Line} 行）：Mooring 的语言由 LANG 或 `--language` 决定"));
        }

        if (file.Map("webhook") is { } webhook)
        {
            DdnsGoWebhook.Add(draft, webhook);
        }
    }

    /// <summary>Says why there is no account, and which names go with it.</summary>
    /// <param name="provider">As written; null where none is.</param>
    /// <param name="isKnown">Whether ddns-go knows it.</param>
    /// <param name="domains">The names.</param>
    public static Text WithoutAccount(string? provider, bool isKnown, IReadOnlyList<Node> domains)
    {
        var (shown, names) = (Expansion.Show(provider ?? "-"), Names(domains));
        var advice = shown == "dnspod"
            ? new Text("; DNSPod's own token is not taken: make a key of Tencent Cloud, write `tencentcloud` there and import again", "；不支持 DNSPod Token：请创建腾讯云密钥，改写为 `tencentcloud` 后重新导入")
            : isKnown ? Text.Same("")
            : new Text("; to ddns-go a name that it does not know is alidns: if that is meant, write alidns there and import again", "；ddns-go 会把不认识的名称当作 alidns：若确实如此，请改写为 alidns 后重新导入");
        return new Text(
            $"the provider {shown}; Mooring serves alidns and tencentcloud{advice.English}; {names.English}",
            $"服务商 {shown}；Mooring 支持 alidns 和 tencentcloud{advice.Chinese}；{names.Chinese}");
    }

    public static Text Names(IReadOnlyList<Node> domains) => new(
        $"names not kept: {Listed(domains, ", ")}", $"不会维护的域名：{Listed(domains, "、")}");

    public static Text Off(IpFamily family, Node at, IReadOnlyList<Node> domains) => new(
        $"{family.Word()} (line {at.Line}) is switched off, so these names get no such record: {Listed(domains, ", ")}",
        $"{family.Word()}（第 {at.Line} 行）未启用，以下域名没有相应记录：{Listed(domains, "、")}");

    public static Text OutgoingCard(string card) => new(
        $"`httpinterface: {Expansion.Show(card)}`: Mooring's own requests leave by the system's route", $"`httpinterface: {Expansion.Show(card)}`：Mooring 自身的请求按系统路由发出");

    private static string Listed(IReadOnlyList<Node> domains, string separator) =>
        domains.Count == 0 ? "-" : string.Join(separator, domains.OfType<ScalarNode>().Select(domain => Expansion.Show(domain.Text)));
}
