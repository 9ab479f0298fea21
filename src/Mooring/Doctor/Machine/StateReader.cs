using System.Runtime.InteropServices;
using System.Text;
using Mooring.Configuration;
using Mooring.Engine.Store;

namespace Mooring.Doctor.Machine;

/// <summary>Looks at the state directory without making it.</summary>
internal static class StateReader
{
    private const int CurrentDirectory = -100;   // AT_FDCWD
    private const int Effective = 0x200;         // AT_EACCESS
    private const int WriteAndEnter = 2 | 1;     // W_OK | X_OK
    private const int ReadOnlyFileSystem = 30;   // EROFS

    /// <summary>The facts.</summary>
    public static StateFacts Read(string directory)
    {
        var nearest = Path.GetFullPath(directory);
        var full = nearest;
        while (!Path.Exists(nearest) && Path.GetDirectoryName(nearest) is { } above)
        {
            nearest = above;
        }

        var isDirectory = Directory.Exists(nearest);
        return new StateFacts
        {
            Directory = full,
            Nearest = nearest,
            IsDirectory = isDirectory,
            Access = isDirectory ? AccessTo(nearest) : WriteAccess.Denied,
            File = NativeFiles.Look(nearest),
            Free = FreeAt(nearest),
        };
    }

    private static WriteAccess AccessTo(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return DirectoryStateStore.CanWrite(directory) ? WriteAccess.Granted : WriteAccess.Denied;
        }

        return FileAccessAt(CurrentDirectory, Encoding.UTF8.GetBytes(directory + "\0"), WriteAndEnter, Effective) == 0 ? WriteAccess.Granted
            : Marshal.GetLastPInvokeError() == ReadOnlyFileSystem ? WriteAccess.ReadOnly
            : WriteAccess.Denied;
    }

    private static long? FreeAt(string directory)
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileAccessAt(int directory, byte[] path, int mode, int flags);
}
