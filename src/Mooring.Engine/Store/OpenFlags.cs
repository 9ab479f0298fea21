using System.Runtime.InteropServices;

namespace Mooring.Engine.Store;

/// <summary>Flags of open(2) whose numbers differ between systems and processors.</summary>
/// <remarks>Linux, include/uapi/asm-generic/fcntl.h, and arch/arm and arch/arm64/include/uapi/asm/fcntl.h; macOS, sys/fcntl.h.</remarks>
/// <param name="NoFollow">O_NOFOLLOW: fail where the path is a symbolic link.</param>
/// <param name="OnlyDirectory">O_DIRECTORY: fail where it is no directory.</param>
/// <param name="NoWait">O_NONBLOCK: wait for no other end of a pipe.</param>
/// <param name="CloseOnExec">O_CLOEXEC: keep it from programs started meanwhile.</param>
internal sealed record OpenFlags(int NoFollow, int OnlyDirectory, int NoWait, int CloseOnExec)
{
    /// <summary>Those of this system.</summary>
    public static OpenFlags Here { get; } = Of(OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture);

    /// <summary>Those of Linux on that processor, or else of macOS.</summary>
    public static OpenFlags Of(bool isLinux, Architecture processor) => (isLinux, processor) switch
    {
        (false, _) => new OpenFlags(NoFollow: 0x100, OnlyDirectory: 0x100000, NoWait: 0x4, CloseOnExec: 0x1000000),
        (true, Architecture.Arm or Architecture.Arm64) => new OpenFlags(NoFollow: 0x8000, OnlyDirectory: 0x4000, NoWait: 0x800, CloseOnExec: 0x80000),
        _ => new OpenFlags(NoFollow: 0x20000, OnlyDirectory: 0x10000, NoWait: 0x800, CloseOnExec: 0x80000),
    };
}
