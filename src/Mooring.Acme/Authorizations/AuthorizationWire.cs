using Mooring.Core.Names;

namespace Mooring.Acme;

/// <summary>An authorization as it comes (RFC 8555 §7.1.4).</summary>
internal sealed record AuthorizationWire(string Status, IdentifierWire Identifier, ChallengeWire[] Challenges)
{
    public bool? Wildcard { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public AcmeAuthorization ToAuthorization(Uri url) => new()
    {
        Url = url,
        Domain = Identifier.Type == "dns" ? DomainName.Parse(Identifier.Value) : throw new FormatException("the identifier is no domain name"),
        IsWildcard = Wildcard ?? false,
        Status = ReadStatus(),
        Expires = Expires,
        Challenges = [.. Challenges.Whole("challenges").Select(challenge => challenge.ToChallenge())],
    };

    private AcmeAuthorizationStatus ReadStatus() => Status switch
    {
        "pending" => AcmeAuthorizationStatus.Pending,
        "valid" => AcmeAuthorizationStatus.Valid,
        "deactivated" => AcmeAuthorizationStatus.Deactivated,
        "expired" => AcmeAuthorizationStatus.Expired,
        "revoked" => AcmeAuthorizationStatus.Revoked,
        _ => AcmeAuthorizationStatus.Invalid,
    };
}
