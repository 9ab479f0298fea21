using System.Text.RegularExpressions;

namespace Mooring.Testing;

/// <summary>The program's command lines that a page shows.</summary>
public static partial class ShownCommands
{
    /// <summary>Every page for users that is shipped with the sources, named from the root.</summary>
    public static IEnumerable<string> Pages => [.. Checkout.Files("docs", "*.md"), "README.md", "README.zh-CN.md", "CONTRIBUTING.md"];

    /// <summary>What follows the program's name in each of them, in order; what a shell would take off is still there.</summary>
    public static IEnumerable<string> In(string page) => Shown().Matches(page).Select(shown => shown.Groups["arguments"].Value);

    /// <summary>The arguments as a shell would give them: quotes taken off.</summary>
    public static string[] Split(string arguments) => [.. Word().Matches(arguments).Select(word => word.Value is ['\'' or '"', .. var quoted, _] ? quoted : word.Value)];

    // The program's name after a directory of programs, an opening or a blank, then words up to a comment, a closing or the shell's next command.
    [GeneratedRegex(@"(?:(?<=^|[\s`(=]|/bin/)mooring|src/Mooring --)(?<arguments>(?: +(?!/)[^\s`#|;&)<>]+)(?: +[^\s`#|;&)<>]+)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Shown();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\S+", RegexOptions.None, 5_000)]
    private static partial Regex Word();
}
