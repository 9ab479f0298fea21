using System.Runtime.InteropServices;
using Mooring.Core;

namespace Mooring.Acme;

/// <summary>What a look at something the CA works on showed, and when it wants to be asked again.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Seen<T>(T Value, TimeSpan? RetryAfter);

/// <summary>Spaces the looks at something the CA works on (RFC 8555 §7.5.1), and ends them.</summary>
internal sealed class Patience(AcmeLimits limits, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _looks;

    /// <summary>Waits before the next look.</summary>
    /// <exception cref="AcmeException">Our patience is over, or would be before the CA wants to be asked.</exception>
    public Task PauseAsync(Text what, Uri url, TimeSpan? retryAfter, CancellationToken cancellation)
    {
        var pause = Pause(limits, _looks++, retryAfter);
        return time.GetElapsedTime(_started) + pause < limits.Overall
            ? Task.Delay(pause, time, cancellation)
            : throw AcmeFaults.StillBusy(what, url, limits.Overall, retryAfter);
    }

    /// <summary>The pause after so many: what the CA asks for, else ever longer. "At once" is no answer to how long it takes.</summary>
    public static TimeSpan Pause(AcmeLimits limits, int looks, TimeSpan? retryAfter)
    {
        var own = limits.FirstPoll * Math.Pow(2, Math.Min(looks, 20));
        return retryAfter is { } asked && asked > TimeSpan.Zero ? asked
            : own < limits.LongestPoll ? own
            : limits.LongestPoll;
    }
}
