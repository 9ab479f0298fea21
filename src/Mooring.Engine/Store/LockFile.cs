using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Mooring.Engine.Store;

/// <summary>A lock between processes that ends with its holder, however that ends.</summary>
/// <remarks>
/// The file itself stays: deleting it would let two processes each hold "the" lock. Who holds it stands in a second file,
/// because the locked one cannot be opened by others.
/// </remarks>
internal sealed class LockFile : IDisposable
{
    private const int LongestOwner = 20;

    private readonly SafeFileHandle held;

    private LockFile(SafeFileHandle held) => this.held = held;

    /// <summary>Takes the lock, or returns false with the holder's process id, null where it is not known.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static bool TryTake(string path, [NotNullWhen(true)] out LockFile? taken, out int? owner)
    {
        DurableFile.EnsureDirectory(Path.GetDirectoryName(path)!);
        if (PlainFile.TryLock(path) is not { } held)
        {
            (taken, owner) = (null, ReadOwner(path));
            return false;
        }

        taken = new LockFile(held);
        owner = Environment.ProcessId;
        WriteOwner(path);
        return true;
    }

    /// <summary>Whether another process holds the lock, with its id and since when, null where it is not known. Makes nothing.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static bool IsHeld(string path, out int? owner, out DateTimeOffset? since)
    {
        var locked = PlainFile.IsLocked(path);
        owner = locked ? ReadOwner(path) : null;
        since = owner is null ? null : new DateTimeOffset(File.GetLastWriteTimeUtc(OwnerPath(path)));
        return locked;
    }

    /// <summary>The file that is written anew whenever the lock is taken.</summary>
    public static string OwnerPath(string path) => path + ".owner";

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => PlainFile.Unlock(held);

    private static void WriteOwner(string path)
    {
        try
        {
            // Made anew, whatever lies there: a link would lead elsewhere.
            File.Delete(OwnerPath(path));
            using var file = DurableFile.Create(OwnerPath(path));
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            // The lock is held all the same; only its owner goes unnamed (disk full, or a reader has the file open).
        }
    }

    private static int? ReadOwner(string path)
    {
        try
        {
            return PlainFile.TryRead(OwnerPath(path), LongestOwner, out var content)
                && int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) ? owner : null;
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            return null;
        }
    }
}
