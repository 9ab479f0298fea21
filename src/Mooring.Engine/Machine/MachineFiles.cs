namespace Mooring.Engine.Machine;

/// <summary>The files in which a Unix system tells of itself, below a root, so that tests can show a machine that we do not have.</summary>
/// <param name="root">The directory that stands for <c>/</c>.</param>
public sealed class MachineFiles(string root = "/")
{
    private const int Most = 64 * 1024;

    private static readonly string[] ProgramDirectories = ["usr/sbin", "usr/bin", "sbin", "bin", "usr/local/sbin", "usr/local/bin"];

    /// <summary>The beginning of a file without blanks around it; null where there is none, or it cannot be read.</summary>
    /// <remarks>Files that the kernel makes up have no length, so this one is read and not asked for its size.</remarks>
    /// <param name="path">From the root, without a slash before it.</param>
    public string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(Path.Combine(root, path));
            var text = new char[Most];
            return new string(text, 0, reader.ReadBlock(text, 0, Most)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a file or directory is there; a link counts by what it leads to.</summary>
    public bool Exists(string path)
    {
        try
        {
            // For .NET a link to nowhere exists.
            var file = new FileInfo(Path.Combine(root, path));
            return Path.Exists(file.FullName) && (file.LinkTarget is null || Path.Exists(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What a symbolic link says; null where it is none.</summary>
    public string? Link(string path)
    {
        try
        {
            return new FileInfo(Path.Combine(root, path)).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The names of what is in a directory; none where there is no such directory, or it cannot be read.</summary>
    public IReadOnlyList<string> Names(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, directory)).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a program is there, also where this user's path does not lead.</summary>
    public bool HasProgram(string name) => Array.Exists(ProgramDirectories, directory => Exists($"{directory}/{name}"));
}
