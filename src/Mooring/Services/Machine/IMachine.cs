namespace Mooring.Services.Machine;

/// <summary>The machine that services are installed on.</summary>
internal interface IMachine
{
    /// <summary>The text of a file; null where there is none, or it may not be read.</summary>
    string? Read(string path);

    /// <summary>Writes a file that everybody may read, and its directory where that is missing.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    void Write(string path, byte[] content);

    /// <summary>Removes a file, if it is there.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    void Remove(string path);

    /// <summary>Who may do what with a file or directory; null where there is none, or the system has no such rights.</summary>
    UnixFileMode? ModeOf(string path);

    /// <summary>What lies in a directory, by full path; null where it may not be looked into, or is none.</summary>
    IReadOnlyList<string>? In(string directory);

    /// <summary>Whether nobody but this user and the system can exchange a file; false where the system cannot tell.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="cancellation">Ends the program that is asked on macOS.</param>
    Task<bool> IsOursAloneAsync(string path, CancellationToken cancellation);

    /// <summary>Gives further rights on a file or directory.</summary>
    void Allow(string path, UnixFileMode more);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program was ended.</exception>
    Task<ProgramOutcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation);
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 for success, by custom; null when it could not be started or did not end in time.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error, or why it could not be started.</param>
internal sealed record ProgramOutcome(int? ExitCode, string Output, string Error)
{
    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccess => ExitCode == 0;

    /// <summary>What it said last, on one line: mostly why it failed.</summary>
    public string Said => string.Join(' ', (Error.Trim().Length > 0 ? Error : Output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
