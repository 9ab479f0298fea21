using Mooring.Configuration.Yaml;

namespace Mooring.Import;

/// <summary>The tools whose files are read.</summary>
internal enum ImportFormat
{
    /// <summary>aliyun-ddns-client's <c>ddns.conf</c>.</summary>
    AliyunDdnsClient,

    /// <summary>certbot-dns-aliyun's <c>config.json</c>.</summary>
    CertbotDnsAliyun,

    /// <summary>ddns-go's YAML.</summary>
    DdnsGo,

    /// <summary>NewFuture/DDNS's JSON.</summary>
    NewFutureDdns,
}

/// <summary>How formats are named and told apart.</summary>
internal static class ImportFormats
{
    private static readonly (string Word, ImportFormat Format)[] All =
    [
        ("aliyun-ddns-client", ImportFormat.AliyunDdnsClient),
        ("certbot-dns-aliyun", ImportFormat.CertbotDnsAliyun),
        ("ddns-go", ImportFormat.DdnsGo),
        ("newfuture-ddns", ImportFormat.NewFutureDdns),
    ];

    /// <summary>The words of the command line.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All.Select(one => one.Word)];

    /// <summary>The word of a format.</summary>
    public static string Word(this ImportFormat format) => Array.Find(All, one => one.Format == format).Word;

    /// <summary>The format of a word; null where it is none.</summary>
    public static ImportFormat? Of(string? word) => All.Where(one => one.Word == word).Select(one => (ImportFormat?)one.Format).FirstOrDefault();

    /// <summary>The format that the keys of a file show; null where it is none that is known.</summary>
    public static ImportFormat? Of(MappingNode top)
    {
        bool Has(string key) => top.Members.Any(member => string.Equals(member.Key.Text, key, StringComparison.OrdinalIgnoreCase));
        return Has("dnsconf") || (top.Find("dns")?.Value is MappingNode && (Has("ipv4") || Has("ipv6"))) ? ImportFormat.DdnsGo
            : Has("accesskeyid") || Has("accesskeysecret") ? ImportFormat.CertbotDnsAliyun
            : Has("providers") || (Has("token") && Has("id")) || (Has("dns") && (Has("ipv4") || Has("ipv6"))) ? ImportFormat.NewFutureDdns
            : null;
    }
}
