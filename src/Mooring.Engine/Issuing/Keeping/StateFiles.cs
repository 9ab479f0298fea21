using System.Text;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>How files with secrets are read and written in the state: under a lock of their directory, with failures told as the state's.</summary>
internal static class StateFiles
{
    /// <summary>How long a writer waits for another one: 10 seconds; none takes a tenth of that.</summary>
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>The content of a text file; null where it is missing, empty, too large or no plain file.</summary>
    public static string? Find(string path, long limit) =>
        PlainFile.TryRead(path, limit, out var content) && content.Length > 0 ? Encoding.UTF8.GetString(content) : null;

    /// <summary>Replaces a text file, durably.</summary>
    public static bool Write(string path, string text)
    {
        DurableFile.Write(path, Encoding.UTF8.GetBytes(text));
        return true;
    }

    /// <summary>Deletes a file; one that is gone is fine.</summary>
    public static bool Delete(string path)
    {
        File.Delete(path);
        return true;
    }

    /// <summary>Tells failures of the file system as the state's.</summary>
    public static T Guarded<T>(string path, bool writing, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            throw FileFaults.Describe(path, writing, e);
        }
    }

    /// <summary>Changes files of a directory, which is made where it is missing, as the only one who does.</summary>
    /// <exception cref="StateStoreException">It cannot be done, or somebody else was at it for too long.</exception>
    public static async Task<T> LockedAsync<T>(string directory, TimeProvider time, Func<T> access, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        LockFile? held;
        while ((held = Guarded(directory, writing: true, () => LockFile.TryTake(Path.Combine(directory, ".lock"), out var taken, out _) ? taken : null)) is null)
        {
            if (time.GetElapsedTime(start) >= LockWait)
            {
                throw new StateStoreException(StateFault.Locked, new Text(
                    $"another process has been writing in {directory} for more than {LockWait.TotalSeconds:0} s; see what it is doing, and try again",
                    $"另一个进程写入 {directory} 已超过 {LockWait.TotalSeconds:0} 秒；请查看该进程，然后重试"));
            }

            await Task.Delay(LockPoll, time, cancellation);
        }

        using (held)
        {
            return Guarded(directory, writing: true, access);
        }
    }
}
