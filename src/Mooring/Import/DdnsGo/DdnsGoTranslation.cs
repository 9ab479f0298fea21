using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.DdnsGo;

/// <summary>What ddns-go's YAML says, in its newer form with <c>dnsconf</c> and the older one with a single configuration at the top.</summary>
internal sealed class DdnsGoTranslation
{
    /// <summary>The name of the tool, for notes.</summary>
    public const string Tool = "ddns-go";

    /// <summary>Names that ddns-go knows and Mooring does not serve; any other name is alidns to ddns-go.</summary>
    private static readonly HashSet<string> Unserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "aliesa", "baiducloud", "callback", "cloudflare", "dnsla", "dnspod", "dynadot", "dynv6", "edgeone", "eranet", "gcore", "godaddy", "huaweicloud",
        "namecheap", "namesilo", "nowcn", "nsone", "porkbun", "spaceship", "trafficroute", "vercel",
    };

    private readonly Draft draft = new();

    /// <summary>Translates.</summary>
    public static Draft Translate(ForeignMap file) => new DdnsGoTranslation().Whole(file);

    private Draft Whole(ForeignMap file)
    {
        DdnsGoNotes.General(draft);
        if (file.Find("dnsconf") is not null)
        {
            foreach (var configuration in file.Maps("dnsconf"))
            {
                Configuration(configuration);
                Unread.Say(draft, configuration, DdnsGoNotes.Unknown);
            }
        }
        else
        {
            draft.Say(DdnsGoNotes.OlderForm);
            Configuration(file);
        }

        DdnsGoNotes.Surroundings(draft, file);
        Unread.Say(draft, file, DdnsGoNotes.Unknown);
        return draft;
    }

    private void Configuration(ForeignMap configuration)
    {
        (ForeignMap Settings, IpFamily Family)[] families =
        [
            .. new[] { IpFamily.IPv4, IpFamily.IPv6 }.Select(family => (configuration.Map(family.Word()), family)).Where(pair => pair.Item1 is not null).Select(pair => (pair.Item1!, pair.family)),
        ];
        var (wish, ttl, card) = (configuration.Value("name"), configuration.Value("ttl"), configuration.Value("httpinterface"));
        if (card is not null)
        {
            draft.Miss(card, DdnsGoNotes.OutgoingCard(card.Text));
        }

        var on = families.Where(pair => pair.Settings.Value("enable")?.Text == "true").ToList();
        foreach (var (settings, family) in families.Except(on).Where(pair => pair.Settings.Items("domains").Count > 0))
        {
            draft.Say(DdnsGoNotes.Off(family, settings.At, settings.Items("domains")));
        }

        if (Account(configuration, wish?.Text, [.. on.SelectMany(pair => pair.Settings.Items("domains"))]) is { } account)
        {
            on.ForEach(pair => Family(pair.Settings, pair.Family, account, ttl));
        }
    }

    /// <summary>The account's name; null, and said, where Mooring serves no such provider.</summary>
    private string? Account(ForeignMap configuration, string? wish, IReadOnlyList<Node> domains)
    {
        var dns = configuration.Map("dns");
        var name = dns?.Value("name");
        var isTencent = string.Equals(name?.Text, "tencentcloud", StringComparison.OrdinalIgnoreCase);
        var isAlidns = name is null || string.Equals(name.Text, "alidns", StringComparison.OrdinalIgnoreCase);
        if (dns is null || !(isTencent || isAlidns))
        {
            // Its key is of no use here, and so is nothing to speak of.
            draft.Miss((Node?)name ?? configuration.At, DdnsGoNotes.WithoutAccount(name?.Text, Unserved.Contains(name?.Text ?? ""), domains));
            return null;
        }

        if (dns.Value("extparam") is { } extra)
        {
            draft.Miss(extra, new Text("`extparam` has no counterpart", "`extparam` 没有对应设置"));
        }

        var account = draft.AddAccount(wish ?? (isTencent ? "tencent" : "aliyun"), Leaf.Map(
            dns.At,
            Leaf.Entry(dns.At, "provider", isTencent ? "tencent" : "alidns"),
            Leaf.Entry(dns.Require("id"), isTencent ? "secret-id" : "access-key-id"),
            Leaf.Entry(dns.Require("secret"), isTencent ? "secret-key" : "access-key-secret")), SecretNote.Text);
        Unread.Say(draft, dns, DdnsGoNotes.Unknown);
        return account;
    }

    private void Family(ForeignMap settings, IpFamily family, string account, ScalarNode? ttl)
    {
        var domains = settings.Items("domains");
        var source = DdnsGoSource.Of(settings, family, draft);
        Unread.Say(draft, settings, DdnsGoNotes.Unknown);
        if (source is null)
        {
            draft.Miss(settings.At, DdnsGoNotes.Names(domains));
            return;
        }

        if (domains.Count == 0)
        {
            return;
        }

        var address = draft.AddAddress($"{account}-{(family == IpFamily.IPv4 ? 4 : 6)}", source.Settings, source.Notes);
        foreach (var domain in domains.OfType<ScalarNode>())
        {
            draft.AddRecord(DdnsGoDomain.Record(domain, account, address, family, ttl, draft));
        }
    }
}
