using System.Collections;
using Mooring.Configuration.Settings;

namespace Mooring.Configuration;

/// <summary>What the process was given from outside: variables, working directory, user. The only reader of the environment.</summary>
/// <remarks>A value, so that tests say what the world looks like.</remarks>
internal sealed record ProcessEnvironment
{
    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The directory that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The name of the running user, for messages.</summary>
    public required string UserName { get; init; }

    /// <summary>The effective user id; null on Windows.</summary>
    public required uint? UserId { get; init; }

    /// <summary>Whether the program runs as root.</summary>
    public bool IsRoot => UserId == 0;

    /// <summary>Where the system's programs keep their configuration; <c>/etc</c> or <c>%ProgramData%</c>.</summary>
    public required string SystemDirectory { get; init; }

    /// <summary>Where this program's configuration lies for the whole machine.</summary>
    public string SystemConfigurationDirectory => Path.Combine(SystemDirectory, OperatingSystem.IsWindows() ? "Mooring" : "mooring");

    /// <summary>The user's home directory; null where there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The name the program was called by, as the caller wrote it: a path, or a name to be looked for in <c>PATH</c>. Null where that is not known.</summary>
    public string? InvokedAs { get; init; }

    /// <summary>Cancelled when the process is asked to stop.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>What decides where state goes by default.</summary>
    public MachineDirectories Directories =>
        new(UserId, HomeDirectory, FindFilled("XDG_STATE_HOME"), FindFilled("ProgramData"), FindFilled("LOCALAPPDATA"));

    /// <summary>
    /// The credential that the service manager passes for a file that this process may not be able to read; null where it passes none.
    /// systemd.exec(5), <c>LoadCredential=</c>.
    /// </summary>
    /// <param name="path">The file, absolute.</param>
    public string? Credential(string path) =>
        FindFilled("CREDENTIALS_DIRECTORY") is { } directory && Path.Combine(directory, CredentialName(path)) is var passed && File.Exists(passed) ? passed : null;

    /// <summary>Whether systemd runs this as a unit that <c>service install</c> made, which has no user that files could be given to.</summary>
    public bool IsUnitOfOurs => !IsRoot && FindFilled("INVOCATION_ID") is not null && FindFilled("STATE_DIRECTORY") is not null;

    /// <summary>The name under which a file is passed: its whole path, since <c>a/secret</c> and <c>b/secret</c> are two.</summary>
    public static string CredentialName(string path) =>
        string.Concat(path.TrimStart('/').Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));

    /// <summary>The value of a variable; null when it is unset.</summary>
    public string? Find(string name) => Variables.GetValueOrDefault(name);

    /// <summary>The value of a variable; null when it is unset or empty, which POSIX treats alike for locale variables.</summary>
    public string? FindFilled(string name) => Find(name) is { Length: > 0 } value ? value : null;

    /// <summary>The environment of this process.</summary>
    public static ProcessEnvironment OfProcess() => new()
    {
        Variables = ReadVariables(),
        SystemDirectory = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData)
            : "/etc",
        WorkingDirectory = Environment.CurrentDirectory,
        HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null,
        UserName = Environment.UserName,
        InvokedAs = ReadInvokedAs(),
        UserId = OperatingSystem.IsWindows() ? null : NativeFiles.EffectiveUserId(),
    };

    /// <summary>The runtime tells the program's own file; through which link it was called stands only in the arguments as the kernel has them.</summary>
    private static string? ReadInvokedAs()
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText("/proc/self/cmdline").Split('\0')[0] is { Length: > 0 } first ? first : Environment.ProcessPath;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessPath;
        }
    }

    /// <summary>A table of variables; their names are case-insensitive on Windows, and only there.</summary>
    public static IReadOnlyDictionary<string, string> VariablesOf(IEnumerable<(string Name, string Value)> variables)
    {
        var table = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            table[name] = value;
        }

        return table;
    }

#pragma warning disable RS0030 // This is the one place that reads the environment.
    private static IReadOnlyDictionary<string, string> ReadVariables() =>
        VariablesOf(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string?)entry.Value ?? "")));
#pragma warning restore RS0030
}
