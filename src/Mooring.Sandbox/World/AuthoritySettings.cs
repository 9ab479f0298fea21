using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>How the test CA behaves as a whole.</summary>
public enum AuthorityMode
{
    /// <summary>Answers as RFC 8555 says.</summary>
    Answer,

    /// <summary>Cuts every connection without an answer.</summary>
    Unreachable,

    /// <summary>Answers 503 to everything, as a CA in maintenance does.</summary>
    Error,

    /// <summary>Answers 200 with what no client can use: web pages, halves of JSON, members of other types.</summary>
    Wrong,
}

/// <summary>The form of <c>Retry-After</c> (RFC 9110 §10.2.3).</summary>
public enum RetryAfterForm
{
    /// <summary>A number of seconds.</summary>
    Seconds,

    /// <summary>An HTTP date, by the servers' clock.</summary>
    Date,

    /// <summary>No header.</summary>
    None,
}

/// <summary>How the test CA differs from one without faults.</summary>
public sealed record AuthoritySettings
{
    /// <summary>A CA without faults, limits and external accounts.</summary>
    public static AuthoritySettings Default { get; } = new();

    /// <summary>The share of good nonces that is refused, 0 to 1. Default 0.</summary>
    public double NonceRejection { get; init; }

    /// <summary>How long a challenge that was answered stays in <c>processing</c>. Default: until it is next read.</summary>
    public TimeSpan Validation { get; init; }

    /// <summary>How long an order stays in <c>processing</c> after it was finalized; counts for those that wait already. Default 0.</summary>
    public TimeSpan Processing { get; init; }

    /// <summary>How long certificates are valid; null for what the profile says.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The share of new orders' names for which a valid authorization of the account is used again, 0 to 1. Default 0.</summary>
    public double AuthorizationReuse { get; init; }

    /// <summary>The keys of external accounts in base64url, by key id; null where accounts need none (RFC 8555 §7.3.4).</summary>
    public ImmutableSortedDictionary<string, string>? ExternalAccounts { get; init; }

    /// <summary>What it does with requests. Default: answers.</summary>
    public AuthorityMode Mode { get; init; }

    /// <summary>The rate limits. Default none.</summary>
    public AuthorityLimits RateLimits { get; init; } = AuthorityLimits.None;

    /// <summary>The form of <c>Retry-After</c>. Default seconds.</summary>
    public RetryAfterForm RetryAfter { get; init; }

    /// <summary>After how long a client shall ask for renewal information again. Default 6 hours, as Let's Encrypt says.</summary>
    public TimeSpan RenewalCheck { get; init; } = TimeSpan.FromHours(6);
}
