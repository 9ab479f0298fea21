using Mooring.Core;

namespace Mooring.Services;

/// <summary>What a service is to run, and with what.</summary>
internal sealed record ServiceSpec
{
    /// <summary>The program, absolute.</summary>
    public required string Program { get; init; }

    /// <summary>The configuration, absolute.</summary>
    public required string Configuration { get; init; }

    /// <summary>How often <c>update</c> runs, where a timer runs it.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The language of its messages; a service inherits none.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Files that the service gets to read from its manager, since its own user may not: absolute.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>Files and directories that everybody is to be allowed to read or enter, so that the service may.</summary>
    public IReadOnlyList<(string Path, UnixFileMode More)> Opened { get; init; } = [];

    /// <summary>The name of the state directory below the system's place for state.</summary>
    public string StateName { get; init; } = "mooring";

    /// <summary>Whether certificates are deployed, which the service itself may not.</summary>
    public bool Deploys { get; init; }

    /// <summary>Where the log goes where the manager keeps none.</summary>
    public string LogFile { get; init; } = "";

    /// <summary>The user of a service for one user, as Windows names it.</summary>
    public string Account { get; init; } = "";

    /// <summary>Whether the configuration itself is one of the <see cref="Credentials"/>: what changes in it counts from the next start.</summary>
    public bool IsConfigurationPassed => Credentials.Contains(Configuration, StringComparer.Ordinal);

    /// <summary>The configuration that a service's words name; null where they name none.</summary>
    public static string? ConfigurationOf(IReadOnlyList<string> words) => words.SkipWhile(word => word != "--config").ElementAtOrDefault(1);

    /// <summary>The arguments that it runs with.</summary>
    public IReadOnlyList<string> Arguments(params string[] verb) =>
        [.. verb, "--config", Configuration, .. Language == Language.Chinese ? new[] { "--language", "zh" } : []];
}
