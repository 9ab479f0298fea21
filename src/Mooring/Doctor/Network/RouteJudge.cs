using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor.Network;

/// <summary>Judges the ways out of this machine. Pure.</summary>
internal static class RouteJudge
{
    private const string Subject = "default route";

    /// <summary>The findings; none where the system does not tell.</summary>
    public static IEnumerable<Finding> Judge(InterfaceFacts facts) => facts.Reading.Routes switch
    {
        null => [],
        [] => [Nowhere(facts)],
        var routes => [Finding.Ok(FindingIds.NetworkRoute, Subject, TextList.Words(routes.Select(Describe))), .. routes.Where(IsIntoProxy).Take(1).Select(route => IntoProxy(route, facts))],
    };

    private static Text Describe(DefaultRoute route) => route.Gateway is { } gateway
        ? new Text($"{route.Family} by {route.Interface} to {gateway}", $"{route.Family} 经 {route.Interface} 到 {gateway}")
        : new Text($"{route.Family} by {route.Interface}", $"{route.Family} 经 {route.Interface}");

    private static Finding Nowhere(InterfaceFacts facts) => new(
        FindingIds.NetworkRoute,
        facts.NeedsWayOut ? Severity.Warning : Severity.Hint,
        Subject,
        new Text("this machine has no way out, neither over IPv4 nor over IPv6", "本机没有默认路由，IPv4 与 IPv6 均无法出网"),
        facts.Reading.InContainer
            ? new Text("run the container with a network (`network_mode: host`)", "请为容器配置网络（`network_mode: host`）")
            : new Text("see cable, Wi-Fi and DHCP: `ip route`, `ip -6 route`", "请检查网线、Wi-Fi 与 DHCP：`ip route`、`ip -6 route`"));

    private static bool IsIntoProxy(DefaultRoute route) => route.Source is { } source && FakeRanges.Contain(source);

    private static Finding IntoProxy(DefaultRoute route, InterfaceFacts facts) => new(
        FindingIds.NetworkRoute,
        facts.HasProbes ? Severity.Warning : Severity.Hint,
        route.Interface,
        new Text(
            $"everything leaves through the tunnel of a proxy (it gives packets the address {route.Source}), so probes see the proxy's exit and not this line",
            $"所有流量都经代理的隧道发出（源地址为 {route.Source}），因此探测到的是代理出口，而不是本线路"),
        new Text(
            "in the proxy, let `mooring` go direct (a rule by process name), or take the address from `source: router` or `source: interface`",
            "请在代理中让 `mooring` 直连（按进程名设置规则），或改用 `source: router`、`source: interface` 获取地址"));
}
