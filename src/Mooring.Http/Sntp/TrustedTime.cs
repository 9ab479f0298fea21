namespace Mooring.Http;

/// <summary>The latest time learned over verified TLS: true time is never earlier. One per program, kept in state between runs.</summary>
/// <remarks>Safe for concurrent use. Whoever keeps the state saves <see cref="Latest"/> when it has grown by more than a day or so.</remarks>
/// <param name="saved">What an earlier run learned; null for nothing.</param>
public sealed class TrustedTime(DateTimeOffset? saved = null)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _latest = saved;

    /// <summary>The latest time learned, or null.</summary>
    public DateTimeOffset? Latest
    {
        get
        {
            lock (_gate)
            {
                return _latest;
            }
        }
    }

    /// <summary>Takes the <c>Date</c> of an answer that came over verified TLS; an earlier one than known changes nothing.</summary>
    /// <param name="date">The answer's <c>Date</c>.</param>
    /// <param name="notBefore">Start of the validity of the certificate it came under.</param>
    /// <param name="notAfter">Its end. A date outside is a host with a wrong clock of its own, and would block the cure for ever: ignored.</param>
    internal void Learn(DateTimeOffset date, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        if (date < notBefore || date > notAfter)
        {
            return;
        }

        lock (_gate)
        {
            _latest = _latest is { } latest && latest >= date ? latest : date;
        }
    }
}
