namespace Mooring.Http;

/// <summary>Spaces calls so that they stay under a rate, first come, first served.</summary>
/// <remarks>
/// The generic cell rate algorithm (ITU-T I.371, annex A): a bucket of tokens that needs no timer. At most a fifth of a second's worth may go at
/// once, so any one second sees at most 1.2 times the rate. Runs on the monotonic clock. Safe for concurrent use.
/// </remarks>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _burst;
    private readonly long _start;
    private readonly Lock _gate = new();
    private TimeSpan _next;

    /// <param name="callsPerSecond">The rate; more than 0.</param>
    /// <param name="time">The clock that spaces and delays go by.</param>
    public TokenBucket(double callsPerSecond, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(callsPerSecond);
        _time = time;
        _interval = TimeSpan.FromSeconds(1 / callsPerSecond);
        var atOnce = Math.Max(1, Math.Floor(callsPerSecond / 5));
        _burst = _interval * (atOnce - 1);
        _start = time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits for the caller's turn. A caller that is cancelled while waiting leaves its turn unused.</summary>
    public Task TakeAsync(CancellationToken cancellation)
    {
        var wait = Reserve();
        return wait > TimeSpan.Zero ? Task.Delay(wait, _time, cancellation) : Task.CompletedTask;
    }

    /// <summary>Nobody's turn comes before this span is over: the host said that it had enough.</summary>
    public void Pause(TimeSpan span)
    {
        lock (_gate)
        {
            var resume = Now + span + _burst;
            _next = resume > _next ? resume : _next;
        }
    }

    private TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = Now;
            var turn = _next > now ? _next : now;
            _next = turn + _interval;
            return turn - _burst - now;
        }
    }
}
