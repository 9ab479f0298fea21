using Mooring.Http;

namespace Mooring.Web;

/// <summary>Whether rounds go on. Safe for concurrent use.</summary>
internal sealed class Pulse(TimeProvider time)
{
    /// <summary>How many intervals the last round may be ago.</summary>
    private const int Patience = 3;

    /// <summary>
    /// How long the loop may show nothing at all: it looks every two seconds while it waits, and makes calls or ends within a few minutes
    /// while it works, since all that it waits for is bounded.
    /// </summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private long stirred = time.GetTimestamp();
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

    /// <summary>Whether the loop has done anything of late, be it waiting.</summary>
    public bool IsAlive => time.GetElapsedTime(Interlocked.Read(ref stirred)) < Stillness;

    /// <summary>The loop does something.</summary>
    public void Stir() => Interlocked.Exchange(ref stirred, time.GetTimestamp());

    /// <summary>A round has ended, whatever came of it.</summary>
    public void Beat()
    {
        Stir();
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
