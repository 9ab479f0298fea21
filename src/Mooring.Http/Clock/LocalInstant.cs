using System.Runtime.InteropServices;

namespace Mooring.Http;

/// <summary>One instant on both of this machine's clocks, to notice later that they have gone apart.</summary>
/// <remarks>
/// They do when somebody sets the wall clock, and where the monotonic clock stands still while the machine sleeps (Linux). Which of the
/// two it was they do not tell; in both cases what was seen before is in doubt.
/// </remarks>
/// <param name="Wall">The wall clock, UTC.</param>
/// <param name="Timestamp">The monotonic clock: <see cref="TimeProvider.GetTimestamp"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LocalInstant(DateTimeOffset Wall, long Timestamp)
{
    /// <summary>Clocks that are only slewed, and a process that is held up between the two readings, stay well below.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    /// <summary>Now.</summary>
    public static LocalInstant Now(TimeProvider time) => new(time.GetUtcNow(), time.GetTimestamp());

    /// <summary>Whether the clocks have run together since; false when the wall clock was set or the machine slept.</summary>
    public bool IsUnbroken(TimeProvider time) => (time.GetUtcNow() - Wall - time.GetElapsedTime(Timestamp)).Duration() < Apart;
}
