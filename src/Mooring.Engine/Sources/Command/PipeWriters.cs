using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace Mooring.Engine.Sources.Command;

/// <summary>Ends what a program left behind: processes whose parent is gone, so that they are no longer in anybody's tree.</summary>
/// <remarks>They are known by the pipe that they still can write to. Linux only: elsewhere they stay.</remarks>
internal static class PipeWriters
{
    /// <summary>Ends every process that can write to what is read here.</summary>
    public static void End(params Stream[] pipes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var names = pipes.OfType<PipeStream>().Select(pipe => LinkOf($"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId && Writes(directory, names))
            {
                End(id);
            }
        }
    }

    private static bool Writes(string process, HashSet<string> pipes)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(
                file => LinkOf(file) is { } link && pipes.Contains(link) && IsForWriting(Path.Combine(process, "fdinfo", Path.GetFileName(file))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Gone meanwhile, or another user's.
        }
    }

    /// <summary>Both ends of a pipe bear one name; a program that is being started holds a copy of our end for a moment.</summary>
    private static bool IsForWriting(string description) =>
        Array.Exists(File.ReadAllLines(description), line => line.StartsWith("flags:", StringComparison.Ordinal) && line.EndsWith('1'));

    private static string? LinkOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or Win32Exception or InvalidOperationException or AggregateException)
        {
            // It has ended by itself, or belongs to another user.
        }
    }
}
