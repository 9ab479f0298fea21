using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>An answer, without what every answer gets: date, nonce, link to the directory.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body; null for none.</param>
/// <param name="Body">The body.</param>
internal sealed record AcmeReply(int Status, string? ContentType, byte[] Body)
{
    /// <summary>Headers of its own; a name may stand several times.</summary>
    public ImmutableList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>When to come again; null for no hint.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The problem that it tells of; null on success.</summary>
    public string? Problem { get; init; }

    public static AcmeReply Empty(int status) => new(status, null, []);

    public static AcmeReply Json(int status, JsonNode body) => new(status, "application/json", Gateway.Json.Bytes(body));

    public static AcmeReply Text(int status, string type, string body) => new(status, type, Encoding.UTF8.GetBytes(body));

    public static AcmeReply Of(Problem problem)
    {
        var reply = new AcmeReply(problem.Status, "application/problem+json", Gateway.Json.Bytes(problem.ToJson()))
        {
            RetryAfter = problem.RetryAfter,
            Problem = problem.Type,
        };
        return problem.Header is var (name, value) ? reply.With(name, value) : reply;
    }

    public AcmeReply With(string header, string value) => this with { Headers = Headers.Add((header, value)) };
}
