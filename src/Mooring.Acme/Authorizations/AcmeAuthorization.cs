using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>The CA's proof that the account may have certificates for one name (RFC 8555 §7.1.4).</summary>
public sealed record AcmeAuthorization
{
    /// <summary>Its address.</summary>
    public required Uri Url { get; init; }

    /// <summary>The name, of a wildcard without <c>*.</c>: apex and wildcard are two authorizations of one name, with a TXT value each.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>Whether it is for the wildcard of <see cref="Domain"/>.</summary>
    public required bool IsWildcard { get; init; }

    /// <summary>How far it is. A CA may give one that is valid from an earlier order.</summary>
    public required AcmeAuthorizationStatus Status { get; init; }

    /// <summary>The ways to prove it; once it is decided, those that decided it.</summary>
    public required IReadOnlyList<AcmeChallenge> Challenges { get; init; }

    /// <summary>When a pending one is given up, or a valid one counts no more; null where the CA does not say.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The proof by a TXT record for this once; null where the CA does not offer it.</summary>
    public AcmeChallenge? Dns01 => Find(AcmeChallenge.Dns01);

    /// <summary>The proof by a TXT record that stays; null where the CA does not offer it, or in a way that cannot be answered.</summary>
    public AcmeChallenge? Persist01 => Challenges.FirstOrDefault(challenge => challenge is { Type: AcmeChallenge.DnsPersist01, IssuerDomainNames.Count: > 0 });

    /// <summary>Why the proof failed; null where none did, or the CA does not say.</summary>
    public AcmeProblem? Problem => Challenges.FirstOrDefault(challenge => challenge.Problem is not null)?.Problem;

    private AcmeChallenge? Find(string type) => Challenges.FirstOrDefault(challenge => challenge.Type == type);
}

/// <summary>The states of an authorization (RFC 8555 §7.1.6).</summary>
public enum AcmeAuthorizationStatus
{
    /// <summary>A challenge is to be answered, or is being looked at.</summary>
    Pending,

    /// <summary>Proved.</summary>
    Valid,

    /// <summary>Failed for good; also any state that RFC 8555 does not know.</summary>
    Invalid,

    /// <summary>Given up by us.</summary>
    Deactivated,

    /// <summary>Counts no more.</summary>
    Expired,

    /// <summary>Taken back by the CA.</summary>
    Revoked,
}
