namespace Mooring.Services.Machine;

/// <summary>Asks stat(1) of BSD who owns files, which .NET does not tell. Pure.</summary>
internal static class MacFiles
{
    /// <summary>The command that tells owner and mode of files and of every directory above them; links are followed.</summary>
    public static IReadOnlyList<string> Question(params IEnumerable<string> files) =>
        ["stat", "-L", "-f", "%u %Lp", .. files.SelectMany(Above).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether everything belongs to root and nobody else can write it: whoever can write a directory can exchange what lies in it.</summary>
    public static bool AreRootsAlone(ProgramOutcome told) =>
        told.IsSuccess && told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines && lines.All(IsRootsAlone);

    private static IEnumerable<string> Above(string file)
    {
        for (var path = file; path is { Length: > 0 }; path = Path.GetDirectoryName(path))
        {
            yield return path;
        }
    }

    // The last two octal digits are what group and others may do; two stands for writing.
    private static bool IsRootsAlone(string line) =>
        line.Trim().Split(' ') is ["0", var mode] && mode.PadLeft(3, '0')[^2..].All(digit => digit is '0' or '1' or '4' or '5');
}
