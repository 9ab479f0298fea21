using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>The file that counts, and what was said on the way.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Warnings">Files that were passed over, with the reason.</param>
internal sealed record FoundConfiguration(string Path, IReadOnlyList<Problem> Warnings)
{
    /// <summary>What is to be said about the choice; null where it is the usual one.</summary>
    public Text? Note { get; init; }
}

/// <summary>
/// Finds the configuration: <c>--config</c>, <c>MOORING_CONFIG</c>, <c>./mooring.yaml</c>, <c>/etc/mooring/mooring.yaml</c>, then, for
/// people who move in, <c>./ddns.conf</c> and <c>/etc/ddns.conf</c>.
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

        // Whoever may write the working directory could put a file there; the system's directories belong to root.
        (string File, bool IsHere, bool IsForeign)[] places =
        [
            (Path.Combine(environment.WorkingDirectory, FileName), true, false),
            (Path.Combine(environment.SystemConfigurationDirectory, FileName), false, false),
            (Path.Combine(environment.WorkingDirectory, ForeignName), true, true),
            (Path.Combine(environment.SystemDirectory, ForeignName), false, true),
        ];
        var present = places.Where(place => File.Exists(place.File)).ToArray();
        var chosen = Array.FindIndex(present, place => !place.IsHere || FileTrust.IsOurs(place.File, environment));
        Problem[] warnings = [.. present.Take(chosen < 0 ? present.Length : chosen).Select(place => PassedOver(place.File))];
        return chosen < 0
            ? (null, Nowhere(places[0].File, places[1].File, warnings))
            : (new FoundConfiguration(present[chosen].File, warnings) { Note = present[chosen].IsForeign ? Foreign(present[chosen].File) : null }, []);
    }

    /// <summary>Whether a file lies where it is looked for when none is named.</summary>
    public static bool IsUsualPlace(string file, ProcessEnvironment environment) =>
        file == Path.Combine(environment.WorkingDirectory, FileName) || file == Path.Combine(environment.SystemConfigurationDirectory, FileName);

    private static Text Foreign(string path) => new(
        $"no {FileName}, so {path} of aliyun-ddns-client is used as it is; `mooring import {path}` makes a {FileName} of it",
        $"没有 {FileName}，将直接使用 aliyun-ddns-client 的 {path}；`mooring import {path}` 可将其转换为 {FileName}");

    private static Problem PassedOver(string path) => new(
        new Text(
            "passed over: the file or its directory belongs to another user, or others can write it",
            "已跳过：该文件或其目录属于其他用户，或他人可写"),
        new Text(
            $"take it in hand (`chown`, `chmod go-w` on file and directory), or name it with `--config {path}`",
            $"请收回权限（对文件和目录执行 `chown`、`chmod go-w`），或用 `--config {path}` 明确指定"))
    { File = path, IsWarning = true };

    private static Problem[] Nowhere(string here, string system, Problem[] warnings) =>
    [
        .. warnings.Select(warning => warning with { IsWarning = false }),
        new Problem(
            new Text(
                $"no configuration: neither --config nor MOORING_CONFIG is given, and neither {here} nor {system} can be used",
                $"没有配置文件：未给出 --config 或 MOORING_CONFIG，{here} 与 {system} 也不可用"),
            new Text("`mooring init` writes a first one", "`mooring init` 可生成第一份配置")),
    ];
}
