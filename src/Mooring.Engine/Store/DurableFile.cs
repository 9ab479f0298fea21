using System.Runtime.InteropServices;

namespace Mooring.Engine.Store;

/// <summary>Writes files so that after a crash at any instant either the old or the new content is there, whole.</summary>
/// <remarks>Temporary file in the same directory, fsync, rename, fsync of the directory. Files are 0600, directories 0700; what root makes belongs to the directory's owner.</remarks>
public static class DurableFile
{
    /// <summary>How names of temporary files end; such a file is nobody's once the writer is gone.</summary>
    public const string TemporarySuffix = ".tmp";

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Replaces the file's content. On return it survives a power cut.</summary>
    /// <exception cref="IOException">The disk is full, or another failure; the old content is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(path)!;
        EnsureDirectory(directory);
        var temporary = Path.Combine(directory, $".{Guid.NewGuid():n}{TemporarySuffix}");
        try
        {
            using (var file = Create(temporary))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Replace(temporary, path);
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            File.Delete(temporary);
            throw;
        }

        SyncDirectory(directory);
    }

    /// <summary>Renames a file within its directory, durably.</summary>
    public static void Rename(string path, string newPath)
    {
        Replace(path, newPath);
        SyncDirectory(Path.GetDirectoryName(newPath)!);
    }

    /// <summary>Gives a whole directory its name, durably with the files in it, which were written by <see cref="WriteNew"/>.</summary>
    /// <exception cref="IOException">The name is taken, or another failure.</exception>
    internal static void Publish(string directory, string name)
    {
        SyncDirectory(directory);
        Directory.Move(directory, name);
        SyncDirectory(Path.GetDirectoryName(name)!);
    }

    /// <summary>Writes a file of a directory that nobody reads yet; durable once that one is published.</summary>
    /// <exception cref="IOException">It is there already, or another failure.</exception>
    internal static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        using var file = Create(path);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Makes the directory and those above it, durably, for the owner alone.</summary>
    public static void EnsureDirectory(string directory)
    {
        if (directory.Length == 0 || Directory.Exists(directory))
        {
            return;
        }

        var parent = Path.GetDirectoryName(directory) ?? "";
        EnsureDirectory(parent);
        if (OperatingSystem.IsWindows())
        {
            WindowsDirectory.Create(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerDirectory);
            FileOwner.InheritDirectory(directory);
            SyncDirectory(parent);
        }
    }

    /// <summary>Makes a file that only its owner may touch, who is the directory's where root makes it.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static FileStream Create(string path)
    {
        var file = new FileStream(path, Options(FileMode.CreateNew));
        FileOwner.Inherit(file.SafeFileHandle, path);
        return file;
    }

    /// <summary>Options for a file that only its owner may touch and only one handle may hold.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return options;
    }

    private static void Replace(string path, string target)
    {
        void Move() => File.Move(path, target, overwrite: true);
        if (OperatingSystem.IsWindows())
        {
            HeldFile.Insist(Move);
        }
        else
        {
            Move();
        }
    }

    /// <summary>Makes renames in a directory durable; Windows keeps them in its journal by itself.</summary>
    internal static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no directories, so the three calls are made here.
        var descriptor = LibC.Open(directory, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"open({directory}) failed", Marshal.GetLastPInvokeError());
        }

        var failed = LibC.Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = LibC.Close(descriptor);
        if (failed)
        {
            throw new IOException($"fsync({directory}) failed", error);
        }
    }
}
