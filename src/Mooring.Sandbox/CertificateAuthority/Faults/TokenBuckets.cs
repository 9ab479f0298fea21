using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Faults;

/// <summary>The buckets of one limit, one for each of those whom it concerns.</summary>
/// <remarks>Kept is the instant at which a bucket is full again; from it follows how many tokens it holds (the generic cell rate algorithm).</remarks>
internal sealed class TokenBuckets
{
    private readonly Dictionary<string, DateTimeOffset> fullAt = new(StringComparer.Ordinal);

    /// <summary>How long until the bucket holds a token; zero when it does.</summary>
    public TimeSpan Wait(AuthorityRate? rate, string key, DateTimeOffset now) =>
        rate is not null && fullAt.TryGetValue(key, out var full) && full - now > rate.Refill * (rate.Burst - 1)
            ? full - now - (rate.Refill * (rate.Burst - 1))
            : TimeSpan.Zero;

    /// <summary>Takes a token, be it the last or one more than there is.</summary>
    public void Take(AuthorityRate? rate, string key, DateTimeOffset now)
    {
        if (rate is not null)
        {
            fullAt[key] = (fullAt.TryGetValue(key, out var full) && full > now ? full : now) + rate.Refill;
        }
    }
}
