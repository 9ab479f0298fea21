using System.Runtime.InteropServices;
using Mooring.Http;

namespace Mooring.Daemon;

/// <summary>Notices SIGHUP and a changed configuration file, and reads the new one.</summary>
/// <remarks>
/// The file is looked at every two seconds rather than watched: that works on bind mounts, network file systems and for editors
/// that write beside and rename.
/// </remarks>
internal sealed class ConfigurationWatch : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly string path;
    private readonly TimeProvider time;
    private readonly Action looked;
    private readonly PosixSignalRegistration? hangup;
    private int asked;
    private FileMark seen;

    /// <summary>Starts watching the file as it is now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="looked">Hears of every look, which shows that the wait goes on.</param>
    public ConfigurationWatch(string path, TimeProvider time, Action looked)
    {
        this.path = path;
        this.time = time;
        this.looked = looked;
        seen = FileMark.Of(path);
        hangup = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Interlocked.Exchange(ref asked, 1);
        });
    }

    /// <summary>
    /// Waits for the end of the pause or a reason to read the configuration again; no longer where the clock is set or the machine
    /// has slept meanwhile, since its addresses may be others now.
    /// </summary>
    /// <returns>True when there is such a reason.</returns>
    public async Task<bool> WaitAsync(TimeSpan pause, CancellationToken cancellation)
    {
        var started = LocalInstant.Now(time);
        while (!Changed())
        {
            var left = pause - time.GetElapsedTime(started.Timestamp);
            if (left <= TimeSpan.Zero || !started.IsUnbroken(time))
            {
                return false;
            }

            await Task.Delay(left < Look ? left : Look, time, cancellation);
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose() => hangup?.Dispose();

    private bool Changed()
    {
        looked();
        var now = FileMark.Of(path);
        var changed = Interlocked.Exchange(ref asked, 0) == 1 || (now != seen && now.Exists);
        seen = now;
        return changed;
    }
}
