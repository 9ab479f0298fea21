namespace Mooring.Http;

/// <summary>The clock of one provider, as learned from the <c>Date</c> of its answers.</summary>
/// <remarks>
/// Requests are signed with <see cref="UtcNow"/>. Once measured it runs on the monotonic clock from the last answer, so a
/// wall clock that is set while the program runs does not matter. Before that it is the wall clock, corrected by the offset
/// of an earlier run where there is one; should that be wrong by now, the first request is refused for its time, measured and signed again.
/// Where the monotonic clock stands still while a machine sleeps (Linux), the same heals it. Safe for concurrent use.
/// </remarks>
/// <param name="time">The machine's clock.</param>
public sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private ClockReading? _reading;
    private LocalInstant _observed;
    private TimeSpan _remembered;

    /// <summary>
    /// The provider's clock minus this machine's wall clock as it stands now; null until an answer was seen in this run, and again
    /// after the wall clock was set or the machine slept, until the next answer tells which of the two it was.
    /// </summary>
    public TimeSpan? Offset
    {
        get
        {
            lock (_gate)
            {
                return _reading is { } reading && _observed.IsUnbroken(time) ? reading.At(time.GetTimestamp(), time) - time.GetUtcNow() : null;
            }
        }
    }

    /// <summary>The provider's time now, as well as it is known.</summary>
    public DateTimeOffset UtcNow =>
        Reading is { } reading ? reading.At(time.GetTimestamp(), time) : Corrected(time.GetUtcNow(), Remembered);

    private ClockReading? Reading
    {
        get
        {
            lock (_gate)
            {
                return _reading;
            }
        }
    }

    private TimeSpan Remembered
    {
        get
        {
            lock (_gate)
            {
                return _remembered;
            }
        }
    }

    /// <summary>Takes the <c>Date</c> of an answer. Dates before 2000 or from 2100 on are ignored.</summary>
    /// <param name="date">The answer's <c>Date</c>, resolution one second.</param>
    /// <param name="sent">The <see cref="TimeProvider.GetTimestamp"/> at which the request left.</param>
    /// <param name="received">The same when the answer's head was there.</param>
    public void Observe(DateTimeOffset date, long sent, long received)
    {
        if (!ClockReading.IsPlausible(date))
        {
            return;
        }

        lock (_gate)
        {
            _reading = ClockReading.AtMidpoint(date, sent, received);
            _observed = LocalInstant.Now(time);
        }
    }

    /// <summary>Uses the offset that an earlier run measured, until this run has measured its own.</summary>
    public void Restore(TimeSpan savedOffset)
    {
        lock (_gate)
        {
            _remembered = savedOffset;
        }
    }

    /// <summary>A saved offset is data from a file: one that leaves the calendar is no offset.</summary>
    private static DateTimeOffset Corrected(DateTimeOffset now, TimeSpan offset)
    {
        var ticks = (decimal)now.UtcTicks + offset.Ticks;
        return ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks ? now : now + offset;
    }
}
