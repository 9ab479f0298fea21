using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Doctor.Network;

/// <summary>Judges whether this machine's IPv4 address can be reached from outside. Pure.</summary>
internal static class NatJudge
{
    private const string Subject = "NAT";

    private static readonly IpPrefix OverIpv6 = IpPrefix.Parse("192.0.0.0/29");

    private static readonly Text OtherWays = new(
        "publish IPv6 instead (AAAA), ask the operator for a public IPv4 address, or use a tunnel",
        "请改为发布 IPv6（AAAA）、向运营商申请公网 IPv4，或使用隧道");

    /// <summary>One finding at most; none where nothing is known.</summary>
    public static IEnumerable<Finding> Judge(AddressFacts facts) => (facts.OfRouter, facts.OfMachine, facts.OfProbes) switch
    {
        ({ } router, _, var seen) when IsCarriers(router) => [Carrier(facts, Text.Same(router.ToString()), seen)],
        (null, ({ } own, var card), var seen) when IsCarriers(own) => [Carrier(facts, new Text($"{own} on {card}", $"{card} 上的 {own}"), seen)],
        ({ } router, _, _) when IsPrivate(router) => [Doubled(facts, router)],
        ({ } router, _, { } seen) when !router.Equals(seen) => [Elsewhere(facts, new Text($"the router's own address is {router}", $"路由器自身的地址是 {router}"), seen)],
        ({ } router, ({ } own, _), _) when !router.Equals(own) => [Forwarded(own, router)],
        (_, ({ } own, _), { } seen) when IsPrivate(own) => [Hidden(own, seen, facts.AsksRouter)],
        (_, ({ } own, var card), { } seen) when !own.Equals(seen) => [Elsewhere(facts, new Text($"{card} has {own}", $"{card} 的地址是 {own}"), seen)],
        (_, ({ } own, var card), null) when IsPrivate(own) => [Ok(new Text(
            $"{card} has the private address {own}, so the public one is a router's: `source: probe` tells it",
            $"{card} 的地址是私有地址 {own}，公网地址在路由器上：可用 `source: probe` 获取"))],
        (_, ({ } own, var card), _) => [Ok(new Text($"none: {card} has {own} itself", $"没有 NAT：{card} 自身的地址就是 {own}"))],
        _ => [],
    };

    /// <summary>RFC 6598, and RFC 7335 for lines that carry IPv4 over IPv6 alone (DS-Lite, 464XLAT).</summary>
    private static bool IsCarriers(IPAddress address) => SpecialUse.Find(address)?.AllowedBy == AllowedRanges.Cgnat || OverIpv6.Contains(address);

    private static bool IsPrivate(IPAddress address) => SpecialUse.Find(address)?.AllowedBy == AllowedRanges.Private;

    private static Finding Carrier(AddressFacts facts, Text where, IPAddress? seen)
    {
        var (outside, outsideChinese) = seen is null ? ("", "") : ($", outside {seen} is seen, which many customers share", $"，外部看到的是多个用户共用的 {seen}");
        return Bad(facts, new Text(
            $"the line has no public IPv4 address but one of the operator's carrier NAT ({where.English}{outside}): an A record leads nobody to this machine",
            $"该线路没有公网 IPv4 地址，而是运营商级 NAT 的地址（{where.Chinese}{outsideChinese}）：外部无法通过 A 记录访问本机"), OtherWays);
    }

    private static Finding Doubled(AddressFacts facts, IPAddress router) => Bad(
        facts,
        new Text(
            $"the router's own address is the private {router}: it stands behind another NAT, of a second router here (double NAT) or of the operator",
            $"路由器自身的地址是私有地址 {router}：它位于另一层 NAT 之后，可能是本地的第二台路由器（双重 NAT），也可能是运营商"),
        new Text($"put the box before the router into bridge mode, or forward the ports on both; else {OtherWays.English}", $"请将上级设备改为桥接模式，或在两台设备上都做端口转发；否则{OtherWays.Chinese}"));

    private static Finding Elsewhere(AddressFacts facts, Text own, IPAddress seen) => Bad(
        facts,
        new Text(
            $"{own.English}, but probes see {seen}: they leave by another way (a proxy, a VPN, a second uplink), or the operator translates once more",
            $"{own.Chinese}，而探测到的是 {seen}：探测走了其他出口（代理、VPN、第二条线路），或运营商又做了一次转换"),
        new Text(
            "let `mooring` go direct in the proxy or VPN, or take the address from `source: router` or `source: interface`",
            "请在代理或 VPN 中让 `mooring` 直连，或改用 `source: router`、`source: interface` 获取地址"));

    private static Finding Forwarded(IPAddress own, IPAddress router) => Ok(new Text(
        $"one, of this network's router: {own} here, {router} outside; what shall be reached needs a port forwarded there",
        $"一层，由本网络的路由器完成：内部 {own}，外部 {router}；需要从外部访问的服务请在路由器上做端口转发"));

    private static Finding Hidden(IPAddress own, IPAddress seen, bool asksRouter)
    {
        var (more, moreChinese) = asksRouter
            ? ("the router does not say whether another NAT follows", "路由器没有告知其后是否还有另一层 NAT")
            : ("whether a carrier NAT follows it, only `source: router` can tell", "路由器之后是否还有运营商级 NAT，只有 `source: router` 能判断");
        return Ok(new Text(
            $"{own} here, {seen} outside; what shall be reached needs a port forwarded in the router ({more})",
            $"内部 {own}，外部 {seen}；需要从外部访问的服务请在路由器上做端口转发（{moreChinese}）"));
    }

    private static Finding Ok(Text message) => Finding.Ok(FindingIds.NetworkNat, Subject, message);

    /// <summary>Who publishes no IPv4 address suffers nothing.</summary>
    private static Finding Bad(AddressFacts facts, Text message, Text mend) =>
        new(FindingIds.NetworkNat, facts.PublishesIpv4 ? Severity.Warning : Severity.Hint, Subject, message, mend);
}
