using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>A problem document (RFC 7807, RFC 8555 §6.7).</summary>
/// <param name="Type">The type without <c>urn:ietf:params:acme:error:</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, for people.</param>
internal sealed record Problem(string Type, int Status, string Detail)
{
    /// <summary>The name that this is about, in a subproblem (RFC 8555 §6.7.1).</summary>
    public string? Name { get; init; }

    /// <summary>What is wrong with single names.</summary>
    public IReadOnlyList<Problem> Subproblems { get; init; } = [];

    /// <summary>The algorithms that are taken, with <c>badSignatureAlgorithm</c>.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>When to come again; null for no hint.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A further header of the answer: <c>Location</c> of the account that has the key already, <c>Link</c> to the terms.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>What to say of several: a single one by itself, else their common type, or <c>compound</c>, with subproblems.</summary>
    public static Problem Of(IReadOnlyList<Problem> problems, string detail) => problems is [var only]
        ? only with { Detail = only.Name is null ? only.Detail : $"{only.Name}: {only.Detail}", Name = null }
        : new Problem(problems.All(problem => problem.Type == problems[0].Type) ? problems[0].Type : "compound", problems[0].Status, detail)
        {
            Subproblems = problems,
            RetryAfter = problems.Max(problem => problem.RetryAfter),
        };

    /// <summary>The document.</summary>
    public JsonObject ToJson()
    {
        var json = Json.Of(("type", $"urn:ietf:params:acme:error:{Type}"), ("detail", Detail), ("status", Status));
        if (Name is not null)
        {
            json["identifier"] = Json.Of(("type", "dns"), ("value", Name));
        }

        if (Algorithms.Count > 0)
        {
            json["algorithms"] = Json.List(Algorithms.Select(algorithm => (JsonNode?)algorithm));
        }

        if (Subproblems.Count > 0)
        {
            json["subproblems"] = Json.List(Subproblems.Select(problem => (problem with { Subproblems = [] }).ToJson()));
        }

        return json;
    }
}

/// <summary>A request is refused.</summary>
/// <param name="problem">Why.</param>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;

    /// <summary>The request is not what RFC 8555 says.</summary>
    public static ProblemException Malformed(string detail, int status = 400) => new(new Problem("malformed", status, detail));

    /// <summary>The account may not do this.</summary>
    public static ProblemException Unauthorized(string detail) => new(new Problem("unauthorized", 403, detail));
}
