using System.Text.RegularExpressions;

namespace Mooring.Telling;

/// <summary>Words as they are typed at a shell.</summary>
internal static partial class Shell
{
    /// <summary>The word, in quotes where a shell would take it apart.</summary>
    public static string Quote(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\w@%+=:,./\\-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
