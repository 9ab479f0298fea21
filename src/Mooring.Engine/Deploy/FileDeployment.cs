using System.Runtime.InteropServices;
using Mooring.Engine.Store;

namespace Mooring.Engine.Deploy;

/// <summary>Writes the files of a deployment so that no reader and no crash finds a new key beside an old certificate.</summary>
/// <remarks>
/// A single file is written beside its place and renamed. Files that belong together are written into a directory of their own
/// (<c>.NAME/1a2b…</c>), to which the link <c>.NAME/current</c> is then turned in one step; the names that people configure are links
/// through it, made once. The set before stays until the next one, for whoever is just reading it. On Windows, where links need
/// rights, each file is replaced by itself.
/// </remarks>
/// <param name="ownership">Whose they are to be.</param>
/// <param name="secretMode">The mode of files that hold the private key.</param>
internal sealed class FileDeployment(FileOwnership ownership, UnixFileMode secretMode)
{
    private const string Pivot = "current";

    private const UnixFileMode PublicFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode PublicDirectory =
        PublicFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes files that belong together.</summary>
    /// <param name="directory">Where <see cref="DeployedFile.Path"/> starts, absolute.</param>
    /// <param name="name">The name they bear, which their set gets too.</param>
    /// <param name="files">The files, all in one directory.</param>
    /// <returns>Their paths, in that order.</returns>
    /// <exception cref="IOException">The file system failed; what was there is still in use.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public IReadOnlyList<string> Write(string directory, string name, IReadOnlyList<DeployedFile> files)
    {
        string[] paths = [.. files.Select(file => Path.Combine(directory, file.Path))];
        var home = Path.GetDirectoryName(paths[0])!;
        if (home != directory)
        {
            HeldDirectory.RefuseForeignLink(home);
        }

        EnsureDirectory(home);
        if (files.Count > 1 && !OperatingSystem.IsWindows())
        {
            WriteSet(home, "." + name, files);
        }
        else
        {
            foreach (var (path, file) in paths.Zip(files))
            {
                Replace(path, draft => WriteFile(draft, file));
            }
        }

        DurableFile.SyncDirectory(home);
        return paths;
    }

    private void WriteSet(string home, string sets, IReadOnlyList<DeployedFile> files)
    {
        EnsureDirectory(Path.Combine(home, sets));
        using var held = HeldDirectory.Open(Path.Combine(home, sets));
        var (set, before) = (Guid.NewGuid().ToString("n"), LinkOf(Path.Combine(held.Path, Pivot)));
        held.Do(all => WriteSet(held, Path.Combine(all, set), files));
        held.Do(all => Replace(Path.Combine(all, Pivot), draft => File.CreateSymbolicLink(draft, set)));
        DurableFile.SyncDirectory(held.Path);
        foreach (var file in files.Select(file => Path.GetFileName(file.Path)))
        {
            Link(Path.Combine(home, file), $"{sets}/{Pivot}/{file}");
        }

        held.Do(all => Sweep(all, [set, before]));
    }

    private void WriteSet(HeldDirectory held, string directory, IReadOnlyList<DeployedFile> files)
    {
        EnsureDirectory(directory);
        held.InsistOnOwnerOf(Path.GetFileName(directory));
        foreach (var file in files)
        {
            WriteFile(Path.Combine(directory, Path.GetFileName(file.Path)), file);
        }

        DurableFile.SyncDirectory(directory);
    }

    /// <summary>Makes a link, in place of whatever file or link is there; none where it is right already.</summary>
    private static void Link(string path, string target)
    {
        if (LinkOf(path) != target)
        {
            Replace(path, draft => File.CreateSymbolicLink(draft, target));
        }
    }

    /// <summary>Makes something beside a place and gives it that place in one step, and removes what killed runs left there; unlike .NET's move this takes links as links.</summary>
    private static void Replace(string path, Action<string> make)
    {
        var (directory, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        var draft = Path.Combine(directory, $".{name}.{Guid.NewGuid():n}{DurableFile.TemporarySuffix}");
        try
        {
            make(draft);
            if (OperatingSystem.IsWindows())
            {
                HeldFile.Insist(() => File.Move(draft, path, overwrite: true));
            }
            else if (LibC.Rename(draft, path) != 0)
            {
                throw FileFaults.OfError(path, Marshal.GetLastPInvokeError());
            }
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            File.Delete(draft);
            throw;
        }

        foreach (var left in Directory.GetFileSystemEntries(directory, $".{name}.*{DurableFile.TemporarySuffix}"))
        {
            File.Delete(left);
        }
    }

    private void WriteFile(string path, DeployedFile content)
    {
        var options = DurableFile.Options(FileMode.CreateNew);
        using var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // The owner first: it takes set-id bits away, and the mode must not be wider before the file is whose it shall be.
            if (ownership.IsGiven && LibC.ChangeOwner(file.SafeFileHandle, ownership.User, ownership.Group) != 0)
            {
                throw FileFaults.OfError(path, Marshal.GetLastPInvokeError());
            }

            File.SetUnixFileMode(file.SafeFileHandle, content.IsSecret ? secretMode : PublicFile);
        }

        file.Write(content.Content.Span);
        file.Flush(flushToDisk: true);
    }

    private static void EnsureDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        EnsureDirectory(Path.GetDirectoryName(directory)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        // Whatever the process masks, its consumers must get through. By its handle: whose directory it is made in could put a link in its place.
        Directory.CreateDirectory(directory, PublicDirectory);
        using var made = HeldDirectory.Open(directory);
        made.SetMode(PublicDirectory);
    }

    private static void Sweep(string all, string?[] keep)
    {
        foreach (var old in Directory.GetDirectories(all).Where(path => LinkOf(path) is null && !keep.Contains(Path.GetFileName(path), StringComparer.Ordinal)))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static string? LinkOf(string path) => new FileInfo(path).LinkTarget;
}
