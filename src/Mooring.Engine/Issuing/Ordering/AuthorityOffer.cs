using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>What an authority's directory says to everybody (RFC 8555 §7.1.1).</summary>
/// <param name="Issuer">The authority.</param>
public sealed record AuthorityOffer(Issuer Issuer)
{
    /// <summary>Why it cannot be told; null where it can.</summary>
    public Text? Error { get; init; }

    /// <summary>The names by which CAA records allow it (RFC 8659 §4.2); none where it names none.</summary>
    public IReadOnlyList<string> CaaIdentities { get; init; } = [];

    /// <summary>The profiles it knows; none where it knows none.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>Whether there is no account yet, and a new one needs credentials of the user's account there.</summary>
    public bool NeedsExternalAccount { get; init; }
}
