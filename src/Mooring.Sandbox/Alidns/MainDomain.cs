using Mooring.Core.Names;

namespace Mooring.Sandbox.Alidns;

/// <summary>Splits a full name by suffix rules, as <c>GetMainDomainName</c> does: without looking at any zone.</summary>
internal static class MainDomain
{
    private static readonly string[] Second =
    [
        "com.cn", "net.cn", "org.cn", "gov.cn", "edu.cn", "ac.cn", "mil.cn", "com.hk", "org.hk", "net.hk", "com.tw", "org.tw", "idv.tw",
        "com.mo", "com.sg", "com.my", "co.jp", "ne.jp", "or.jp", "co.kr", "co.uk", "org.uk", "me.uk", "com.au", "net.au", "co.nz",
        "co.in", "com.br", "com.mx", "co.za", "eu.org",
    ];

    /// <summary>Top-level names of more than two letters that can be registered, and those reserved for documents and tests (RFC 2606).</summary>
    private static readonly string[] Top =
    [
        "com", "net", "org", "info", "biz", "name", "mobi", "asia", "pro", "tel", "edu", "gov", "mil", "int", "top", "xyz", "vip", "shop",
        "site", "online", "store", "tech", "club", "ltd", "group", "link", "fun", "cloud", "icu", "work", "live", "ink", "wang", "ren",
        "red", "pub", "win", "bid", "loan", "date", "press", "space", "host", "website", "art", "fit", "art", "dev", "app", "email", "chat",
        "design", "beer", "luxe", "kim", "ski", "run", "pet", "company", "today", "world", "life", "fund", "city", "team", "video", "zone",
        "social", "center", "guru", "show", "plus", "gold", "cool", "love", "example", "test", "home", "lan",
    ];

    /// <summary>The registered name and what stands before it, <c>@</c> at the apex.</summary>
    /// <exception cref="AlidnsError">The name has no known suffix, or is nothing but one.</exception>
    public static (DomainName Zone, string Relative) Split(DomainName name)
    {
        var labels = name.Labels;
        var suffix = labels.Length > 2 && Second.Contains(string.Join('.', labels[^2..]), StringComparer.Ordinal) ? 2 : 1;
        if (labels.Length <= suffix || Second.Contains(name.Value, StringComparer.Ordinal))
        {
            throw AlidnsError.Of("InvalidDomainName.Format");
        }

        var top = labels[^1];
        if (top.Length != 2 && !top.StartsWith("xn--", StringComparison.Ordinal) && !Top.Contains(top, StringComparer.Ordinal))
        {
            throw AlidnsError.Of("InvalidDomainName.Suffix");
        }

        var zone = DomainName.Parse(string.Join('.', labels[^(suffix + 1)..]));
        return (zone, name.RelativeTo(zone));
    }
}
