using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mooring.Providers.Alidns;

/// <summary>The parts of a request that ACS3-HMAC-SHA256 signs.</summary>
internal sealed record AlidnsRequest
{
    /// <summary>The method, in capitals.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The value of the <c>Host</c> header, port included where one is sent.</summary>
    public required string Host { get; init; }

    /// <summary>The parameters of the query, decoded, in any order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary><c>content-type</c> and <c>x-acs-*</c> headers beside those the signature itself brings.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>A signed request.</summary>
/// <param name="CanonicalRequest">What was hashed and signed.</param>
/// <param name="Headers">All headers to send but <c>Host</c>: those given, those of the signature, <c>Authorization</c> last.</param>
internal sealed record AlidnsSignature(string CanonicalRequest, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>The value of the <c>Authorization</c> header.</summary>
    public string Authorization => Headers[^1].Value;
}

/// <summary>Signs with ACS3-HMAC-SHA256 ("Alibaba Cloud OpenAPI: V3 request body and signature").</summary>
/// <remarks>
/// The older RPC signature (HMAC-SHA1) is not needed here: the vendor advises against it, and every region takes this one, which
/// also covers the headers and the body.
/// </remarks>
internal static class AlidnsSigner
{
    public static AlidnsSignature Sign(AlidnsRequest request, ApiCredentials credentials, DateTimeOffset time, string nonce)
    {
        var bodyHash = Hex(SHA256.HashData(request.Body.Span));
        KeyValuePair<string, string>[] headers =
        [
            .. request.Headers,
            new("x-acs-date", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("x-acs-signature-nonce", nonce),
            new("x-acs-content-sha256", bodyHash),
            .. TokenHeaders(credentials),
        ];
        var signed = headers
            .Append(new("host", request.Host))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToArray();
        var names = string.Join(';', signed.Select(header => header.Name));
        var canonical = string.Join(
            '\n',
            request.Method,
            "/",
            Query(request.Query),
            string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")),
            names,
            bodyHash);
        var toSign = $"ACS3-HMAC-SHA256\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(credentials.Key.Reveal()), Encoding.UTF8.GetBytes(toSign)));
        var authorization = $"ACS3-HMAC-SHA256 Credential={credentials.Id},SignedHeaders={names},Signature={signature}";
        return new AlidnsSignature(canonical, [.. headers, new("Authorization", authorization)]);
    }

    /// <summary>The parameters encoded and in order: the canonical form, and what this program sends.</summary>
    /// <remarks>
    /// <see cref="Uri.EscapeDataString(string)"/> encodes all but RFC 3986's unreserved characters as UTF-8 in upper-case hex, which
    /// is what the signature asks for.
    /// </remarks>
    public static string Query(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>Temporary credentials name their key beside the token, as the vendor's present SDKs do.</summary>
    private static KeyValuePair<string, string>[] TokenHeaders(ApiCredentials credentials) =>
        credentials.Token is { } token
            ? [new("x-acs-accesskey-id", credentials.Id), new("x-acs-security-token", token.Reveal())]
            : [];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
