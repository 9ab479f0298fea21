using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mooring.Providers.TencentCloud;

/// <summary>The parts of a request that TC3-HMAC-SHA256 signs.</summary>
internal sealed record DnspodRequest
{
    /// <summary>The method, in capitals.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The query as sent, encoded; empty for POST.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers to sign, <c>content-type</c> and <c>host</c> at least.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The service in the credential's scope.</summary>
    public string Service { get; init; } = "dnspod";
}

/// <summary>A signed request.</summary>
/// <param name="CanonicalRequest">What was hashed and signed.</param>
/// <param name="Timestamp">The value of <c>X-TC-Timestamp</c>.</param>
/// <param name="Authorization">The value of the <c>Authorization</c> header.</param>
internal sealed record DnspodSignature(string CanonicalRequest, string Timestamp, string Authorization);

/// <summary>Signs with TC3-HMAC-SHA256 ("Tencent Cloud API: Signature v3").</summary>
/// <remarks>It has no nonce: time, headers and body make the signature.</remarks>
internal static class DnspodSigner
{
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string Terminator = "tc3_request";

    public static DnspodSignature Sign(DnspodRequest request, ApiCredentials credentials, DateTimeOffset time)
    {
        var signed = request.Headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim().ToLowerInvariant()))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToArray();
        var names = string.Join(';', signed.Select(header => header.Name));
        var canonical = string.Join(
            '\n',
            request.Method,
            "/",
            request.Query,
            string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")),
            names,
            Hex(SHA256.HashData(request.Body.Span)));
        var timestamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var date = time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{date}/{request.Service}/{Terminator}";
        var toSign = $"{Algorithm}\n{timestamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(Mac(SigningKey(credentials, date, request.Service), toSign));
        return new DnspodSignature(
            canonical,
            timestamp,
            $"{Algorithm} Credential={credentials.Id}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>The key of one day and service, so that a leaked one is of little use.</summary>
    public static byte[] SigningKey(ApiCredentials credentials, string date, string service) =>
        Mac(Mac(Mac(Encoding.UTF8.GetBytes($"TC3{credentials.Key.Reveal()}"), date), service), Terminator);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
