namespace Mooring.Http;

/// <summary>Whether and when to repeat: pure.</summary>
public static class RetryPolicy
{
    /// <summary>
    /// The pause before the next attempt, or null to give up: full jitter over an exponentially growing span, but never less than the host asked for.
    /// </summary>
    /// <param name="options">The limits.</param>
    /// <param name="attempt">How many attempts were made; from 1.</param>
    /// <param name="elapsed">Since the first began.</param>
    /// <param name="retryAfter">What the host asked for.</param>
    /// <param name="random">From 0 up to, not including, 1.</param>
    /// <remarks>
    /// "Full jitter": AWS Architecture Blog, "Exponential Backoff And Jitter". On top of a Retry-After half the span is spread,
    /// so that many hosts that were told the same instant do not come back at it together.
    /// </remarks>
    public static TimeSpan? Pause(RetryOptions options, int attempt, TimeSpan elapsed, TimeSpan? retryAfter, double random)
    {
        if (attempt >= options.Attempts)
        {
            return null;
        }

        var longest = options.FirstPause * Math.Pow(2, Math.Min(attempt - 1, 20));
        var jitter = (longest < options.LongestPause ? longest : options.LongestPause) * random;
        var pause = retryAfter is { } asked && asked > TimeSpan.Zero ? asked + (jitter / 2) : jitter;
        return elapsed + pause < options.Overall ? pause : null;
    }
}
