using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Deploy;

/// <summary>A directory that stays the one that was opened, whatever is put in the place of its name meanwhile.</summary>
/// <remarks>
/// Root also deploys into directories that belong to others, who can rename what is in them, and make links. What root does there must not
/// happen somewhere else. On Linux the directory is reached through its descriptor; elsewhere it is only seen to that it is no link.
/// </remarks>
internal sealed class HeldDirectory : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly string named;

    private HeldDirectory(SafeFileHandle handle, string named)
    {
        (this.handle, this.named) = (handle, named);
        var held = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        Path = OperatingSystem.IsLinux() && Directory.Exists(held) ? held : named;
    }

    /// <summary>Where to find it as long as it is held.</summary>
    public string Path { get; }

    /// <summary>Opens a directory. Not on Windows.</summary>
    /// <exception cref="DeployException">It is a symbolic link.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public static HeldDirectory Open(string directory)
    {
        var flags = OpenFlags.Here;
        var descriptor = LibC.Open(directory, flags.OnlyDirectory | flags.NoFollow | flags.CloseOnExec);
        var error = Marshal.GetLastPInvokeError();
        return descriptor >= 0 ? new HeldDirectory(new SafeFileHandle(descriptor, ownsHandle: true), directory)
            : new FileInfo(directory).LinkTarget is not null ? throw IsLink(directory)
            : throw FileFaults.OfError(directory, error);
    }

    /// <summary>Sees to it that root follows no link that somebody else made, as in the place of one of certbot's directories.</summary>
    /// <exception cref="DeployException">It is one.</exception>
    public static void RefuseForeignLink(string directory)
    {
        if (OperatingSystem.IsLinux() && LibC.EffectiveUser() == 0 && new FileInfo(directory).LinkTarget is not null
            && LibC.OwnerOf(directory, follow: false) is { User: not 0 })
        {
            throw IsLink(directory);
        }
    }

    /// <summary>Sets the mode of the directory itself.</summary>
    [UnsupportedOSPlatform("windows")]
    public void SetMode(UnixFileMode mode) => File.SetUnixFileMode(handle, mode);

    /// <summary>Sees to it that it belongs to whoever owns what was just made in it; else that one could move it away. Only root writes into what others own.</summary>
    /// <exception cref="DeployException">It belongs to somebody else.</exception>
    public void InsistOnOwnerOf(string made)
    {
        if (OperatingSystem.IsLinux() && LibC.EffectiveUser() == 0
            && LibC.OwnerOf(Path)?.User != LibC.OwnerOf(System.IO.Path.Combine(Path, made))?.User)
        {
            Directory.Delete(System.IO.Path.Combine(Path, made));
            throw new DeployException(new Text(
                $"{named}, where sets of files are kept, belongs to another user than root, who writes there now; remove it",
                $"存放各组文件的 {named} 属于其他用户，而现在由 root 写入；请删除它"));
        }
    }

    /// <summary>Does something in it; what the system says of a failure names the directory as people know it.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public void Do(Action<string> work)
    {
        try
        {
            work(Path);
        }
        catch (IOException e) when (Path != named && e.Message.Contains(Path, StringComparison.Ordinal))
        {
            throw new IOException(e.Message.Replace(Path, named, StringComparison.Ordinal), e.HResult);
        }
    }

    /// <inheritdoc />
    public void Dispose() => handle.Dispose();

    private static DeployException IsLink(string directory) => new(new Text(
        $"{directory} is a symbolic link, which is not followed here; remove it", $"{directory} 是符号链接，此处不会跟随；请删除它"));
}
