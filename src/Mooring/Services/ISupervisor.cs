namespace Mooring.Services;

/// <summary>Whoever started the daemon and looks after it: systemd, the Windows service manager, or nobody.</summary>
/// <remarks>Safe for concurrent use. A supervisor that does not listen is no fault of the daemon's: nothing here throws for it.</remarks>
internal interface ISupervisor : IDisposable
{
    /// <summary>How long it waits for a sign of life before it starts the daemon anew; null where it does not.</summary>
    TimeSpan? Patience { get; }

    /// <summary>The daemon serves a configuration, the first or one that was read again.</summary>
    /// <param name="status">What it does, on one line.</param>
    void Ready(string status);

    /// <summary>The daemon reads its configuration again; <see cref="Ready"/> ends that.</summary>
    void Reloading();

    /// <summary>How things stand, on one line.</summary>
    void Tell(string status);

    /// <summary>A sign of life.</summary>
    void SignOfLife();

    /// <summary>The daemon ends.</summary>
    void Stopping();

    /// <summary>Waits until the machine wakes from sleep; for ever where the supervisor does not tell.</summary>
    Task WokenAsync(CancellationToken cancellation) => new TaskCompletionSource().Task.WaitAsync(cancellation);
}
