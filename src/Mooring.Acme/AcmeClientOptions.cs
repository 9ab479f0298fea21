using Mooring.Http;

namespace Mooring.Acme;

/// <summary>Whom an <see cref="AcmeClient"/> talks to, and how.</summary>
public sealed record AcmeClientOptions
{
    /// <summary>The address of the CA's directory (RFC 8555 §7.1.1): <c>https</c>, or <c>http</c> on loopback.</summary>
    public required Uri Directory { get; init; }

    /// <summary>Proxy, resolver, roots. Default: direct, the system's.</summary>
    public HttpConnectionOptions Connections { get; init; } = new();

    /// <summary>Sent as <c>User-Agent</c>, which RFC 8555 §6.1 demands. Default <c>mooring</c>.</summary>
    public string UserAgent { get; init; } = "mooring";

    /// <summary>The language wanted for the CA's own words (RFC 8555 §6.1 recommends to say it). Default <c>en</c>.</summary>
    public string AcceptLanguage { get; init; } = "en";

    /// <summary>Sizes and times that no CA may exceed.</summary>
    public AcmeLimits Limits { get; init; } = new();

    /// <summary>Spreads the pauses between repeats: from 0 up to, not including, 1. Default <see cref="Random.Shared"/>.</summary>
    public Func<double>? Random { get; init; }
}

/// <summary>Sizes and times that no CA may exceed.</summary>
public sealed record AcmeLimits
{
    /// <summary>The longest answer read, in bytes. Default 1 MiB: an order of 100 names takes 20 KiB, a long chain 15.</summary>
    public int ReplySize { get; init; } = 1024 * 1024;

    /// <summary>Limit of one request and its answer. Default 30 seconds: a CA may look something up before it answers.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated that met with a passing failure, and for how long; nonces are counted apart.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How often a request is repeated because its nonce was refused, each time at once with a new one. Default 30.</summary>
    public int NonceAttempts { get; init; } = 30;

    /// <summary>
    /// The pause before the second look at what the CA works on, where it names none; each further one is twice as long. Default
    /// 0.1 seconds: what takes a CA that long is done, and what takes longer is asked for a few times more.
    /// </summary>
    public TimeSpan FirstPoll { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>The longest pause between two looks of our own choosing; the CA's <c>Retry-After</c> may be longer. Default 30 seconds.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for the CA to be done with one authorization or order. Default 5 minutes.</summary>
    public TimeSpan Overall { get; init; } = TimeSpan.FromMinutes(5);
}
