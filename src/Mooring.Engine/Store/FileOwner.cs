using System.Runtime.InteropServices;

namespace Mooring.Engine.Store;

/// <summary>Gives what root makes in somebody else's state to that one, so that a service of its own user can go on with it.</summary>
/// <remarks>Linux only; elsewhere, and for everybody but root, nothing happens. What cannot be given away stays root's: the service then says what it may not read.</remarks>
internal static class FileOwner
{
    /// <summary>Gives an open file that was just made to the owner of the directory it is in.</summary>
    public static void Inherit(SafeHandle file, string path)
    {
        if (Heir(path) is { } owner)
        {
            _ = LibC.ChangeOwner(file, owner.User, owner.Group);
        }
    }

    /// <summary>The same for a directory.</summary>
    public static void InheritDirectory(string path)
    {
        var flags = OpenFlags.Here;
        if (Heir(path) is not { } owner || LibC.Open(path, flags.OnlyDirectory | flags.NoFollow | flags.CloseOnExec) is not (>= 0 and var descriptor))
        {
            return;
        }

        _ = LibC.ChangeOwner(descriptor, owner.User, owner.Group);
        _ = LibC.Close(descriptor);
    }

    private static (uint User, uint Group)? Heir(string path) =>
        OperatingSystem.IsLinux() && LibC.EffectiveUser() == 0 && LibC.OwnerOf(Path.GetDirectoryName(path)!) is { User: not 0 } owner ? owner : null;
}
