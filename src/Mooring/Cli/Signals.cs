using System.Runtime.InteropServices;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>Turns SIGINT and SIGTERM, and on Windows what its console and its shutdown send, into a cancellation; the second one ends the process at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int received;
    private volatile bool isEnding;

    /// <summary>Starts listening.</summary>
    public Signals() => registrations =
        [.. Heard(OperatingSystem.IsWindows()).Select(one => PosixSignalRegistration.Create(one.Signal, context => Receive(context, one.Code)))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>The exit code that tells of the signal; null when none came.</summary>
    public int? Code => Volatile.Read(ref received) is var code and not 0 ? code : null;

    /// <summary>What stops the program, and the exit code that tells of it.</summary>
    /// <remarks>.NET's names for Windows' events: SIGQUIT is Ctrl+Break, SIGHUP a closed console window, SIGTERM a shutdown.</remarks>
    internal static IReadOnlyList<(PosixSignal Signal, int Code)> Heard(bool onWindows)
    {
        (PosixSignal, int)[] everywhere = [(PosixSignal.SIGINT, ExitCode.Interrupted), (PosixSignal.SIGTERM, ExitCode.Terminated)];
        return onWindows ? [.. everywhere, (PosixSignal.SIGQUIT, ExitCode.Interrupted), (PosixSignal.SIGHUP, ExitCode.Terminated)] : everywhere;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (isEnding)
        {
            // The handler is still running, and Windows would wait for it here.
            return;
        }

        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        stop.Dispose();
    }

    private void Receive(PosixSignalContext context, int code)
    {
        // A person who presses Ctrl+C twice means it: the default action of the second one ends the process.
        context.Cancel = Interlocked.CompareExchange(ref received, code, 0) == 0;
        isEnding = context.Cancel && OperatingSystem.IsWindows() && code == ExitCode.Terminated;
        stop.Cancel();
        if (isEnding)
        {
            // Windows ends the process as soon as this returns, so the work ends first, and the process with it.
            Thread.CurrentThread.Join();
        }
    }
}
