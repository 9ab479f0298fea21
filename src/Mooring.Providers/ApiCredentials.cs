using Mooring.Core;

namespace Mooring.Providers;

/// <summary>What an account signs its calls with.</summary>
/// <remarks>
/// Taken as they are: nothing is trimmed here. The configuration loader refuses blanks, brackets and line breaks pasted along with
/// a key, because the vendors answer such a key with a misleading error.
/// </remarks>
/// <param name="Id">AccessKey ID at Alibaba Cloud, SecretId at Tencent Cloud. Names the key and is sent with every call.</param>
/// <param name="Key">AccessKey secret at Alibaba Cloud, SecretKey at Tencent Cloud. Never sent.</param>
/// <param name="Token">The token that belongs to temporary credentials (STS); null for a lasting key.</param>
public sealed record ApiCredentials(string Id, Secret Key, Secret? Token = null);
