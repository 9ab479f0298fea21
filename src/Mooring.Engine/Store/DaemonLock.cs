using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>Says that a daemon serves this state; held while it runs, gone with its process.</summary>
public sealed class DaemonLock : IDisposable
{
    private readonly LockFile held;

    private DaemonLock(LockFile held) => this.held = held;

    /// <summary>Takes the lock of a state directory.</summary>
    /// <exception cref="StateStoreException">
    /// <see cref="StateFault.Locked"/>: another daemon runs on it, whose process id the message names; or the directory cannot be written.
    /// </exception>
    public static DaemonLock Take(string directory)
    {
        var path = PathIn(directory);
        try
        {
            return LockFile.TryTake(path, out var taken, out var owner)
                ? new DaemonLock(taken)
                : throw new StateStoreException(StateFault.Locked, Running(directory, owner));
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            throw FileFaults.Describe(path, writing: true, e);
        }
    }

    /// <summary>The daemon that holds the lock of a state directory; null where none does, or it may not be looked at. Changes nothing.</summary>
    public static RunningDaemon? Find(string directory) => TryFind(directory, out var running) ? running : null;

    /// <summary>The same, told apart: returns false where this user may not look.</summary>
    /// <param name="directory">The state directory.</param>
    /// <param name="running">The daemon; null where none holds the lock, or it may not be looked at.</param>
    public static bool TryFind(string directory, out RunningDaemon? running)
    {
        running = null;
        try
        {
            running = LockFile.IsHeld(PathIn(directory), out var owner, out var since) ? new RunningDaemon(owner, since) : null;
            return true;
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            return false;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => held.Dispose();

    private static string PathIn(string directory) => Path.Combine(Path.GetFullPath(directory), ".daemon");

    private static Text Running(string directory, int? owner)
    {
        var (english, chinese) = owner is { } id ? ($" (process {id})", $"（进程 {id}）") : ("", "");
        return new Text(
            $"a daemon already runs on the state {directory}{english}; stop it first, or give this one another `state:`",
            $"已有守护进程在使用状态目录 {directory}{chinese}；请先停止它，或为本进程设置不同的 `state:`");
    }
}
