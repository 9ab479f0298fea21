namespace Mooring.Daemon;

/// <summary>Why the daemon wakes.</summary>
internal enum Wake
{
    /// <summary>The pause is over, the clock was set, or the machine slept.</summary>
    Due,

    /// <summary>The configuration changed, or SIGHUP asked to read it again.</summary>
    Configuration,

    /// <summary>
    /// This machine's network changed, a file that addresses come from, or what a probe sees; the router announced something, or the machine woke.
    /// </summary>
    News,

    /// <summary>Somebody called for a round.</summary>
    Trigger,
}

/// <summary>Waits for whatever comes first of all that the daemon waits for.</summary>
internal interface IBell
{
    /// <summary>What changed when it last rang for that.</summary>
    News News { get; }

    /// <summary>Waits as long as a round waits for those it began: until there is news or a call, which the next wait tells, or 10 s are over.</summary>
    Task PatienceAsync(CancellationToken cancellation);

    /// <summary>Waits out the pause, or until something happens.</summary>
    /// <param name="pause">How long at most.</param>
    /// <param name="work">Whose end ends the wait too; null for nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What happened; null where only the work has ended.</returns>
    Task<Wake?> WaitAsync(TimeSpan pause, Task? work, CancellationToken cancellation);

    /// <summary>Waits for the end of some work, however it ends, or until there are news, whichever comes first.</summary>
    /// <returns>Whether the work has ended; where not, <see cref="News"/> tells what came before.</returns>
    Task<bool> EndsBeforeNewsAsync(Task work);
}
