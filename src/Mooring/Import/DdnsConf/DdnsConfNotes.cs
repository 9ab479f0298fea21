using Mooring.Core;

namespace Mooring.Import.DdnsConf;

/// <summary>What is said about a translated ddns.conf, where Mooring and aliyun-ddns-client differ.</summary>
internal static class DdnsConfNotes
{
    public static readonly Text Probe = new(
        "every A record gets this one address, as before; aliyun-ddns-client believed a single server asked over plain HTTP, here two independent operators must agree",
        "所有 A 记录都使用这个地址，与原工具相同；aliyun-ddns-client 只信任一台以明文 HTTP 询问的服务器，这里须有两家独立运营方一致");

    public static readonly Text Card4 = new(
        "[feature_public_ip_from_nic]: every A record gets this card's address; a private one is refused unless `allow: [private]` says otherwise",
        "[feature_public_ip_from_nic]：所有 A 记录都使用该网卡的地址；私有地址会被拒绝，除非写明 `allow: [private]`");

    public static readonly Text Card6 = new(
        "aliyun-ddns-client took the card's first IPv6 address, which may be link-local; here it is the stable global one",
        "aliyun-ddns-client 取网卡的第一个 IPv6 地址，可能是链路本地地址；这里取稳定的全球地址");

    public static readonly Text Interval = new(
        "`interval`, in seconds: aliyun-ddns-client never used it; here it is the pause between two rounds of `mooring run`",
        "`interval`，单位为秒：aliyun-ddns-client 从未使用它；这里是 `mooring run` 两轮之间的间隔");

    public static readonly Text Debug = new(
        "`debug`: has no setting here; start with `--log-level debug` to see each call's action, redacted parameters, status and request id",
        "`debug`：这里没有对应设置；启动时加 `--log-level debug` 即可看到每次调用的操作、脱敏参数、状态和请求 ID");

    /// <summary>Says what holds for the whole file.</summary>
    public static void General(Draft draft)
    {
        draft.Say(new Text(
            "Only records that exist at the provider are updated, as aliyun-ddns-client does: `create: false`. Take it out, and missing ones are added.",
            "与 aliyun-ddns-client 一样，只更新服务商处已存在的记录：`create: false`。删去它即可自动新建缺失的记录。"));
        draft.Say(new Text(
            "aliyun-ddns-client put each record that it updated on the default line with a TTL of 600; Mooring looks at the default line only and keeps a record's TTL.",
            "aliyun-ddns-client 更新记录时会将其改为默认线路、TTL 600；Mooring 只看默认线路，并保留记录原有的 TTL。"));
    }
}
