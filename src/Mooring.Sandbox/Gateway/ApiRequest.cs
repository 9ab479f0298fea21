using System.Text;
using Microsoft.AspNetCore.Http;

namespace Mooring.Sandbox.Gateway;

/// <summary>A request as it came over the wire: nothing decoded, so that signatures can be checked.</summary>
/// <param name="Method">The HTTP method in capitals.</param>
/// <param name="Path">The path, <c>/</c> at least.</param>
/// <param name="RawQuery">The query without its question mark, still encoded; empty for none.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record ApiRequest(string Method, string Path, string RawQuery, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>The <c>Host</c> header, with the port where the client put one.</summary>
    public string Host => Header("Host") ?? "";

    /// <summary>Whether the body is a URL-encoded form.</summary>
    public bool HasForm =>
        Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>Reads a request whole.</summary>
    public static async Task<ApiRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new ApiRequest(
            context.Request.Method,
            context.Request.Path.Value is { Length: > 0 } path ? path : "/",
            context.Request.QueryString.Value is { Length: > 1 } query ? query[1..] : "",
            context.Request.Headers,
            body.ToArray());
    }

    /// <summary>A header's value without blanks around it; null when it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.ToString().Trim() : null;
}
