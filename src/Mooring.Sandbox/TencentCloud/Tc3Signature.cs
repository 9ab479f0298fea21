using System.Security.Cryptography;
using System.Text;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The TC3-HMAC-SHA256 signature, computed as the server does.</summary>
/// <remarks>Tencent Cloud API, "Signature v3".</remarks>
public static class Tc3Signature
{
    /// <summary>The algorithm named in the <c>Authorization</c> header.</summary>
    public const string Algorithm = "TC3-HMAC-SHA256";

    /// <summary>The canonical request.</summary>
    /// <param name="method">The HTTP method used.</param>
    /// <param name="rawQuery">The query as sent, still encoded; empty for POST.</param>
    /// <param name="signedHeaders">Names in lower case with their values.</param>
    /// <param name="body">The body.</param>
    public static string CanonicalRequest(string method, string rawQuery, IEnumerable<KeyValuePair<string, string>> signedHeaders, byte[] body)
    {
        var headers = signedHeaders.OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value.Trim().ToLowerInvariant()}\n"));
        return $"{method}\n/\n{rawQuery}\n{lines}\n{string.Join(';', headers.Select(header => header.Key))}\n{Hash(body)}";
    }

    /// <summary>What is signed.</summary>
    /// <param name="timestamp">Unix seconds, as sent.</param>
    /// <param name="date">The UTC date of the credential scope, <c>yyyy-MM-dd</c>.</param>
    /// <param name="service">The service of the credential scope.</param>
    /// <param name="canonicalRequest">The canonical request.</param>
    public static string StringToSign(string timestamp, string date, string service, string canonicalRequest) =>
        $"{Algorithm}\n{timestamp}\n{date}/{service}/tc3_request\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>The key of one day, service and secret.</summary>
    public static byte[] SigningKey(string secretKey, string date, string service) =>
        SigningKeyOfDay(Mac(Encoding.UTF8.GetBytes("TC3" + secretKey), date), service);

    /// <summary>The same, from the key of the day on, which is derived first.</summary>
    public static byte[] SigningKeyOfDay(byte[] dateKey, string service) => Mac(Mac(dateKey, service), "tc3_request");

    /// <summary>The signature in lower-case hex.</summary>
    public static string Sign(byte[] signingKey, string stringToSign) => Convert.ToHexStringLower(Mac(signingKey, stringToSign));

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
