using System.Runtime.InteropServices;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>Turns SIGINT and SIGTERM into a cancellation; the second one ends the process at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int received;

    /// <summary>Starts listening.</summary>
    public Signals() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, ExitCode.Terminated)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>The exit code that tells of the signal; null when none came.</summary>
    public int? Code => Volatile.Read(ref received) is var code and not 0 ? code : null;

    /// <inheritdoc />
    public void Dispose()
    {
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
        stop.Cancel();
    }
}
