using Mooring.Core;

namespace Mooring.Acme;

/// <summary>A problem document as it comes (RFC 9457 §3.1, RFC 8555 §6.7.1). Nothing in it is required.</summary>
internal sealed record ProblemWire
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public int? Status { get; init; }

    public string? Instance { get; init; }

    public SubproblemWire?[]? Subproblems { get; init; }

    /// <summary>The problem, fit to be shown. It is the reason of a failure already: what is odd in it is passed over.</summary>
    /// <param name="status">The answer's HTTP status, where the document names none.</param>
    /// <param name="terms">The answer's link to the terms of service.</param>
    public AcmeProblem ToProblem(int status = 0, Uri? terms = null) => new(
        ShortType(Type),
        Shown(Detail ?? Title),
        Status ?? status,
        [.. (Subproblems ?? []).OfType<SubproblemWire>().Select(sub => new AcmeSubproblem(ShortType(sub.Type), Shown(sub.Detail), sub.Identifier?.Value is { } name ? Shown(name) : null))])
    {
        Instance = WebPage.At(Instance),
        Terms = terms,
    };

    private static string ShortType(string? type) =>
        type is null ? "about:blank"
        : type.StartsWith(AcmeProblemType.Prefix, StringComparison.Ordinal) ? Shown(type[AcmeProblemType.Prefix.Length..])
        : Shown(type);

    private static string Shown(string? text)
    {
        const int Longest = 1_000;
        var whole = text ?? "";
        return Printable.Of(whole.Length > Longest ? whole[..Longest] + "…" : whole);
    }
}

/// <summary>One subproblem as it comes.</summary>
internal sealed record SubproblemWire
{
    public string? Type { get; init; }

    public string? Detail { get; init; }

    public IdentifierWire? Identifier { get; init; }
}
