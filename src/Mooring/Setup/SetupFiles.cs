using System.Text;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Engine.Store;
using Mooring.Telling;

namespace Mooring.Setup;

/// <summary>Puts a first configuration and its secrets on disk: private, whole, and never over something that stands there.</summary>
/// <param name="file">The configuration's file, absolute.</param>
/// <param name="force">Whether files that stand there may be replaced.</param>
internal sealed class SetupFiles(string file, bool force)
{
    /// <summary>The secret files that belong to it, absolute.</summary>
    public IReadOnlyList<string> SecretPaths(FirstConfiguration first) =>
        [.. first.Accounts.Select(account => account.NewSecret).OfType<SecretFile>().Select(PathOf)];

    /// <summary>Refuses to touch what is there already.</summary>
    /// <exception cref="ProblemsException">A file exists and may not be replaced.</exception>
    public void CheckFree(IEnumerable<string> paths)
    {
        if (!force && paths.FirstOrDefault(File.Exists) is { } taken)
        {
            throw new ProblemsException([new Problem(
                new Text("the file exists already", "文件已存在"),
                new Text("`--config FILE` writes elsewhere; `--force` replaces it", "用 `--config 文件` 写到别处；用 `--force` 替换")) { File = taken }]);
        }
    }

    /// <summary>Writes secrets first, so that the configuration never names a file that is not there.</summary>
    /// <exception cref="CommandException">The disk refuses.</exception>
    public void Write(FirstConfiguration first, string text)
    {
        try
        {
            foreach (var secret in first.Accounts.Select(account => account.NewSecret).OfType<SecretFile>())
            {
                DurableFile.Write(PathOf(secret), Encoding.UTF8.GetBytes(secret.Content.Reveal() + "\n"));
            }

            DurableFile.Write(file, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                new Text(
                    $"writing {file} failed: {e.Message}; choose another place with `--config FILE`",
                    $"写入 {file} 失败：{e.Message}；请用 `--config 文件` 指定其他位置"),
                ExitCode.Partial,
                e);
        }
    }

    private string PathOf(SecretFile secret) => Path.Combine(Path.GetDirectoryName(file)!, secret.Name);
}
