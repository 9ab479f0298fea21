using System.Runtime.InteropServices;
using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>Tells what a failure of the file system means for the state.</summary>
internal static class FileFaults
{
    // Linux errno numbers (include/uapi/asm-generic/errno-base.h, errno.h) and Win32 codes in HRESULT form, which .NET keeps in HResult.
    private const int NoSpace = 28;             // ENOSPC
    private const int FileTooLarge = 27;        // EFBIG
    private const int QuotaExceeded = 122;      // EDQUOT
    private const int ReadOnlyFileSystem = 30;  // EROFS
    private const int WouldBlock = 11;          // EWOULDBLOCK
    private const int WouldBlockOnApple = 35;
    private const int NotPermitted = 1;         // EPERM
    private const int NoSuchFile = 2;           // ENOENT
    private const int NoDevice = 6;             // ENXIO: a socket
    private const int AccessDenied = 13;        // EACCES
    private const int NotADirectory = 20;       // ENOTDIR
    private const int Loop = 40;                // ELOOP, which O_NOFOLLOW gives for a link
    private const int LoopOnApple = 62;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
    private const int WriteProtectedOnWindows = unchecked((int)0x80070013);
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);

    /// <summary>Whether the exception comes from the file system and not from a mistake in the program.</summary>
    public static bool IsFileFault(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Whether a file could not be opened because somebody else holds it.</summary>
    public static bool IsHeld(IOException e) =>
        OperatingSystem.IsWindows() ? IsSharingViolation(e)
        : OperatingSystem.IsLinux() ? e.HResult == WouldBlock
        : e.HResult == WouldBlockOnApple;

    /// <summary>Whether Windows says that somebody else has the file open.</summary>
    public static bool IsSharingViolation(IOException e) => e.HResult == SharingViolationOnWindows;

    /// <summary>Whether that number of an error of open(2) says that the file is a symbolic link, or a socket, and so no plain file.</summary>
    public static bool IsNoFile(int error) => error == (OperatingSystem.IsLinux() ? Loop : LoopOnApple) || error == NoDevice;

    /// <summary>The exception that .NET would throw for a number of an error of open(2).</summary>
    public static Exception OfError(string path, int error) => error switch
    {
        NoSuchFile or NotADirectory => new FileNotFoundException(null, path),
        NotPermitted or AccessDenied => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
        _ => new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error),
    };

    /// <summary>The kind of fault.</summary>
    public static StateFault Classify(Exception e) => e switch
    {
        UnauthorizedAccessException => StateFault.Denied,
        IOException { HResult: NoSpace or FileTooLarge or QuotaExceeded or DiskFullOnWindows or HandleDiskFullOnWindows } => StateFault.Full,
        IOException { HResult: ReadOnlyFileSystem or WriteProtectedOnWindows } => StateFault.Denied,
        _ => StateFault.Unavailable,
    };

    /// <summary>The exception to throw for a failed access.</summary>
    public static StateStoreException Describe(string path, bool writing, Exception e)
    {
        var fault = Classify(e);
        var (did, didChinese) = writing ? ("written", "写入") : ("read", "读取");
        var (english, chinese) = fault switch
        {
            StateFault.Full => ("the disk is full; free some space", "磁盘已满，请清理空间"),
            StateFault.Denied => (
                "this user may not, or the file system is read-only; give the directory to this user, or set `state:` to one of its own",
                "当前用户无权限，或文件系统只读；请把目录授权给该用户，或用 `state:` 指定其自己的目录"),
            _ => (e.Message, e.Message),
        };
        return new StateStoreException(
            fault,
            new Text($"the state {path} could not be {did}: {english}", $"无法{didChinese}状态文件 {path}：{chinese}"),
            e);
    }
}
