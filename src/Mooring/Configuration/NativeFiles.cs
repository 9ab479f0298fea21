using System.Runtime.InteropServices;
using System.Text;

namespace Mooring.Configuration;

/// <summary>What .NET does not tell of files on Unix: who owns them, and who we are.</summary>
internal static class NativeFiles
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int BasicStatistics = 0x7ff; // STATX_BASIC_STATS
    private const int StructureLength = 256;   // struct statx, the same on every architecture
    private const int UserIdOffset = 20;       // stx_uid
    private const int GroupIdOffset = 24;      // stx_gid

    /// <summary>The effective user id of this process. Unix only.</summary>
    public static uint EffectiveUserId() => GetEffectiveUserId();

    /// <summary>The user id of the owner of a file or directory (links followed); null where it cannot be told.</summary>
    public static uint? OwnerOf(string path) => Number(path, UserIdOffset);

    /// <summary>The group id of a file or directory (links followed); null where it cannot be told.</summary>
    public static uint? GroupOf(string path) => Number(path, GroupIdOffset);

    private static uint? Number(string path, int offset)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var buffer = new byte[StructureLength];
        var zeroTerminated = Encoding.UTF8.GetBytes(path + "\0");
        return StatX(CurrentDirectory, zeroTerminated, 0, BasicStatistics, buffer) == 0
            ? BitConverter.ToUInt32(buffer, offset)
            : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, byte[] path, int flags, uint mask, byte[] result);
}
