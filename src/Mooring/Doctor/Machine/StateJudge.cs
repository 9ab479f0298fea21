using Mooring.Configuration;
using Mooring.Core;

namespace Mooring.Doctor.Machine;

/// <summary>Whether Mooring can remember what it must.</summary>
internal static class StateJudge
{
    /// <summary>State takes kilobytes; a disk with less than this left is as good as full.</summary>
    private const long Scarce = 16 * 1024 * 1024;

    private static readonly Text Forgets = new(
        "Mooring goes on, but forgets at its end which records are its own",
        "Mooring 仍会运行，但结束后会忘记哪些记录是自己的");

    /// <summary>What to say of it.</summary>
    /// <param name="state">The facts.</param>
    /// <param name="trust">What is wrong with who owns or can write it; null for nothing.</param>
    /// <param name="user">The running user's name.</param>
    public static IEnumerable<Finding> Judge(StateFacts state, Problem? trust, string user)
    {
        yield return Access(state, trust, user);
        if (state.Free is { } free && free < Scarce)
        {
            yield return new(FindingIds.StateSpace, Severity.Warning, state.Directory, new(
                $"only {Size(free)} are free there; when the disk is full, {Forgets.English}",
                $"该处仅剩 {Size(free)} 可用空间；磁盘写满后，{Forgets.Chinese}"), new("free some space", "请清理空间"));
        }
    }

    private static Finding Access(StateFacts state, Problem? trust, string user) => state switch
    {
        { IsDirectory: false } => Say(Severity.Fault, state, new(
            $"{state.Nearest} is a file where a directory is wanted", $"{state.Nearest} 是文件，而此处需要目录"), new(
            "remove it, or set `state:` to another directory", "请移除该文件，或用 `state:` 指定其他目录")),
        { Access: WriteAccess.ReadOnly } => Say(Severity.Warning, state, new(
            $"{state.Nearest} lies on a file system that is read-only; {Forgets.English}", $"{state.Nearest} 所在文件系统为只读；{Forgets.Chinese}"), new(
            "mount it writable, or set `state:` to a directory that is", "请以可写方式挂载，或用 `state:` 指定可写的目录")),
        { Access: WriteAccess.Denied } => Say(Severity.Warning, state, new(
            $"{user} cannot write {state.Nearest}{Whose(state).English}; {Forgets.English}", $"{user} 无法写入 {state.Nearest}{Whose(state).Chinese}；{Forgets.Chinese}"), new(
            $"type `sudo install -d -m 700 -o {user} {state.Directory}`, run Mooring as its owner, or set `state:` to a directory of {user}",
            $"请执行 `sudo install -d -m 700 -o {user} {state.Directory}`，或以其属主身份运行 Mooring，或用 `state:` 指定属于 {user} 的目录")),
        _ when trust is not null => Say(Severity.Warning, state, trust.Message, trust.Mend),
        { Exists: false } => Finding.Ok(FindingIds.StateDirectory, state.Directory, new(
            "the state directory is not there yet; the first update makes it", "状态目录尚不存在；首次更新时会创建")),
        _ => Finding.Ok(FindingIds.StateDirectory, state.Directory, new(
            $"the state directory can be written{Whose(state).English}", $"状态目录可写{Whose(state).Chinese}")),
    };

    private static Text Whose(StateFacts state)
    {
        if (state.File is not { } file)
        {
            return new("", "");
        }

        var (owner, mode) = (FileTrust.NameOf(file.Owner), Convert.ToString((int)file.Mode, 8).PadLeft(4, '0'));
        return new($" (it belongs to {owner}, mode {mode})", $"（属主 {owner}，权限 {mode}）");
    }

    private static string Size(long octets) => octets >= 1024 * 1024 ? $"{octets / (1024 * 1024)} MiB" : $"{octets / 1024} KiB";

    private static Finding Say(Severity severity, StateFacts state, Text message, Text mend) => new(FindingIds.StateDirectory, severity, state.Directory, message, mend);
}
