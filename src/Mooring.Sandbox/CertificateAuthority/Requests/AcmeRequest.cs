using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>A request as it came.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Base">Scheme and authority as the client wrote them: <c>https://127.0.0.1:9104</c>.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="UserAgent">What the client says it is.</param>
/// <param name="Client">Where it came from.</param>
/// <param name="Body">The body.</param>
internal sealed record AcmeRequest(
    string Method, string Base, string Path, string ContentType, string UserAgent, IPAddress Client, ReadOnlyMemory<byte> Body)
{
    // An order of 100 names with a CSR for an RSA key of 4096 bits stays below a tenth of it.
    private const int LongestBody = 256 * 1024;

    /// <summary>The address that a JWS must name.</summary>
    public string Url => Base + Path;

    /// <summary>Reads it; a body beyond the limit is cut there, and is then no JSON.</summary>
    public static async Task<AcmeRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var body = new byte[LongestBody];
        var length = await request.Body.ReadAtLeastAsync(body, LongestBody, throwOnEndOfStream: false, context.RequestAborted);
        return new AcmeRequest(
            request.Method,
            $"https://{request.Host.Value}",
            $"{request.Path.ToUriComponent()}{request.QueryString}",
            request.ContentType ?? "",
            request.Headers.UserAgent.ToString(),
            context.Connection.RemoteIpAddress!,
            body.AsMemory(0, length));
    }
}
