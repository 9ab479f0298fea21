using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>The file that counts, and what was said on the way.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Warnings">Files that were passed over, with the reason.</param>
internal sealed record FoundConfiguration(string Path, IReadOnlyList<Problem> Warnings);

/// <summary>
/// Finds the configuration: <c>--config</c>, <c>MOORING_CONFIG</c>, <c>./mooring.yaml</c>, <c>/etc/mooring/mooring.yaml</c>; a
/// <c>ddns.conf</c> alone is named, not read.
/// </summary>
internal static class ConfigurationSearch
{
    /// <summary>The file's name where none is given.</summary>
    public const string FileName = "mooring.yaml";

    private const string ForeignName = "ddns.conf";

    /// <summary>Finds the file.</summary>
    /// <exception cref="ProblemsException">There is none, with every place that was looked at.</exception>
    public static FoundConfiguration Find(string? option, ProcessEnvironment environment)
    {
        var (found, why) = TryFind(option, environment);
        return found ?? throw new ProblemsException(why);
    }

    /// <summary>Finds the file, or says why there is none.</summary>
    public static (FoundConfiguration? Found, IReadOnlyList<Problem> Why) TryFind(string? option, ProcessEnvironment environment)
    {
        if (option is { Length: > 0 } || environment.FindFilled("MOORING_CONFIG") is { } && option is null)
        {
            // A named file is the one that counts, even where it is missing: reading it says why.
            return (new FoundConfiguration(
                Path.GetFullPath(option ?? environment.Find("MOORING_CONFIG")!, environment.WorkingDirectory), []), []);
        }

        var here = Path.Combine(environment.WorkingDirectory, FileName);
        var system = Path.Combine(environment.SystemConfigurationDirectory, FileName);
        Problem[] warnings = File.Exists(here) && !FileTrust.IsOurs(here, environment) ? [PassedOver(here)] : [];
        return File.Exists(here) && warnings.Length == 0 ? (new FoundConfiguration(here, []), [])
            : File.Exists(system) ? (new FoundConfiguration(system, warnings), [])
            : (null, Nowhere(here, system, warnings, environment));
    }

    /// <summary>Whether a file lies where it is looked for when none is named.</summary>
    public static bool IsUsualPlace(string file, ProcessEnvironment environment) =>
        file == Path.Combine(environment.WorkingDirectory, FileName) || file == Path.Combine(environment.SystemConfigurationDirectory, FileName);

    private static Problem PassedOver(string path) => new(
        new Text(
            "passed over: the file or its directory belongs to another user, or others can write it",
            "已跳过：该文件或其目录属于其他用户，或他人可写"),
        new Text(
            $"take it in hand (`chown`, `chmod go-w` on file and directory), or name it with `--config {path}`",
            $"请收回权限（对文件和目录执行 `chown`、`chmod go-w`），或用 `--config {path}` 明确指定"))
    { File = path, IsWarning = true };

    private static Problem[] Nowhere(string here, string system, Problem[] warnings, ProcessEnvironment environment)
    {
        string[] foreign = [Path.Combine(environment.WorkingDirectory, ForeignName), Path.Combine(environment.SystemDirectory, ForeignName)];
        var problem = Array.Find(foreign, File.Exists) is { } found
            ? ForeignFormat.Problem(found)
            : new Problem(
                new Text(
                    $"no configuration: neither --config nor MOORING_CONFIG is given, and neither {here} nor {system} can be used",
                    $"没有配置文件：未给出 --config 或 MOORING_CONFIG，{here} 与 {system} 也不可用"),
                new Text("`mooring init` writes a first one", "`mooring init` 可生成第一份配置"));
        return [.. warnings.Select(warning => warning with { IsWarning = false }), problem];
    }
}
