using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mooring.Engine.Store;

/// <summary>Opens files that are what they seem: never what a symbolic link points to, and never waiting for the other end of a pipe.</summary>
internal static class PlainFile
{
    /// <summary>Everything below a directory, but for what links lead to: root looks through directories that others may write in.</summary>
    public static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private const int ReadWrite = 2;
    private const int ExclusiveNow = 2 | 4;   // flock(2): LOCK_EX | LOCK_NB
    private const int SharedNow = 1 | 4;      // LOCK_SH | LOCK_NB
    private const int Release = 8;            // LOCK_UN

    /// <summary>The content of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most octets that are read.</param>
    /// <param name="content">The content; empty where this is no plain file, or one larger than <paramref name="limit"/>.</param>
    /// <returns>False when there is none.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static bool TryRead(string path, long limit, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        try
        {
            using var file = Open(path, write: false);
            content = file is null ? [] : Read(file, limit);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Locks a file against every other handle, here or in another process, and makes it where it is missing.</summary>
    /// <returns>The lock; null when somebody else has it.</returns>
    /// <exception cref="IOException">It cannot be made, or it is a symbolic link.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static SafeFileHandle? TryLock(string path)
    {
        try
        {
            if (!IsNative)
            {
                ThrowIfLink(path);
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }

            var file = OpenOrCreate(path);
            if (LibC.Lock(file, ExclusiveNow) == 0 || !FileFaults.IsHeld(new IOException("", Marshal.GetLastPInvokeError())))
            {
                // A file system without locks counts as locked, as it does in .NET.
                return file;
            }

            file.Dispose();
            return null;
        }
        catch (IOException e) when (FileFaults.IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Whether somebody holds the lock that <see cref="TryLock"/> takes. Makes nothing; false where there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static bool IsLocked(string path)
    {
        try
        {
            using var file = Open(path, write: false);
            if (file is null || !IsNative)
            {
                return false;
            }

            if (LibC.Lock(file, SharedNow) != 0)
            {
                return FileFaults.IsHeld(new IOException("", Marshal.GetLastPInvokeError()));
            }

            Unlock(file);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (FileFaults.IsHeld(e))
        {
            return true;
        }
    }

    /// <summary>Gives back what <see cref="TryLock"/> took, and closes the file.</summary>
    /// <remarks>Closing alone is not enough: a child that is just being started has a copy of the descriptor, and with it the lock, until it runs its program.</remarks>
    public static void Unlock(SafeFileHandle file)
    {
        if (IsNative)
        {
            _ = LibC.Lock(file, Release);
        }

        file.Dispose();
    }

    private static bool IsNative => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    private static byte[] Read(SafeFileHandle file, long limit)
    {
        long length;
        try
        {
            length = RandomAccess.GetLength(file);
        }
        catch (NotSupportedException)
        {
            return [];   // a pipe
        }

        if (length > limit)
        {
            return [];
        }

        var content = new byte[length];
        var read = 0;
        for (int more; read < length && (more = RandomAccess.Read(file, content.AsSpan(read), read)) > 0;)
        {
            read += more;
        }

        return content[..read];
    }

    private static SafeFileHandle OpenOrCreate(string path)
    {
        while (true)
        {
            try
            {
                return Open(path, write: true) ?? throw IsLink(path);
            }
            catch (FileNotFoundException)
            {
                Create(path);
            }
        }
    }

    private static void Create(string path)
    {
        try
        {
            DurableFile.Create(path).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else made it first.
        }
    }

    /// <summary>The file; null when it is a symbolic link or a socket.</summary>
    private static SafeFileHandle? Open(string path, bool write)
    {
        if (!IsNative)
        {
            return new FileInfo(path).LinkTarget is not null ? null
                : File.OpenHandle(path, FileMode.Open, write ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        var flags = OpenFlags.Here;
        var descriptor = LibC.Open(path, (write ? ReadWrite : 0) | flags.NoFollow | flags.NoWait | flags.CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true)
            : Marshal.GetLastPInvokeError() is var error && FileFaults.IsNoFile(error) ? null
            : throw FileFaults.OfError(path, error);
    }

    private static void ThrowIfLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw IsLink(path);
        }
    }

    private static IOException IsLink(string path) => new($"{path} is a symbolic link or a socket, which is not followed here; remove it");
}
