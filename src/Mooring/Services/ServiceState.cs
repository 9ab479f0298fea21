namespace Mooring.Services;

/// <summary>How one service stands.</summary>
/// <param name="Manager">Who keeps it: <c>systemd</c>, <c>windows</c>, <c>tasks</c>, <c>launchd</c>.</param>
/// <param name="Name">Its name there: <c>mooring.service</c>.</param>
/// <param name="Kind">What it does.</param>
internal sealed record ServiceState(string Manager, string Name, ServiceKind Kind)
{
    /// <summary>Whether it is there.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>Whether <c>service install</c> made it.</summary>
    public bool IsOurs { get; init; }

    /// <summary>A file of somebody else that installing would overwrite; null for none, and where the manager knows no files.</summary>
    public string? Foreign { get; init; }

    /// <summary>Whether it starts by itself; null where the manager does not tell.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>Whether it runs, or, of a timer, waits for its time; null where the manager does not tell.</summary>
    public bool? IsRunning { get; init; }

    /// <summary>How the manager says it, in its own words.</summary>
    public string? Detail { get; init; }

    /// <summary>The file that describes it; null where the manager keeps that to itself.</summary>
    public string? File { get; init; }

    /// <summary>The program that it runs.</summary>
    public string? Program { get; init; }

    /// <summary>The configuration that it runs on.</summary>
    public string? Configuration { get; init; }

    /// <summary>Where its state is, as its description says; null where that says nothing.</summary>
    public string? State { get; init; }
}

/// <summary>What a service does.</summary>
internal enum ServiceKind
{
    /// <summary>Runs the daemon, as a service or a task.</summary>
    Daemon,

    /// <summary>Runs <c>mooring update</c> again and again.</summary>
    Timer,

    /// <summary>Runs the daemon while one user is logged on.</summary>
    UserDaemon,
}
