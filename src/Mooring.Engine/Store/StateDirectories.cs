using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>Facts of the machine that decide where state goes by default; a null means unset.</summary>
public sealed record StateDirectoryFacts
{
    /// <summary>Whether this is Windows.</summary>
    public required bool IsWindows { get; init; }

    /// <summary>Whether the effective user is root; Unix only.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The user's home directory.</summary>
    public string? Home { get; init; }

    /// <summary><c>XDG_STATE_HOME</c>; one that is not absolute is ignored, as its specification asks.</summary>
    public string? XdgStateHome { get; init; }

    /// <summary><c>%ProgramData%</c>.</summary>
    public string? ProgramData { get; init; }

    /// <summary><c>%LocalAppData%</c>.</summary>
    public string? LocalAppData { get; init; }
}

/// <summary>Where the state goes without <c>state:</c>.</summary>
public static class StateDirectories
{
    /// <summary>
    /// The directories in the order they are tried: the system's where this user has one, then the user's own. Empty where the
    /// machine names neither.
    /// </summary>
    public static IReadOnlyList<string> Candidates(StateDirectoryFacts facts) =>
        [.. new[] { OfSystem(facts), OfUser(facts) }.OfType<string>()];

    /// <summary>
    /// The first that can be written, with a note where it is not the first choice. Where none can be, the first choice: the store
    /// reports that and goes on in memory. Null where the machine names none at all.
    /// </summary>
    public static (string Directory, Text? Note)? Choose(StateDirectoryFacts facts, Func<string, bool> canWrite)
    {
        var candidates = Candidates(facts);
        if (candidates.Count == 0)
        {
            return null;
        }

        var chosen = candidates.FirstOrDefault(canWrite) ?? candidates[0];
        return (chosen, chosen == candidates[0] ? null : new Text(
            $"{candidates[0]} cannot be written by this user, so the state is kept in {chosen}",
            $"当前用户无法写入 {candidates[0]}，状态改存于 {chosen}"));
    }

    private static string? OfSystem(StateDirectoryFacts facts) =>
        facts.IsWindows ? Below(facts.ProgramData, @"\Mooring\state") : facts.IsRoot ? "/var/lib/mooring" : null;

    private static string? OfUser(StateDirectoryFacts facts) =>
        facts.IsWindows ? Below(facts.LocalAppData, @"\Mooring\state")
        : facts.XdgStateHome?.StartsWith('/') == true ? Below(facts.XdgStateHome, "/mooring")
        : Below(facts.Home, "/.local/state/mooring");

    private static string? Below(string? directory, string rest) =>
        string.IsNullOrEmpty(directory) ? null : directory.TrimEnd('/', '\\') + rest;
}
