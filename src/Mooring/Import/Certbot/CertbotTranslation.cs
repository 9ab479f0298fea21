using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Import.Certbot;

/// <summary>What certbot-dns-aliyun's <c>config.json</c> says: an account, and with Mooring's extra keys how it is reached.</summary>
internal static class CertbotTranslation
{
    private static readonly Text About = new(
        "certbot-dns-aliyun knows nothing but this key: no names and no addresses, so there are no records. It took CERTBOT_DOMAIN itself for the zone, waited 30 s, and removed every TXT record whose name contains _acme-challenge on clean-up; Mooring finds the zone, and removes only records of its own.",
        "certbot-dns-aliyun 的配置只有这个密钥，没有域名和地址，因此没有记录。它把 CERTBOT_DOMAIN 本身当作主域名，固定等待 30 秒，清理时会删除所有名称含 _acme-challenge 的 TXT 记录；Mooring 会自行查找所在的区域，且只删除自己的记录。");

    /// <summary>Translates.</summary>
    public static Draft Translate(ForeignMap file)
    {
        var draft = new Draft();
        draft.Say(About);
        var (id, secret) = (file.Require("accessKeyID"), file.Require("accessKeySecret"));
        var endpoint = file.Value("endpoint");
        draft.AddAccount("aliyun", Leaf.Map(
            file.At,
            Leaf.Entry(file.At, "provider", "alidns"),
            Leaf.Entry(id, "access-key-id"),
            Leaf.Entry(secret, "access-key-secret"),
            endpoint is null ? null : Leaf.Entry(endpoint, "endpoint")), SecretNote.Text);
        Surroundings(file, draft);
        Unread.Say(draft, file, new Text("certbot-dns-aliyun ignores it", "certbot-dns-aliyun 会忽略它"));
        return draft;
    }

    private static void Surroundings(ForeignMap file, Draft draft)
    {
        var resolvers = file.Items("resolvers");
        var port = file.Value("authoritativePort");
        if (resolvers.Count > 0 || port is not null)
        {
            draft.Add("dns", Leaf.Map(
                file.At,
                resolvers.Count == 0 ? null : new Member(Leaf.Of(resolvers[0], "resolvers"), Leaf.List(resolvers[0], resolvers)),
                port is null ? null : Leaf.Entry(port, "authoritative-port")));
        }

        if (file.Value("state") is { } state)
        {
            draft.Add("state", state);
        }
    }
}
