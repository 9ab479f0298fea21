using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Mooring.Configuration;

namespace Mooring.Services.Systemd;

/// <summary>systemd, as the supervisor of a unit with <c>Type=notify</c>. Protocol: sd_notify(3), sd_watchdog_enabled(3).</summary>
internal sealed class NotifySocket : ISupervisor
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = (int)Busy.TotalMilliseconds };
    private readonly UnixDomainSocketEndPoint manager;
    private readonly TimeProvider time;

    private NotifySocket(string path, TimeSpan? patience, TimeProvider time)
    {
        // "@" stands for the NUL that an abstract address begins with.
        manager = new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path);
        Patience = patience;
        this.time = time;
    }

    /// <inheritdoc />
    public TimeSpan? Patience { get; }

    /// <summary>The supervisor that the environment names; null where it names none.</summary>
    public static NotifySocket? TryOpen(ProcessEnvironment environment, TimeProvider time) =>
        environment.FindFilled("NOTIFY_SOCKET") is { } path && path[0] is '/' or '@' && !OperatingSystem.IsWindows()
            ? new NotifySocket(environment.FindFilled("NOTIFY_SOCKET")!, WatchdogOf(environment), time)
            : null;

    /// <inheritdoc />
    public void Ready(string status) => Send($"READY=1\nSTATUS={OnOneLine(status)}");

    /// <inheritdoc />
    public void Reloading() => Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Microseconds(time)}"));

    /// <inheritdoc />
    public void Tell(string status) => Send($"STATUS={OnOneLine(status)}");

    /// <inheritdoc />
    public void SignOfLife() => Send("WATCHDOG=1");

    /// <inheritdoc />
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    private static TimeSpan? WatchdogOf(ProcessEnvironment environment)
    {
        // Inherited by a child, it is not meant for that child.
        var isOurs = environment.FindFilled("WATCHDOG_PID") is not { } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isOurs && long.TryParse(environment.FindFilled("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and < long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond) : null;
    }

    /// <summary>CLOCK_MONOTONIC, which is what .NET counts by on Linux.</summary>
    private static long Microseconds(TimeProvider time) => (long)(time.GetTimestamp() * (1_000_000.0 / time.TimestampFrequency));

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");

    private void Send(string message)
    {
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(message), manager);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens; work goes on.
        }
    }
}
