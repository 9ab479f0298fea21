using System.Runtime.InteropServices;
using System.Text;

namespace Mooring.Engine.Store;

/// <summary>The system calls on files that .NET does not offer. Unix only.</summary>
internal static class LibC
{
    /// <summary>open(2) without a mode: opens what is there and makes nothing.</summary>
    /// <returns>The descriptor; negative on failure, with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    public static int Open(string path, int flags) => Open(Encoding.UTF8.GetBytes(path + "\0"), flags);

    /// <summary>fsync(2); 0 on success.</summary>
    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Sync(int descriptor);

    /// <summary>flock(2); 0 on success.</summary>
    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Lock(SafeHandle file, int operation);

    /// <summary>close(2).</summary>
    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
