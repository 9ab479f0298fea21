using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Router;

/// <summary>What people are told of a router's answers. Pure.</summary>
internal static class RouterTexts
{
    /// <summary>No default route, or one without a router.</summary>
    public static Text NoGateway(bool inContainer) => inContainer
        ? new Text(
            "there is no default gateway to ask; in a container it is the container's bridge anyway: run it on the host's network (`network_mode: host`)",
            "没有可询问的默认网关；容器中的默认网关也只是容器网桥：请让容器使用主机网络（`network_mode: host`）")
        : new Text(
            "there is no default gateway to ask: no IPv4 default route, or one without a router; name it with `gateway:`, or use `source: interface`",
            "没有可询问的默认网关：没有 IPv4 默认路由，或默认路由不经过路由器；请用 `gateway:` 指定，或改用 `source: interface`");

    /// <summary>The interfaces cannot be looked at.</summary>
    public static Text Unreadable(string why) => new($"the default route could not be read: {why}", $"无法读取默认路由：{why}");

    /// <summary>Where an answer came from.</summary>
    public static Text How(IPAddress gateway, RouterProtocol protocol) =>
        new($"the router {gateway} says so over {protocol.Name()}", $"由路由器 {gateway} 通过 {protocol.Name()} 告知");

    /// <summary>Nobody told an address.</summary>
    public static Text Silent(IPAddress gateway, IReadOnlyList<(RouterProtocol Protocol, Text Why)> failures, bool inContainer)
    {
        var english = string.Join("; ", failures.Select(one => $"{one.Protocol.Name()}: {one.Why.English}"));
        var chinese = string.Join("；", failures.Select(one => $"{one.Protocol.Name()}：{one.Why.Chinese}"));
        var mend = inContainer
            ? new Text("a container asks its bridge: run it on the host's network (`network_mode: host`)", "容器询问到的只是网桥：请让容器使用主机网络（`network_mode: host`）")
            : new Text("switch on UPnP or NAT-PMP in the router, or use `source: probe`", "请在路由器中启用 UPnP 或 NAT-PMP，或改用 `source: probe`");
        return new Text(
            $"the router {gateway} told no address ({english}); {mend.English}", $"路由器 {gateway} 没有告知地址（{chinese}）；{mend.Chinese}");
    }

    /// <summary>Why a router's address may not be published; null when it may.</summary>
    public static Text? Refuse(IPAddress address, AddressPolicy policy) =>
        policy.Refuse(address) is not { } reason ? null
        : SpecialUse.Find(address)?.AllowedBy == AllowedRanges.Private ? BehindAnotherNat(SpecialUse.Find(address)!)
        : reason;

    /// <summary>An address that was told and may not be published.</summary>
    public static Text Refused(IPAddress gateway, RouterProtocol protocol, IPAddress address, Text reason) => new(
        $"the router {gateway} says over {protocol.Name()} that its external address is {address}: {reason.English}",
        $"路由器 {gateway} 通过 {protocol.Name()} 告知其外部地址为 {address}：{reason.Chinese}");

    private static Text BehindAnotherNat(SpecialRange range) => new(
        $"a private address ({range.Prefix}, {range.Source}): the router itself stands behind another NAT, of a second router here (double NAT) or of the provider "
        + "(carrier NAT), so nobody outside can reach it; put the box before it into bridge mode, or ask the provider for a public IPv4 address, publish "
        + "IPv6 instead, or use a tunnel; `allow: [private]` publishes it within your own network",
        $"私有地址（{range.Prefix}，{range.Source}）：路由器自身位于另一层 NAT 之后，可能是本地的第二台路由器（双重 NAT），也可能是运营商（运营商级 NAT），"
        + "外部无法访问；请将上级设备改为桥接模式，或向运营商申请公网 IPv4、改为发布 IPv6，或使用隧道；仅在自己的网络内使用时可用 `allow: [private]` 发布它");
}
