namespace Mooring.Providers.Alidns;

/// <summary>One account at Alibaba Cloud DNS.</summary>
public sealed record AlidnsOptions
{
    /// <summary>The AccessKey, with its token when it is a temporary one.</summary>
    public required ApiCredentials Credentials { get; init; }

    /// <summary>
    /// Scheme, host and port of the API. Default <c>https://alidns.aliyuncs.com/</c>; a region's own host is
    /// <c>alidns.cn-hangzhou.aliyuncs.com</c> and the like. The international site answers at the same hosts.
    /// </summary>
    public Uri Endpoint { get; init; } = AlidnsProvider.Api.Endpoint;
}
