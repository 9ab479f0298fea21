using System.Runtime.InteropServices;

namespace Mooring.Http;

/// <summary>What one exchange told about the host's clock: its time at one instant of the local monotonic clock.</summary>
/// <param name="HostTime">The host's time, UTC.</param>
/// <param name="Timestamp">The <see cref="TimeProvider.GetTimestamp"/> at which it was so.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClockReading(DateTimeOffset HostTime, long Timestamp)
{
    /// <summary>HTTP dates are cut to whole seconds (RFC 9110 §5.6.7), so on average the host was half a second further.</summary>
    private static readonly TimeSpan HalfResolution = TimeSpan.FromMilliseconds(500);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Places a <c>Date</c> in the middle between sending and the answer's arrival: half the round trip each way.</summary>
    /// <param name="date">The answer's <c>Date</c>.</param>
    /// <param name="sent">The timestamp at which the request left.</param>
    /// <param name="received">The timestamp at which the answer's head was there.</param>
    public static ClockReading AtMidpoint(DateTimeOffset date, long sent, long received) =>
        new(date + HalfResolution, sent + ((received - sent) / 2));

    /// <summary>
    /// False for dates that no working host shows (before 2000 or from 2100 on): a device that counts from 1970, or rubbish.
    /// A host that is years off but plausible counts, since its own check of the signature goes by the same clock.
    /// </summary>
    public static bool IsPlausible(DateTimeOffset date) => date >= Earliest && date < Latest;

    /// <summary>The host's time at a later (or earlier) instant of the monotonic clock.</summary>
    public DateTimeOffset At(long timestamp, TimeProvider time) => HostTime + time.GetElapsedTime(Timestamp, timestamp);
}
