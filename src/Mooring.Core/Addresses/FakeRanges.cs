using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>The ranges from which proxies with fake DNS answers take their addresses, and which no server on the Internet has.</summary>
/// <remarks>
/// 198.18.0.0/15 (RFC 2544) is the default of Clash and mihomo, Surge, sing-box, V2Ray and others; fc00::/18 that of sing-box and V2Ray for IPv6,
/// fdfe:dcba:9876::/48 that of mihomo and of the tunnels of both.
/// </remarks>
public static class FakeRanges
{
    private static readonly IpPrefix[] All = [IpPrefix.Parse("198.18.0.0/15"), IpPrefix.Parse("fc00::/18"), IpPrefix.Parse("fdfe:dcba:9876::/48")];

    /// <summary>Whether an address lies in one of them.</summary>
    public static bool Contain(IPAddress address) => Array.Exists(All, range => range.Contains(address));
}
