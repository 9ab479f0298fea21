using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>The parts of a request that CNS v2 signs.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Host">The value of the <c>Host</c> header.</param>
/// <param name="Path">The path, as in <c>/v2/index.php</c>.</param>
/// <param name="Action">The action.</param>
/// <param name="Parameters">Its business parameters, decoded, in any order.</param>
internal sealed record CnsRequest(
    string Method, string Host, string Path, string Action, IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>A signed request.</summary>
/// <param name="StringToSign">What was signed.</param>
/// <param name="Parameters">All parameters to send, decoded, <c>Signature</c> last.</param>
internal sealed record CnsSignature(string StringToSign, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The value of the parameter <c>Signature</c>, in Base64.</summary>
    public string Signature => Parameters[^1].Value;
}

/// <summary>Signs as the older cloud API does ("Tencent Cloud API 2.0: Signature method").</summary>
/// <remarks>Values are signed raw and encoded on the way only; an underscore in a name counts as a dot.</remarks>
internal static class CnsSigner
{
    public static CnsSignature Sign(
        CnsRequest request, ApiCredentials credentials, CnsSignatureMethod method, DateTimeOffset time, uint nonce)
    {
        KeyValuePair<string, string>[] parameters =
        [
            .. request.Parameters,
            new("Action", request.Action),
            new("Nonce", nonce.ToString(CultureInfo.InvariantCulture)),
            new("SecretId", credentials.Id),
            new("SignatureMethod", method == CnsSignatureMethod.HmacSha1 ? "HmacSHA1" : "HmacSHA256"),
            new("Timestamp", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            .. credentials.Token is { } token ? [new("Token", token.Reveal())] : Array.Empty<KeyValuePair<string, string>>(),
        ];
        var pairs = parameters
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key.Replace('_', '.')}={parameter.Value}");
        var toSign = $"{request.Method}{request.Host}{request.Path}?{string.Join('&', pairs)}";
        return new CnsSignature(toSign, [.. parameters, new("Signature", Convert.ToBase64String(Mac(credentials, method, toSign)))]);
    }

    [SuppressMessage("Security", "CA5350", Justification = "HMAC-SHA1 is one of the two signatures this API knows; chosen only by the user.")]
    private static byte[] Mac(ApiCredentials credentials, CnsSignatureMethod method, string text)
    {
        var key = Encoding.UTF8.GetBytes(credentials.Key.Reveal());
        var data = Encoding.UTF8.GetBytes(text);
        return method == CnsSignatureMethod.HmacSha1 ? HMACSHA1.HashData(key, data) : HMACSHA256.HashData(key, data);
    }
}
