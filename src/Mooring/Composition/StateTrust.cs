using Mooring.Configuration;
using Mooring.Core;

namespace Mooring.Composition;

/// <summary>Whether the state is in nobody else's hands: who can write it steers what is written at the provider, and where this user writes.</summary>
internal static class StateTrust
{
    private const int Deepest = 8;

    /// <summary>A file for each zone and a few more; whoever plants links by the million shall not keep us busy.</summary>
    private const int Most = 10_000;

    /// <summary>What is wrong with a state directory, or with something in it; null where nothing is, nothing is there yet, or the system cannot tell.</summary>
    /// <remarks>
    /// A link to the directory itself is fine where root or this user made it: state often moves to another disk. A link that somebody
    /// else made leads where they want, so it is an error; that others own or can write state is a warning, since volumes of containers
    /// and disks without rights are like that.
    /// </remarks>
    /// <param name="directory">The directory.</param>
    /// <param name="user">The running user's number.</param>
    /// <param name="services">Where systemd keeps the state of services with a user of their own (systemd.exec(5), DynamicUser=).</param>
    public static Problem? Judge(string directory, uint user, string services = "/var/lib/private") =>
        Everything(directory).Take(Most).Select(path => JudgeOne(path, directory, user)).OfType<Problem>()
            .Where(problem => !problem.IsWarning || user != 0 || !IsBelow(services, directory))
            .OrderBy(problem => problem.IsWarning).FirstOrDefault();

    // There nobody but root and the service can get at it, and that the service owns it is as it should be.
    private static bool IsBelow(string services, string directory) =>
        (Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName ?? directory).StartsWith(services + '/', StringComparison.Ordinal);

    private static IEnumerable<string> Everything(string directory)
    {
        yield return directory;

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Deepest, AttributesToSkip = FileAttributes.None };
        foreach (var path in Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory, "*", options) : [])
        {
            yield return path;
        }
    }

    private static Problem? JudgeOne(string path, string directory, uint user)
    {
        if (NativeFiles.Look(path, follow: false) is not { } entry)
        {
            return null;
        }

        // Links inside are followed for what they lead to, but documents and locks never through them.
        var target = entry.IsLink ? NativeFiles.Look(path) : entry;
        return !FileTrust.IsOwned(entry, user) ? Foreign(path, entry, directory, user)
            : target is null ? null
            : !FileTrust.IsOwned(target, user) ? Foreign(path, target, directory, user)
            : IsOpen(target) ? Open(path, target)
            : null;
    }

    private static bool IsOpen(FileFacts file) =>
        file.Mode.HasFlag(UnixFileMode.OtherWrite) || (file.Mode.HasFlag(UnixFileMode.GroupWrite) && !FileTrust.IsForGroup(file.Owner, file.Group));

    private static Problem Foreign(string path, FileFacts file, string directory, uint user)
    {
        var (owner, runner) = (FileTrust.NameOf(file.Owner), FileTrust.NameOf(user));
        return At(
            isWarning: !file.IsLink,
            file.IsLink
                ? new Text($"{path}, where state is kept, is a symbolic link that {owner} made", $"状态路径 {path} 是用户 {owner} 创建的符号链接")
                : new Text($"{path}, where state is kept, belongs to {owner}, and mooring runs as {runner}", $"状态路径 {path} 属于用户 {owner}，而 mooring 以 {runner} 身份运行"),
            file.IsLink
                ? new Text($"remove it (`sudo rm {path}`), or set `state:` to a directory of {runner}", $"请删除它（`sudo rm {path}`），或用 `state:` 指定属于 {runner} 的目录")
                : new Text(
                    $"run mooring as {owner}, give the state away with `sudo chown -R {runner} {directory}`, or set `state:` to a directory of {runner}",
                    $"请以 {owner} 身份运行 mooring，或执行 `sudo chown -R {runner} {directory}`，或用 `state:` 指定属于 {runner} 的目录"));
    }

    private static Problem Open(string path, FileFacts file)
    {
        var mode = Convert.ToString((int)file.Mode, 8).PadLeft(4, '0');
        return At(
            isWarning: true,
            new Text(
                $"{path}, where state is kept, can be written by others: it belongs to {FileTrust.NameOf(file.Owner)} and has mode {mode}",
                $"状态路径 {path} 可被他人写入：其属主为 {FileTrust.NameOf(file.Owner)}，权限为 {mode}"),
            new Text(
                $"type `chmod go-w {path}`, or set `state:` to a directory of its own",
                $"请执行 `chmod go-w {path}`，或用 `state:` 指定单独的目录"));
    }

    private static Problem At(bool isWarning, Text message, Text mend) => new(message, mend) { Key = "state", IsWarning = isWarning };
}
