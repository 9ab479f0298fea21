using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>The probes asked when the configuration names none: data, kept in this one file.</summary>
/// <remarks>
/// Only services that answer with the bare address over HTTPS, STUN or DNS, at least two operators in mainland China and two
/// abroad per family. DNS is used only where a middlebox that answers in the server's stead cannot know the name or class.
/// Taken from public documentation: the services' own pages and the lists of other dynamic DNS clients. None of them could be reached
/// where this version was built and tested; to be checked where they can be, and again now and then.
/// </remarks>
public static class BuiltInProbes
{
    private const string DdnsGo = "default list of ddns-go (web/writing.html)";
    private const string NewFuture = "default list of NewFuture/DDNS (ddns/ip.py)";
    private const string DdnsPod = "its operator at https://github.com/jeessy2/ddns-go/issues/953";
    private const string StunList = "https://github.com/heiher/natmap/issues/18";

    /// <summary>Every built-in probe.</summary>
    public static IReadOnlyList<ProbeDefinition> All { get; } =
    [
        Of("https://4.ipw.cn", "IPW", ProbeRegion.China, IpFamily.IPv4, "https://ipw.cn/doc/"),
        Of("https://ip.3322.net", "PubYun", ProbeRegion.China, IpFamily.IPv4, DdnsGo),
        Of("https://ipv4.ddnspod.com", "ddnspod.com", ProbeRegion.China, IpFamily.IPv4, DdnsPod),
        Of("stun:stun.miwifi.com:3478", "Xiaomi", ProbeRegion.China, IpFamily.IPv4, StunList),
        Of("stun:stun.chat.bilibili.com:3478", "Bilibili", ProbeRegion.China, IpFamily.IPv4, StunList),
        Of("https://6.ipw.cn", "IPW", ProbeRegion.China, IpFamily.IPv6, "https://ipw.cn/doc/"),
        Of("https://ipv6.ddnspod.com", "ddnspod.com", ProbeRegion.China, IpFamily.IPv6, DdnsPod),
        Of("https://speed.neu6.edu.cn/getIP.php", "Northeastern University", ProbeRegion.China, IpFamily.IPv6, DdnsGo),

        Of("https://api.ipify.org", "ipify", ProbeRegion.Abroad, IpFamily.IPv4, "https://www.ipify.org/"),
        Of("https://ipv4.icanhazip.com", "Cloudflare", ProbeRegion.Abroad, IpFamily.IPv4, "https://major.io/p/a-new-future-for-icanhazip/"),
        Of("https://v4.ident.me", "ident.me", ProbeRegion.Abroad, IpFamily.IPv4, "https://api.ident.me/"),
        Of("https://checkip.amazonaws.com", "Amazon", ProbeRegion.Abroad, IpFamily.IPv4, NewFuture),
        Of("https://api6.ipify.org", "ipify", ProbeRegion.Abroad, IpFamily.IPv6, "https://www.ipify.org/"),
        Of("https://ipv6.icanhazip.com", "Cloudflare", ProbeRegion.Abroad, IpFamily.IPv6, "https://major.io/p/a-new-future-for-icanhazip/"),
        Of("https://v6.ident.me", "ident.me", ProbeRegion.Abroad, IpFamily.IPv6, "https://api.ident.me/"),
        Of("stun:stun.l.google.com:19302", "Google", ProbeRegion.Abroad, null, "WebRTC samples of Google"),
        Of("dns://1.1.1.1/whoami.cloudflare?class=CH;type=TXT", "Cloudflare", ProbeRegion.Abroad, IpFamily.IPv4, "default list of ddns-updater (pkg/publicip/dns/providers.go)"),
        Of("dns://[2606:4700:4700::1111]/whoami.cloudflare?class=CH;type=TXT", "Cloudflare", ProbeRegion.Abroad, IpFamily.IPv6, "default list of ddns-updater (pkg/publicip/dns/providers.go)"),
    ];

    /// <summary>Those that serve a family.</summary>
    public static IReadOnlyList<ProbeDefinition> For(IpFamily family) =>
        [.. All.Where(probe => probe.Family is null || probe.Family == family)];

    private static ProbeDefinition Of(string target, string @operator, ProbeRegion region, IpFamily? family, string source) =>
        new(ProbeTarget.Parse(target), @operator, region, family, source);
}
