using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The hosts a signature may have been made for.</summary>
internal static class TencentHosts
{
    public const string Mainland = "dnspod.tencentcloudapi.com";

    public const string International = "dnspod.intl.tencentcloudapi.com";

    public const string Cns = "cns.api.qcloud.com";

    /// <summary>
    /// The host as sent; without its port, which the vendor's SDK leaves out in TC3; and the vendor's own, for scripts that sign a
    /// fixed host and reach the sandbox by an edited address.
    /// </summary>
    public static IEnumerable<string> Candidates(ApiRequest request, params string[] fixedHosts) =>
        new[] { request.Host, WithoutPort(request.Host) }.Concat(fixedHosts).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the request came to the international site.</summary>
    public static bool IsInternational(ApiRequest request) =>
        WithoutPort(request.Host).Equals(International, StringComparison.OrdinalIgnoreCase);

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
