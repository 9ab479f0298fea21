namespace Mooring.Http;

/// <summary>How one account's endpoint is called.</summary>
public sealed record ApiChannelOptions
{
    /// <summary>Scheme, host and port that requests go to; a request signed for another is refused. <c>http</c> only on loopback.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Proxy, resolvers, roots. Default: direct, the system's.</summary>
    public HttpConnectionOptions Connections { get; init; } = new();

    /// <summary>Calls per second of this account, under the vendor's published limit; any one second sees at most 1.2 times as many. Default 15.</summary>
    public double CallsPerSecond { get; init; } = 15;

    /// <summary>Limit of one attempt: name, connection, TLS, request and the whole answer. Default 10 seconds.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When and how often to repeat, and the limit of a call with all its repeats.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>The longest answer read, in bytes; a longer one is an unreadable answer. Default 16 MiB: 3,000 records with long remarks take 3.</summary>
    public int BodyLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>Sent as <c>User-Agent</c> where the signed request has none.</summary>
    public string UserAgent { get; init; } = "mooring";
}

/// <summary>When and how often a call is repeated.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts of one call, the first included. Default 5. One attempt more is made where the clock had to be corrected.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>No attempt starts later than this after the first one started, and none lasts longer. Default 60 seconds.</summary>
    public TimeSpan Overall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest first pause; each further one may be twice as long. Default 0.5 seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause of our own choosing; the host's <c>Retry-After</c> may be longer. Default 15 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(15);
}
