namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>One account at Tencent Cloud, spoken to by the older CNS v2 API.</summary>
public sealed record CnsOptions
{
    /// <summary>SecretId and SecretKey, with their token when they are temporary.</summary>
    public required ApiCredentials Credentials { get; init; }

    /// <summary>
    /// Where the API answers, path included. Default <c>https://cns.api.qcloud.com/v2/index.php</c>; an endpoint without a path gets
    /// that of the default.
    /// </summary>
    public Uri Endpoint { get; init; } = TencentProvider.Cns.Endpoint;

    /// <summary>How requests are signed. Default HmacSHA256.</summary>
    public CnsSignatureMethod SignatureMethod { get; init; } = CnsSignatureMethod.HmacSha256;
}

/// <summary>The two signatures CNS v2 knows.</summary>
public enum CnsSignatureMethod
{
    /// <summary><c>HmacSHA256</c>.</summary>
    HmacSha256,

    /// <summary><c>HmacSHA1</c>, which the API takes a request for that names none.</summary>
    HmacSha1,
}
