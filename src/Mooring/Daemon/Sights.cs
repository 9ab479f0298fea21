using System.Net;

namespace Mooring.Daemon;

/// <summary>What each probe of one source saw last, and whether what it sees now is news.</summary>
/// <remarks>
/// A probe is compared with itself and with what the last round agreed on, never with another, since probes may lie on different ways out and
/// differ for good. One whose word changes more
/// than <see cref="Most"/> times within <see cref="Span"/> is not listened to until it has calmed down: it lies, or stands behind uplinks
/// that take turns, and rounds notice by themselves.
/// </remarks>
/// <param name="time">The clock of the span.</param>
internal sealed class Sights(TimeProvider time)
{
    /// <summary>How many changes of one probe are news within <see cref="Span"/>.</summary>
    public const int Most = 3;

    /// <summary>In which time.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IPAddress> last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<long>> changes = new(StringComparer.Ordinal);

    /// <summary>Whether a probe sees another address than before, and than the last round.</summary>
    /// <param name="probe">Which one.</param>
    /// <param name="address">What it sees.</param>
    /// <param name="agreed">What the last round agreed on; null for nothing.</param>
    public bool IsNews(string probe, IPAddress address, IPAddress? agreed)
    {
        var before = last.GetValueOrDefault(probe) ?? agreed;
        last[probe] = address;
        if (before is null || before.Equals(address) || address.Equals(agreed))
        {
            return false;
        }

        return IsCalm(changes.TryGetValue(probe, out var of) ? of : changes[probe] = new Queue<long>());
    }

    private bool IsCalm(Queue<long> told)
    {
        while (told.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Span)
        {
            told.Dequeue();
        }

        if (told.Count == Most)
        {
            return false;
        }

        told.Enqueue(time.GetTimestamp());
        return true;
    }
}
