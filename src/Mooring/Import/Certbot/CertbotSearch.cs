using Mooring.Configuration;
using Mooring.Core;

namespace Mooring.Import.Certbot;

/// <summary>
/// Finds certbot-dns-aliyun's <c>config.json</c>, also when `certbot renew` calls from <c>/</c>: in the working directory, beside the name
/// the program was called by, beside the file that this name links to.
/// </summary>
internal static class CertbotSearch
{
    /// <summary>The file's name where none is given.</summary>
    public const string FileName = "config.json";

    private const int MostLinks = 40;

    /// <summary>Finds the file.</summary>
    /// <param name="option">What <c>-c</c> says; null where it is not given.</param>
    /// <param name="environment">Working directory and name of the program.</param>
    /// <exception cref="ProblemsException">It is nowhere; every path tried is listed.</exception>
    public static FoundConfiguration Find(string? option, ProcessEnvironment environment)
    {
        if (option is { Length: > 0 })
        {
            return new FoundConfiguration(Path.GetFullPath(option, environment.WorkingDirectory), []);
        }

        var here = Path.Combine(environment.WorkingDirectory, FileName);
        string[] places = [.. Directories(environment).Select(directory => Path.Combine(directory, FileName)).Prepend(here).Distinct(StringComparer.Ordinal)];
        var present = Array.FindAll(places, File.Exists);
        var isForeign = present is [var first, ..] && first == here && !FileTrust.IsOurs(here, environment);
        Problem[] passedOver = isForeign ? [PassedOver(here)] : [];
        return present.Skip(passedOver.Length).FirstOrDefault() is { } found ? new FoundConfiguration(found, passedOver) : throw Nowhere(places, passedOver);
    }

    private static IEnumerable<string> Directories(ProcessEnvironment environment)
    {
        var path = Called(environment);
        for (var links = 0; path is not null && links <= MostLinks; links++)
        {
            var directory = Path.GetDirectoryName(path);
            if (directory is null)
            {
                yield break;
            }

            yield return directory;
            path = new FileInfo(path).LinkTarget is { } target ? Path.GetFullPath(target, directory) : null;
        }
    }

    /// <summary>The file that the name means, as a shell finds it.</summary>
    private static string? Called(ProcessEnvironment environment) => environment.InvokedAs switch
    {
        null => null,
        var name when name.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) => Path.GetFullPath(name, environment.WorkingDirectory),
        var name => (environment.FindFilled("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.GetFullPath(Path.Combine(directory, name), environment.WorkingDirectory)).FirstOrDefault(File.Exists),
    };

    private static Problem PassedOver(string path) => new(
        new Text(
            "passed over: the file or its directory belongs to another user, or others can write it",
            "已跳过：该文件或其目录属于其他用户，或他人可写"),
        new Text($"take it in hand (`chown`, `chmod go-w` on file and directory), or name it with `-c {path}`", $"请收回权限（对文件和目录执行 `chown`、`chmod go-w`），或用 `-c {path}` 明确指定"))
    { File = path, IsWarning = true };

    private static ProblemsException Nowhere(string[] places, Problem[] passedOver) => new(
    [
        .. passedOver.Select(problem => problem with { IsWarning = false }),
        new Problem(
            new Text($"no {FileName}; looked for: {string.Join(", ", places)}", $"找不到 {FileName}；已查找：{string.Join("、", places)}"),
            new Text($"put it there, or name it with `-c {FileName}`", $"请放在上述位置之一，或用 `-c {FileName}` 指定")) { Key = "-c" },
    ]);
}
