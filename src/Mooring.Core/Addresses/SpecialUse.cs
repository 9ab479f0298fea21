using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>Which addresses are set aside for special use.</summary>
/// <remarks>
/// A table: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), and what the IANA address space
/// registries keep from ordinary hosts: multicast, site-local, and all IPv6 outside 2000::/3 (RFC 4291 §2.4). Anycast service
/// addresses of the registries count as special too: no machine that a name is to follow has one. The most specific range
/// stands first.
/// </remarks>
public static class SpecialUse
{
    private static readonly Text PrivateAdvice = new(
        "it cannot be reached from the Internet; take the public address with `source: probe`, or publish this one with `allow: [private]`",
        "无法从互联网访问；请用 `source: probe` 获取公网地址，或用 `allow: [private]` 发布它");

    private static readonly Text CgnatAdvice = new(
        "your Internet provider shares one public address among many customers (CGNAT), so nobody outside can reach this one; ask the "
        + "provider for a public IPv4 address, publish IPv6 instead, or use a tunnel; `allow: [cgnat]` publishes it for an overlay network",
        "运营商让多个用户共用一个公网地址（运营商级 NAT），外部无法访问；请向运营商申请公网 IPv4、改为发布 IPv6，或使用隧道；"
        + "组网（overlay）场景可用 `allow: [cgnat]` 发布它");

    private static readonly Text UlaAdvice = new(
        "it is reachable only inside your own network; `allow: [ula]` publishes it",
        "只能在自己的网络内访问；可用 `allow: [ula]` 发布它");

    private static readonly Text DocumentationAdvice = new(
        "no real machine has it; `allow: [documentation]` lets it through for trials",
        "真实设备不会使用；试用时可用 `allow: [documentation]` 放行");

    private static readonly Text LoopbackAdvice = new(
        "it means the machine that asks, whichever that is; `allow: [loopback]` publishes it",
        "它指向查询者自己的机器；可用 `allow: [loopback]` 发布它");

    private static readonly SpecialRange[] Ranges =
    [
        Range("0.0.0.0/32", "the unspecified address", "未指定地址", "RFC 1122"),
        Range("0.0.0.0/8", "'this network'", "“本网络”地址", "RFC 791"),
        Range("10.0.0.0/8", "a private address", "私有地址", "RFC 1918", AllowedRanges.Private, PrivateAdvice),
        Range("100.64.0.0/10", "a shared address of a carrier-grade NAT", "运营商级 NAT 的共享地址", "RFC 6598", AllowedRanges.Cgnat, CgnatAdvice),
        Range("127.0.0.0/8", "a loopback address", "环回地址", "RFC 1122", AllowedRanges.Loopback, LoopbackAdvice),
        Range("169.254.0.0/16", "a link-local address", "链路本地地址", "RFC 3927"),
        Range("172.16.0.0/12", "a private address", "私有地址", "RFC 1918", AllowedRanges.Private, PrivateAdvice),
        Range("192.0.0.0/24", "an address of IETF protocols", "IETF 协议专用地址", "RFC 6890"),
        Range("192.0.2.0/24", "a documentation address", "文档示例地址", "RFC 5737", AllowedRanges.Documentation, DocumentationAdvice),
        Range("192.31.196.0/24", "an AS112 service address", "AS112 服务地址", "RFC 7535"),
        Range("192.52.193.0/24", "an AMT relay address", "AMT 中继地址", "RFC 7450"),
        Range("192.88.99.0/24", "a 6to4 relay address", "6to4 中继地址", "RFC 7526"),
        Range("192.168.0.0/16", "a private address", "私有地址", "RFC 1918", AllowedRanges.Private, PrivateAdvice),
        Range("192.175.48.0/24", "an AS112 service address", "AS112 服务地址", "RFC 7534"),
        Range("198.18.0.0/15", "a benchmarking address, which proxies with fake DNS answers use too", "基准测试地址（代理软件的 fake-ip 也使用它）", "RFC 2544"),
        Range("198.51.100.0/24", "a documentation address", "文档示例地址", "RFC 5737", AllowedRanges.Documentation, DocumentationAdvice),
        Range("203.0.113.0/24", "a documentation address", "文档示例地址", "RFC 5737", AllowedRanges.Documentation, DocumentationAdvice),
        Range("224.0.0.0/4", "a multicast address", "组播地址", "RFC 5771"),
        Range("255.255.255.255/32", "the broadcast address", "广播地址", "RFC 919"),
        Range("240.0.0.0/4", "a reserved address", "保留地址", "RFC 1112"),

        Range("::/128", "the unspecified address", "未指定地址", "RFC 4291"),
        Range("::1/128", "the loopback address", "环回地址", "RFC 4291", AllowedRanges.Loopback, LoopbackAdvice),
        Range("::/96", "an IPv4-compatible address", "IPv4 兼容地址", "RFC 4291"),
        new(IpPrefix.Of(IPAddress.Parse("::ffff:0:0"), 96), new Text("an IPv4-mapped address", "IPv4 映射地址"), "RFC 4291"),
        Range("64:ff9b::/96", "a NAT64 address", "NAT64 地址", "RFC 6052"),
        Range("64:ff9b:1::/48", "a local NAT64 address", "本地 NAT64 地址", "RFC 8215"),
        Range("100::/64", "a discard address", "丢弃专用地址", "RFC 6666"),
        Range("100:0:0:1::/64", "a dummy address", "占位地址", "RFC 9780"),
        Range("2001::/32", "a Teredo address", "Teredo 隧道地址", "RFC 4380"),
        Range("2001:2::/48", "a benchmarking address", "基准测试地址", "RFC 5180"),
        Range("2001:10::/28", "an ORCHID", "ORCHID 标识", "RFC 4843"),
        Range("2001:20::/28", "an ORCHIDv2", "ORCHIDv2 标识", "RFC 7343"),
        Range("2001:30::/28", "a drone remote ID", "无人机远程识别标识", "RFC 9374"),
        Range("2001::/23", "an address of IETF protocols", "IETF 协议专用地址", "RFC 2928"),
        Range("2001:db8::/32", "a documentation address", "文档示例地址", "RFC 3849", AllowedRanges.Documentation, DocumentationAdvice),
        Range("2002::/16", "a 6to4 address", "6to4 隧道地址", "RFC 3056"),
        Range("2620:4f:8000::/48", "an AS112 service address", "AS112 服务地址", "RFC 7534"),
        Range("3fff::/20", "a documentation address", "文档示例地址", "RFC 9637", AllowedRanges.Documentation, DocumentationAdvice),
        Range("5f00::/16", "a segment routing identifier", "段路由标识（SRv6 SID）", "RFC 9602"),
        Range("fc00::/7", "a unique local address", "唯一本地地址（ULA）", "RFC 4193", AllowedRanges.Ula, UlaAdvice),
        Range("fe80::/10", "a link-local address", "链路本地地址", "RFC 4291"),
        Range("fec0::/10", "a site-local address", "站点本地地址", "RFC 3879"),
        Range("ff00::/8", "a multicast address", "组播地址", "RFC 4291"),
        Range("::/3", "a reserved address", "保留地址", "RFC 4291"),
        Range("4000::/2", "a reserved address", "保留地址", "RFC 4291"),
        Range("8000::/1", "a reserved address", "保留地址", "RFC 4291"),
    ];

    /// <summary>The range an address lies in, or null for a public one.</summary>
    public static SpecialRange? Find(IPAddress address) => Array.Find(Ranges, range => range.Prefix.Contains(address));

    private static SpecialRange Range(
        string prefix, string english, string chinese, string source, AllowedRanges allowedBy = AllowedRanges.None, Text? advice = null) =>
        new(IpPrefix.Parse(prefix), new Text(english, chinese), source, allowedBy, advice);
}
