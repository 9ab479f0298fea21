using System.Runtime.InteropServices;
using System.Text;

namespace Mooring.Configuration;

/// <summary>What a file is and whose.</summary>
/// <param name="Owner">The user's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Mode">Who may do what; says nothing for a link.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
/// <param name="IsRegular">Whether it is a file as people know it: no directory, link, pipe, socket or device.</param>
internal sealed record FileFacts(uint Owner, uint Group, UnixFileMode Mode, bool IsLink, bool IsRegular);

/// <summary>What .NET does not tell of files on Unix: what they are, who owns them, and who we are.</summary>
internal static class NativeFiles
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100;        // AT_SYMLINK_NOFOLLOW
    private const int BasicStatistics = 0x7ff; // STATX_BASIC_STATS
    private const int StructureLength = 256;   // struct statx, the same on every architecture
    private const int UserIdOffset = 20;       // stx_uid
    private const int GroupIdOffset = 24;      // stx_gid
    private const int ModeOffset = 28;         // stx_mode
    private const int Permissions = 0xfff;
    private const int Kind = 0xf000;           // S_IFMT
    private const int Link = 0xa000;           // S_IFLNK
    private const int Regular = 0x8000;        // S_IFREG

    /// <summary>The effective user id of this process. Unix only.</summary>
    public static uint EffectiveUserId() => GetEffectiveUserId();

    /// <summary>What lies there; null where nothing does, where it may not be looked at, and where the system is not Linux.</summary>
    /// <param name="path">The path; links in its directories are followed.</param>
    /// <param name="follow">Whether what a link points to is meant, and not the link.</param>
    public static FileFacts? Look(string path, bool follow = true)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var buffer = new byte[StructureLength];
        if (StatX(CurrentDirectory, Encoding.UTF8.GetBytes(path + "\0"), follow ? 0 : NoFollow, BasicStatistics, buffer) != 0)
        {
            return null;
        }

        var mode = BitConverter.ToUInt16(buffer, ModeOffset);
        return new FileFacts(
            BitConverter.ToUInt32(buffer, UserIdOffset),
            BitConverter.ToUInt32(buffer, GroupIdOffset),
            (UnixFileMode)(mode & Permissions),
            (mode & Kind) == Link,
            (mode & Kind) == Regular);
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, byte[] path, int flags, uint mask, byte[] result);
}
