namespace Mooring.Telling;

/// <summary>What the process tells its caller; users rely on every number.</summary>
internal static class ExitCode
{
    /// <summary>Every set is as wanted (or planned).</summary>
    public const int Done = 0;

    /// <summary>At least one set failed, was refused, is missing under <c>create: false</c>, or has no known address.</summary>
    public const int Partial = 1;

    /// <summary>Wrong usage or configuration; nothing was sent to any network.</summary>
    public const int Usage = 2;

    /// <summary>No set could be read at all, because every account was refused or unreachable.</summary>
    public const int Unreachable = 3;

    /// <summary>Only <c>plan --detailed-exitcode</c>: changes and no failure.</summary>
    public const int Changes = 4;

    /// <summary>Stopped by SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
