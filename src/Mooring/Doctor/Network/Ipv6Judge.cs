using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Doctor.Network;

/// <summary>Judges whether this machine has IPv6 that others can reach. Pure.</summary>
internal static class Ipv6Judge
{
    private const string Subject = "IPv6";

    /// <summary>One finding at most: none where all is well.</summary>
    public static IEnumerable<Finding> Judge(InterfaceFacts facts)
    {
        ObservedAddress[] all = [.. facts.Reading.Interfaces.Where(card => card.IsUp).SelectMany(card => card.Addresses)
            .Where(address => address.Address.Family() == IpFamily.IPv6)];
        ObservedAddress[] global = [.. all.Where(address => facts.Policy(address).Refuse(address.Address) is null)];
        ObservedAddress[] settled = [.. global.Where(address => !address.Has(AddressFlags.Tentative) && !address.Has(AddressFlags.Duplicate))];
        ObservedAddress[] fresh = [.. settled.Where(address => !address.IsDeprecated)];
        return (global.Length, settled.Length, fresh.Length) switch
        {
            (0, _, _) => [None(all, facts)],
            (_, 0, _) => [Unsettled],
            (_, _, 0) => [Stale(settled[0])],
            _ when fresh.All(address => address.Has(AddressFlags.Temporary)) => [OnlyTemporary],
            _ when facts.NeedsWayOut && facts.Reading.Routes is not null && facts.WayOut(IpFamily.IPv6) is null => [NoWayOut],
            _ => [],
        };
    }

    private static Finding None(ObservedAddress[] all, InterfaceFacts facts)
    {
        var local = all.FirstOrDefault(address => SpecialUse.Find(address.Address)?.AllowedBy == AllowedRanges.Ula);
        return Hint(
            local is null
                ? new Text("no interface has a global IPv6 address", "没有任何网络接口具有全局 IPv6 地址")
                : new Text(
                    $"no interface has a global IPv6 address, only unique local ones ({local.Address}), which nobody outside can reach",
                    $"没有任何网络接口具有全局 IPv6 地址，只有外部无法访问的唯一本地地址（{local.Address}）"),
            facts.Reading.InContainer
                ? new Text("run the container on the host's network (`network_mode: host`), or enable IPv6 for its bridge", "请让容器使用主机网络（`network_mode: host`），或为其网桥启用 IPv6")
                : new Text(
                    "where AAAA records are wanted: switch IPv6 on in the router and ask the operator for it; nothing is to be done for A records alone",
                    "如需 AAAA 记录：请在路由器中启用 IPv6，并向运营商确认已开通；只用 A 记录则无需处理"));
    }

    private static Finding Unsettled => Hint(
        new Text("the system is still checking that nobody else has the global IPv6 address", "系统仍在检测全局 IPv6 地址是否重复"),
        new Text("look again in a few seconds; where it stays so, `ip -6 addr` names the address", "请几秒后再试；若一直如此，可用 `ip -6 addr` 查看该地址"));

    private static Finding Stale(ObservedAddress old) => new(
        FindingIds.NetworkIpv6,
        Severity.Warning,
        Subject,
        new Text(
            $"all global IPv6 addresses are deprecated ({old.Address}): the router no longer announces their prefix and no other one has come",
            $"所有全局 IPv6 地址都已弃用（{old.Address}）：路由器不再通告其前缀，也没有新的前缀"),
        new Text(
            "restart the router's IPv6 or reconnect its line; records keep what they have until then",
            "请重启路由器的 IPv6 功能或重新拨号；在此之前记录保持不变"));

    private static Finding OnlyTemporary => Hint(
        new Text("all global IPv6 addresses are temporary ones, which change about once a day", "全局 IPv6 地址都是临时地址，约每天更换一次"),
        new Text(
            "`source: interface` takes one of them only with `select: temporary` or `select: any`",
            "只有设置 `select: temporary` 或 `select: any`，`source: interface` 才会选用它们"));

    private static Finding NoWayOut => new(
        FindingIds.NetworkIpv6,
        Severity.Warning,
        Subject,
        new Text(
            "there is a global IPv6 address and no IPv6 default route, so nobody outside can be reached over it",
            "有全局 IPv6 地址，但没有 IPv6 默认路由，无法与外部通信"),
        new Text(
            "see that the router announces itself and that this machine accepts it: `ip -6 route`, `sysctl net.ipv6.conf.all.accept_ra`",
            "请确认路由器发送路由通告且本机接受：`ip -6 route`、`sysctl net.ipv6.conf.all.accept_ra`"));

    private static Finding Hint(Text message, Text mend) => new(FindingIds.NetworkIpv6, Severity.Hint, Subject, message, mend);
}
