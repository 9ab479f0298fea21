namespace Mooring.Providers.TencentCloud;

/// <summary>One account at Tencent Cloud DNSPod, spoken to by API 3.0.</summary>
public sealed record DnspodOptions
{
    /// <summary>SecretId and SecretKey, with their token when they are temporary. A DNSPod token (<c>dnsapi.cn</c>) is something else.</summary>
    public required ApiCredentials Credentials { get; init; }

    /// <summary>
    /// Scheme, host and port of the API. Default <c>https://dnspod.tencentcloudapi.com/</c>; accounts of the international site use
    /// <c>https://dnspod.intl.tencentcloudapi.com/</c>.
    /// </summary>
    public Uri Endpoint { get; init; } = TencentProvider.Dnspod.Endpoint;
}
