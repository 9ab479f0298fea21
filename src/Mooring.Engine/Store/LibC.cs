using System.Runtime.InteropServices;
using System.Text;

namespace Mooring.Engine.Store;

/// <summary>The system calls on files that .NET does not offer. Unix only.</summary>
internal static class LibC
{
    /// <summary>open(2) without a mode: opens what is there and makes nothing.</summary>
    /// <returns>The descriptor; negative on failure, with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    public static int Open(string path, int flags) => Open(Terminated(path), flags);

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

    /// <summary>geteuid(2): the effective user's number.</summary>
    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint EffectiveUser();

    /// <summary>fchown(2); 0 on success.</summary>
    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ChangeOwner(SafeHandle file, uint user, uint group);

    /// <summary>As above, of an open directory.</summary>
    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ChangeOwner(int descriptor, uint user, uint group);

    /// <summary>rename(2), of links and directories too; 0 on success.</summary>
    public static int Rename(string path, string newPath) => Rename(Terminated(path), Terminated(newPath));

    /// <summary>The numbers of a user and of its own group, by name; null where there is none of that name.</summary>
    public static (uint User, uint Group)? FindUser(string name)
    {
        lock (Databases)
        {
            // struct passwd begins alike everywhere: two pointers, then the two numbers.
            var entry = FindUser(Terminated(name));
            return entry == 0 ? null : ((uint)Marshal.ReadInt32(entry, 2 * nint.Size), (uint)Marshal.ReadInt32(entry, (2 * nint.Size) + 4));
        }
    }

    /// <summary>The number of a group, by name; null where there is none of that name.</summary>
    public static uint? FindGroup(string name)
    {
        lock (Databases)
        {
            var entry = FindGroup(Terminated(name));
            return entry == 0 ? null : (uint)Marshal.ReadInt32(entry, 2 * nint.Size);
        }
    }

    /// <summary>Whose a directory is, or with <paramref name="follow"/> false whose the link is that stands there; null where it cannot be told. Linux only.</summary>
    public static (uint User, uint Group)? OwnerOf(string path, bool follow = true)
    {
        const int CurrentDirectory = -100;   // AT_FDCWD
        const int NoFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
        const int BasicStatistics = 0x7ff;   // STATX_BASIC_STATS
        var result = new byte[256];          // struct statx, the same on every architecture: stx_uid at 20, stx_gid at 24
        return StatX(CurrentDirectory, Terminated(path), follow ? 0 : NoFollow, BasicStatistics, result) == 0
            ? (BitConverter.ToUInt32(result, 20), BitConverter.ToUInt32(result, 24))
            : null;
    }

    private static readonly Lock Databases = new();   // getpwnam(3) and getgrnam(3) give out one object again and again

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + "\0");

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(byte[] path, byte[] newPath);

    [DllImport("libc", EntryPoint = "getpwnam")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint FindUser(byte[] name);

    [DllImport("libc", EntryPoint = "getgrnam")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint FindGroup(byte[] name);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, byte[] path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
