using Mooring.Http;

namespace Mooring.Web;

/// <summary>Whether rounds go on. Safe for concurrent use.</summary>
internal sealed class Pulse(TimeProvider time)
{
    /// <summary>How many intervals the last round may be ago.</summary>
    private const int Patience = 3;

    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private long? ended;
    private TimeSpan interval = TimeSpan.MaxValue;

    /// <summary>Says how often rounds are meant to end.</summary>
    public void Expect(TimeSpan every)
    {
        lock (gate)
        {
            interval = every;
        }
    }

    /// <summary>A round has ended, whatever came of it.</summary>
    public void Beat()
    {
        lock (gate)
        {
            ended = time.GetTimestamp();
        }
    }

    /// <summary>Why the daemon is not well, in English, on one line; null while it is.</summary>
    public string? Complaint()
    {
        lock (gate)
        {
            var since = time.GetElapsedTime(ended ?? started);
            return ended is null ? $"no round has ended yet, {Span(since)} after the start"
                : since >= interval * Patience ? $"the last round ended {Span(since)} ago; one is expected every {Span(interval)}"
                : null;
        }
    }

    private static string Span(TimeSpan span) => SpanText.Describe(span).English;
}
