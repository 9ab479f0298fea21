namespace Mooring.Engine.Sources.Command;

/// <summary>Finds a program along the path.</summary>
internal static class ProgramPath
{
    /// <summary>The program's file, or null when there is none. A name with a directory is taken as it is.</summary>
    public static string? Find(string program, string? path)
    {
        if (Path.GetFileName(program) != program)
        {
            return program;
        }

        var names = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [program + ".exe", program + ".com"] : new[] { program };
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathRooted)
            .SelectMany(directory => names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}
