namespace Mooring.Acme;

/// <summary>One way to prove a name (RFC 8555 §7.1.5, §8).</summary>
public sealed record AcmeChallenge
{
    /// <summary>A TXT record at <c>_acme-challenge</c> for this once (RFC 8555 §8.4).</summary>
    public const string Dns01 = "dns-01";

    /// <summary>A TXT record at <c>_validation-persist</c> that stays (draft-ietf-acme-dns-persist).</summary>
    public const string DnsPersist01 = "dns-persist-01";

    /// <summary>The type: <see cref="Dns01"/>, <see cref="DnsPersist01"/>, or one that cannot be answered here.</summary>
    public required string Type { get; init; }

    /// <summary>Where it is answered.</summary>
    public required Uri Url { get; init; }

    /// <summary>How far it is.</summary>
    public required AcmeChallengeStatus Status { get; init; }

    /// <summary>The random part of the proof (RFC 8555 §8.1); null for types that have none.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The names by which a <see cref="DnsPersist01"/> record may name the CA, any one of them; 1 to 10 for that type, else none.
    /// </summary>
    public IReadOnlyList<string> IssuerDomainNames { get; init; } = [];

    /// <summary>The account that a <see cref="DnsPersist01"/> record names, where the CA says it; null means the account's own URL.</summary>
    public string? AccountUri { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public AcmeProblem? Problem { get; init; }
}

/// <summary>The states of a challenge (RFC 8555 §7.1.6).</summary>
public enum AcmeChallengeStatus
{
    /// <summary>Not answered yet.</summary>
    Pending,

    /// <summary>The CA looks, or looks again.</summary>
    Processing,

    /// <summary>Proved.</summary>
    Valid,

    /// <summary>Failed for good; also any state that RFC 8555 does not know.</summary>
    Invalid,
}
