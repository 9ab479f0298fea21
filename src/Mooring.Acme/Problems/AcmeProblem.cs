using Mooring.Core;

namespace Mooring.Acme;

/// <summary>What a CA says is wrong: a problem document (RFC 8555 §6.7, RFC 9457).</summary>
/// <remarks>Texts of the CA are cut to a readable length, with control characters made visible.</remarks>
/// <param name="Type">The type, for ACME's own without <c>urn:ietf:params:acme:error:</c>; see <see cref="AcmeProblemType"/>. <c>about:blank</c> where none is given.</param>
/// <param name="Detail">The CA's words; may be empty.</param>
/// <param name="Status">The HTTP status, of the answer where the document names none; 0 for one that came inside an order or challenge without it.</param>
/// <param name="Subproblems">What is wrong with single identifiers (RFC 8555 §6.7.1).</param>
public sealed record AcmeProblem(string Type, string Detail, int Status, IReadOnlyList<AcmeSubproblem> Subproblems)
{
    /// <summary>Where a person is to act, of <c>userActionRequired</c> (RFC 8555 §7.3.3).</summary>
    public Uri? Instance { get; init; }

    /// <summary>The terms of service now in force, by the answer's <c>Link</c> (RFC 8555 §7.3.3).</summary>
    public Uri? Terms { get; init; }

    /// <summary>Whether it is of one of these types.</summary>
    public bool Is(params ReadOnlySpan<string> types) => types.Contains(Type);

    /// <summary>Whether it may pass without anybody changing anything.</summary>
    public bool IsPassing =>
        Status is 429 or >= 500
        || Is(
            AcmeProblemType.BadNonce,
            AcmeProblemType.RateLimited,
            AcmeProblemType.ServerInternal,
            AcmeProblemType.OrderNotReady,
            AcmeProblemType.Connection,
            AcmeProblemType.Dns);

    /// <summary>All of it in one sentence, with the mend where there is one.</summary>
    public Text Text => ProblemTexts.Describe(this);
}

/// <summary>What is wrong with one identifier (RFC 8555 §6.7.1).</summary>
/// <param name="Type">As of <see cref="AcmeProblem"/>.</param>
/// <param name="Detail">The CA's words; may be empty.</param>
/// <param name="Identifier">The name it is about, as the CA writes it; null where none is named.</param>
public sealed record AcmeSubproblem(string Type, string Detail, string? Identifier);
