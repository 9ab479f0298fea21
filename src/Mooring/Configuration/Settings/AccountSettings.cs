using System.Net;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Http;

namespace Mooring.Configuration.Settings;

/// <summary>An account at a DNS host.</summary>
/// <param name="Name">The name under <c>accounts:</c>.</param>
internal abstract record AccountSettings(string Name)
{
    /// <summary>The provider's word: <c>alidns</c>, <c>tencent</c> or <c>manual</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>What tells its key from others: the AccessKey ID or SecretId.</summary>
    public abstract string KeyId { get; }

    /// <summary>The token of temporary credentials (STS); null for a lasting key.</summary>
    public Secret? SecurityToken { get; init; }

    /// <summary>Another base address of the API; null for the provider's own. HTTPS, or HTTP on loopback.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>An HTTP proxy; null to connect directly.</summary>
    public ProxyAddress? Proxy { get; init; }

    /// <summary>Name servers to find the endpoint with; empty for those of <see cref="DnsSettings"/>, else the system's.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>A PEM file of roots that are trusted instead of the system's, absolute; null for none.</summary>
    public string? RootCertificates { get; init; }
}

/// <summary>Alibaba Cloud DNS.</summary>
internal sealed record AlidnsAccount(string Name, string AccessKeyId, Secret AccessKeySecret) : AccountSettings(Name)
{
    /// <inheritdoc />
    public override string Provider => "alidns";

    /// <inheritdoc />
    public override string KeyId => AccessKeyId;
}

/// <summary>Which API of Tencent Cloud is spoken.</summary>
internal enum TencentApi
{
    /// <summary><c>dnspod</c>: DNSPod 2021-03-23. The default.</summary>
    Dnspod,

    /// <summary><c>cns-v2</c>: the older API of many scripts, whose end the vendor announced.</summary>
    CnsV2,
}

/// <summary>How a call to CNS v2 is signed.</summary>
internal enum TencentSignature
{
    /// <summary><c>HmacSHA256</c>. The default.</summary>
    HmacSha256,

    /// <summary><c>HmacSHA1</c>, as the oldest scripts do.</summary>
    HmacSha1,
}

/// <summary>Tencent Cloud DNSPod.</summary>
/// <param name="SignatureMethod">Counts for <see cref="TencentApi.CnsV2"/> only.</param>
internal sealed record TencentAccount(
    string Name, string SecretId, Secret SecretKey, TencentApi Api, TencentSignature SignatureMethod = TencentSignature.HmacSha256) : AccountSettings(Name)
{
    /// <inheritdoc />
    public override string Provider => "tencent";

    /// <inheritdoc />
    public override string KeyId => SecretId;
}

/// <summary>Zones without an API, which a person edits: challenges of certificates only.</summary>
/// <param name="Zones">The zones; at least one.</param>
internal sealed record ManualAccountSettings(string Name, IReadOnlyList<DomainName> Zones) : AccountSettings(Name)
{
    /// <summary>The provider's word.</summary>
    public const string Word = "manual";

    /// <inheritdoc />
    public override string Provider => Word;

    /// <summary>It has none.</summary>
    public override string KeyId => "";
}
