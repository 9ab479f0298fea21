using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Mooring.Sandbox.Alidns;

/// <summary>Both signatures of Alibaba Cloud's gateway, computed as the server does.</summary>
/// <remarks>Alibaba Cloud DNS API reference "Request signatures" (RPC V1) and OpenAPI "V3 request body and signature" (ACS3).</remarks>
public static class AlidnsSignature
{
    /// <summary>The algorithm named in an ACS3 <c>Authorization</c> header.</summary>
    public const string Acs3 = "ACS3-HMAC-SHA256";

    /// <summary>Percent-encodes as UTF-8; unreserved are letters, digits and <c>- _ . ~</c>.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>The parameters strictly encoded and sorted by name, by bytes.</summary>
    public static string CanonicalQuery(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}"));

    /// <summary>RPC V1: what is signed.</summary>
    /// <param name="method">The HTTP method used.</param>
    /// <param name="parameters">Every parameter of query and form; <c>Signature</c> itself is left out here.</param>
    public static string RpcStringToSign(string method, IEnumerable<KeyValuePair<string, string>> parameters) =>
        $"{method}&%2F&{Encode(CanonicalQuery(parameters.Where(parameter => parameter.Key != "Signature")))}";

    /// <summary>RPC V1: the signature in Base64.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The vendor's V1 signature is HMAC-SHA1.")]
    public static string RpcSignature(string secret, string stringToSign) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret + "&"), Encoding.UTF8.GetBytes(stringToSign)));

    /// <summary>ACS3: the canonical request.</summary>
    /// <param name="method">The HTTP method used.</param>
    /// <param name="query">The query's parameters, decoded.</param>
    /// <param name="signedHeaders">Names in lower case with their values.</param>
    /// <param name="bodyHash">Lower-case hex SHA-256 of the body.</param>
    public static string Acs3CanonicalRequest(
        string method,
        IEnumerable<KeyValuePair<string, string>> query,
        IEnumerable<KeyValuePair<string, string>> signedHeaders,
        string bodyHash)
    {
        var headers = signedHeaders.OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value.Trim()}\n"));
        return $"{method}\n/\n{CanonicalQuery(query)}\n{lines}\n{string.Join(';', headers.Select(header => header.Key))}\n{bodyHash}";
    }

    /// <summary>ACS3: what is signed.</summary>
    public static string Acs3StringToSign(string canonicalRequest) => $"{Acs3}\n{Sha256(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>ACS3: the signature in lower-case hex.</summary>
    public static string Acs3Signature(string secret, string stringToSign) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stringToSign)));

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Sha256(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
