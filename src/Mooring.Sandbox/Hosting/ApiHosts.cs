using System.Net;
using Mooring.Sandbox.CertificateAuthority;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Hosting;

/// <summary>The host names under which the clouds' APIs are called.</summary>
internal static class ApiHosts
{
    private static readonly Dictionary<string, SandboxProvider> Providers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alidns.aliyuncs.com"] = SandboxProvider.Alidns,
        ["alidns.cn-hangzhou.aliyuncs.com"] = SandboxProvider.Alidns,
        ["dnspod.tencentcloudapi.com"] = SandboxProvider.Tencent,
        ["dnspod.intl.tencentcloudapi.com"] = SandboxProvider.Tencent,
        ["cns.api.qcloud.com"] = SandboxProvider.Tencent,
    };

    /// <summary>What every server certificate here carries.</summary>
    public static ServerNames Certified { get; } =
        new(["localhost", .. Providers.Keys], [IPAddress.Loopback, IPAddress.IPv6Loopback]);

    /// <summary>The names, for messages.</summary>
    public static IEnumerable<string> All => Providers.Keys;

    /// <summary>The cloud whose API a host is, or null for any other host.</summary>
    public static SandboxProvider? ProviderOf(string? host) =>
        host is not null && Providers.TryGetValue(host, out var provider) ? provider : null;
}
