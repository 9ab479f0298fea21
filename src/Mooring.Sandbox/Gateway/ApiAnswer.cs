using System.Text;

namespace Mooring.Sandbox.Gateway;

/// <summary>What an API answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body, in full.</param>
/// <param name="Code">The error code in it; null on success.</param>
public sealed record ApiAnswer(int Status, string ContentType, byte[] Body, string? Code)
{
    /// <summary>Headers besides <c>Date</c>, <c>Content-Type</c> and <c>Content-Length</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>An answer with a body of text.</summary>
    public static ApiAnswer OfText(int status, string contentType, string body, string? code) =>
        new(status, contentType, Encoding.UTF8.GetBytes(body), code);
}
