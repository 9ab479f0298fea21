using System.Net;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: router</c>.</summary>
internal static class RouterSection
{
    private static readonly Key<IPAddress> Gateway = new("gateway", Addresses.Gateway,
        new Text("router: the router's own address; else the gateway of the default route", "router：路由器自身的地址；未给出时为默认路由的网关"));

    private static readonly Key<IReadOnlyList<RouterProtocol>> Protocols = new("protocols",
        new ListKind<RouterProtocol>(
            Words.Choice<RouterProtocol>([.. RouterProtocols.All.Select(protocol => (protocol.Word(), protocol))]), new Text("a list of protocols", "协议列表")) { OrOne = true },
        new Text("router: how it is asked, in this order", "router：询问所用的协议，按此顺序")) { Default = $"[{string.Join(", ", RouterProtocols.All.Select(protocol => protocol.Word()))}]" };

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("router", [Gateway, Protocols], Read);

    private static RouterAddress? Read(SourceHead head, Section section)
    {
        var (gateway, protocols) = (section.Find(Gateway), section.Get(Protocols, RouterProtocols.All));
        return SourceKeys.RequireFamily(head, section, IpFamily.IPv4, new Text(
                "a router is asked for its IPv4 address; with IPv6 every machine has a public one of its own: `source: interface`, or `source: neighbour` for others",
                "向路由器询问的是 IPv4 地址；IPv6 下每台机器都有自己的公网地址：请用 `source: interface`，其他机器用 `source: neighbour`"))
            && head.Family is { } family
            ? new RouterAddress(head.Name, family, head.Allow, gateway, protocols)
            : null;
    }
}
