using Mooring.Configuration.Settings;

namespace Mooring.Configuration;

/// <summary>Chooses the directory of state.</summary>
internal static class StateDirectory
{
    /// <summary>The configured directory, else the system's for root, else the user's own (XDG Base Directory Specification).</summary>
    public static StateSettings Choose(string? configured, ProcessEnvironment environment)
    {
        if (configured is not null)
        {
            return new StateSettings(configured, Fallback: null);
        }

        var own = OfUser(environment);
        return environment.UserId is null or 0
            ? new StateSettings(environment.SystemStateDirectory, own)
            : new StateSettings(own, Fallback: null);
    }

    private static string OfUser(ProcessEnvironment environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(environment.FindFilled("LOCALAPPDATA") ?? environment.WorkingDirectory, "Mooring", "state");
        }

        // The specification: a path that is not absolute is ignored.
        var xdg = environment.FindFilled("XDG_STATE_HOME");
        var states = Path.IsPathFullyQualified(xdg ?? "")
            ? xdg!
            : Path.Combine(environment.FindFilled("HOME") ?? environment.WorkingDirectory, ".local", "state");
        return Path.Combine(states, "mooring");
    }
}
