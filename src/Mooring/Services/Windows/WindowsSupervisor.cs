using Mooring.Telling;

namespace Mooring.Services.Windows;

/// <summary>What a service tells the service manager of Windows. Field names as in SERVICE_STATUS.</summary>
/// <param name="State">1 stopped, 2 about to start, 3 about to stop, 4 running.</param>
/// <param name="Accepts">Which controls it takes, as a sum of flags.</param>
/// <param name="ExitCode">0, or 1066 where <paramref name="OwnCode"/> tells.</param>
/// <param name="OwnCode">The program's exit code.</param>
/// <param name="WaitHint">Milliseconds until the next word may be expected, where something is about to happen.</param>
internal sealed record WindowsReport(uint State, uint Accepts, uint ExitCode, uint OwnCode, uint WaitHint);

/// <summary>The service manager of Windows as the supervisor: hears its controls and tells it how the service stands. Knows no Windows.</summary>
/// <param name="report">Carries a report to the service manager.</param>
internal sealed class WindowsSupervisor(Action<WindowsReport> report) : ISupervisor
{
    private const uint Stopped = 1;
    private const uint StartPending = 2;
    private const uint StopPending = 3;
    private const uint Running = 4;

    // SERVICE_ACCEPT_STOP, SERVICE_ACCEPT_SHUTDOWN, SERVICE_ACCEPT_POWEREVENT.
    private const uint Accepted = 0x1 | 0x4 | 0x40;

    // HandlerEx callback function: SERVICE_CONTROL_* and PBT_*.
    private const uint StopControl = 1;
    private const uint InterrogateControl = 4;
    private const uint ShutdownControl = 5;
    private const uint PowerControl = 0xD;
    private const uint ResumedByUser = 0x7;
    private const uint Resumed = 0x12;

    private const uint Understood = 0;
    private const uint NotImplemented = 120;     // ERROR_CALL_NOT_IMPLEMENTED
    private const uint OwnError = 1066;          // ERROR_SERVICE_SPECIFIC_ERROR
    private const uint StartWait = 60_000;
    private const uint StopWait = 30_000;        // `delete-on-stop` takes up to ten seconds

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private TaskCompletionSource woken = New();
    private bool isEnding;

    /// <inheritdoc />
    public TimeSpan? Patience => null;

    /// <summary>Cancelled when the service is to stop.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>The service is about to start.</summary>
    public void Starting() => report(new WindowsReport(StartPending, 0, 0, 0, StartWait));

    /// <inheritdoc />
    public void Ready(string status)
    {
        lock (gate)
        {
            if (!isEnding)
            {
                report(new WindowsReport(Running, Accepted, 0, 0, 0));
            }
        }
    }

    /// <inheritdoc />
    public void Reloading()
    {
    }

    /// <inheritdoc />
    public void Tell(string status)
    {
    }

    /// <inheritdoc />
    public void SignOfLife()
    {
    }

    /// <inheritdoc />
    public void Stopping()
    {
        lock (gate)
        {
            isEnding = true;
            report(new WindowsReport(StopPending, 0, 0, 0, StopWait));
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (isEnding)
            {
                return;
            }

            Stopping();

            // The handler must return soon, so what stops does so elsewhere.
            _ = stop.CancelAsync();
        }
    }

    /// <summary>The service has ended.</summary>
    /// <param name="code">The program's exit code.</param>
    public void Ended(int code) =>
        report(new WindowsReport(Stopped, 0, code == ExitCode.Done ? 0 : OwnError, (uint)code, 0));

    /// <inheritdoc />
    public Task WokenAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            woken = woken.Task.IsCompleted ? New() : woken;
            return woken.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Takes a control.</summary>
    /// <param name="control">What is asked.</param>
    /// <param name="kind">For power: what happened.</param>
    /// <returns>0 where it is understood, else a Windows error.</returns>
    public uint Handle(uint control, uint kind)
    {
        switch (control)
        {
            case StopControl or ShutdownControl:
                End();
                return Understood;
            case PowerControl when kind is Resumed or ResumedByUser:
                lock (gate)
                {
                    woken.TrySetResult();
                }

                return Understood;
            case PowerControl or InterrogateControl:
                return Understood;
            default:
                return NotImplemented;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            isEnding = true;
            stop.Dispose();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
