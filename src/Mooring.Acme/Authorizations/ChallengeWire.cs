using System.Text.Json.Serialization;

namespace Mooring.Acme;

/// <summary>A challenge as it comes (RFC 8555 §7.1.5, §8.4; draft-ietf-acme-dns-persist, "Challenge Object").</summary>
internal sealed record ChallengeWire(string Type, string Url, string Status)
{
    public string? Token { get; init; }

    public ProblemWire? Error { get; init; }

    [JsonPropertyName("issuer-domain-names")]
    public string[]? IssuerDomainNames { get; init; }

    [JsonPropertyName("accounturi")]
    public string? AccountUri { get; init; }

    /// <exception cref="FormatException">A member is not what it has to be.</exception>
    public AcmeChallenge ToChallenge() => new()
    {
        Type = Type,
        Url = ServerUrl.Parse(Url, "challenges.url"),
        Status = ReadStatus(),
        Token = Type == AcmeChallenge.Dns01 ? CheckedToken() : Token,
        IssuerDomainNames = Type == AcmeChallenge.DnsPersist01 ? Issuers() : [],
        AccountUri = AccountUri,
        Problem = Error?.ToProblem(),
    };

    private AcmeChallengeStatus ReadStatus() => Status switch
    {
        "pending" => AcmeChallengeStatus.Pending,
        "processing" => AcmeChallengeStatus.Processing,
        "valid" => AcmeChallengeStatus.Valid,
        _ => AcmeChallengeStatus.Invalid,
    };

    /// <summary>RFC 8555 §8.4: base64url without padding, of at least 128 bits; and of a length that a token has.</summary>
    private string CheckedToken()
    {
        const int Shortest = 22;
        const int Longest = 256;
        return Token is { Length: >= Shortest and <= Longest } && Base64UrlText.IsIn(Token)
            ? Token
            : throw new FormatException("challenges.token is no base64url text of 128 bits or more");
    }

    /// <summary>
    /// None where they are no list of 1 to 10 names: the draft has a client refuse such a challenge. Another challenge of the same authorization
    /// may serve all the same, and drafts change.
    /// </summary>
    private string[] Issuers() =>
        IssuerDomainNames is { Length: >= 1 and <= 10 } names && Array.TrueForAll(names, name => name is not null && PersistentRecord.IsIssuerName(name)) ? names : [];
}
