using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The older signature over sorted parameters: "v1" of API 3.0, and the one of CNS v2.</summary>
public static class SortedSignature
{
    /// <summary>What is signed: values as they are, not percent-encoded.</summary>
    /// <param name="method">The HTTP method used.</param>
    /// <param name="host">The host.</param>
    /// <param name="path">The path, <c>/</c> or <c>/v2/index.php</c>.</param>
    /// <param name="parameters">Every parameter; <c>Signature</c> itself is left out here.</param>
    /// <param name="underscoresAreDots">CNS v2: an underscore in a name counts as a dot.</param>
    public static string StringToSign(
        string method, string host, string path, IEnumerable<KeyValuePair<string, string>> parameters, bool underscoresAreDots)
    {
        var sorted = parameters
            .Where(parameter => parameter.Key != "Signature")
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{(underscoresAreDots ? parameter.Key.Replace('_', '.') : parameter.Key)}={parameter.Value}");
        return $"{method}{host}{path}?{string.Join('&', sorted)}";
    }

    /// <summary>The signature in Base64; null for a method that does not exist.</summary>
    /// <param name="method"><c>HmacSHA256</c> or <c>HmacSHA1</c>.</param>
    /// <param name="secretKey">The key.</param>
    /// <param name="stringToSign">What is signed.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "HmacSHA1 is one of the vendor's methods.")]
    public static string? Sign(string method, string secretKey, string stringToSign)
    {
        var (key, text) = (Encoding.UTF8.GetBytes(secretKey), Encoding.UTF8.GetBytes(stringToSign));
        return method switch
        {
            "HmacSHA256" => Convert.ToBase64String(HMACSHA256.HashData(key, text)),
            "HmacSHA1" => Convert.ToBase64String(HMACSHA1.HashData(key, text)),
            _ => null,
        };
    }
}
