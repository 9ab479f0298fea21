namespace Mooring.Core.Certificates;

/// <summary>When to try again after an issuance failed, across runs: the next attempt is kept in the state.</summary>
public static class RetryRule
{
    /// <summary>After this many failures in a row the next attempt goes to the authority's staging directory first: 2.</summary>
    public const int StagingFrom = 2;

    /// <summary>The longest rest before the next attempt, whatever an authority asks for: 2 days. No published limit makes anybody wait longer (Let's Encrypt: 34 hours).</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromDays(2);

    /// <summary>How long until it is looked again whether a person has done what was asked: 15 minutes.</summary>
    public static readonly TimeSpan ForHands = TimeSpan.FromMinutes(15);

    /// <summary>At most this often while time presses: an authority counts failures by the hour (Let's Encrypt: 5).</summary>
    private static readonly TimeSpan Pressing = TimeSpan.FromHours(1);

    /// <summary>Each step forgives what mends itself: a network that comes up, a zone that is published, an outage of hours, of days.</summary>
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    /// <summary>
    /// The pause after so many failures in a row: from a minute up to a day, and never more than a twelfth of what is left of the
    /// certificate in use, so that a short one gets its attempts too; but then no less than an hour.
    /// </summary>
    /// <param name="failures">How many in a row, at least 1.</param>
    /// <param name="left">What is left of the certificate in use; <see cref="TimeSpan.MaxValue"/> where there is none, zero or less when it has ended.</param>
    /// <param name="random">At least 0 and below 1; takes up to a fifth off.</param>
    public static TimeSpan After(int failures, TimeSpan left, double random)
    {
        var step = Steps[Math.Clamp(failures, 1, Steps.Length) - 1];
        var most = left / 12 > Pressing ? left / 12 : Pressing;
        return (step < most ? step : most) * (1 - random / 5);
    }

    /// <summary>When to try again: as above, or when the authority allows it where that is later (RFC 8555 §6.6), but after <see cref="LongestRest"/> at the latest.</summary>
    /// <param name="now">When it failed.</param>
    /// <param name="failures">How many in a row, this one included.</param>
    /// <param name="left">What is left of the certificate in use.</param>
    /// <param name="random">At least 0 and below 1.</param>
    /// <param name="retryAfter">What the authority said; null for nothing.</param>
    public static DateTimeOffset At(DateTimeOffset now, int failures, TimeSpan left, double random, TimeSpan? retryAfter)
    {
        var pause = After(failures, left, random);
        var asked = retryAfter > LongestRest ? LongestRest : retryAfter;
        return now + (asked > pause ? asked.Value : pause);
    }

    /// <summary>Whether an attempt has to wait. A time so far ahead that no failure can have left it behind is not believed: the clock was wrong then.</summary>
    /// <param name="nextAttempt">What <see cref="At"/> said; null for nothing.</param>
    /// <param name="now">The time.</param>
    public static bool IsResting(DateTimeOffset? nextAttempt, DateTimeOffset now) => nextAttempt > now && nextAttempt - now <= LongestRest;

    /// <summary>Whether the next attempt should first succeed on staging, so that a lasting mistake costs no limits.</summary>
    public static bool IsStagingFirst(int failures) => failures >= StagingFrom;
}
