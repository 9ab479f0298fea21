using System.Text;

namespace Mooring.Services.Windows;

/// <summary>Command lines as Windows programs take them apart ("Parsing C command-line arguments"). Pure.</summary>
internal static class WindowsWords
{
    /// <summary>Words as one command line.</summary>
    public static string CommandLine(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>The words of a command line.</summary>
    public static IReadOnlyList<string> Split(string commandLine)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, started) = (false, false);
        for (var i = 0; i < commandLine.Length; i++)
        {
            var slashes = commandLine.AsSpan(i).IndexOfAnyExcept('\\') is >= 0 and var run ? run : commandLine.Length - i;
            if (slashes > 0 && i + slashes < commandLine.Length && commandLine[i + slashes] == '"')
            {
                // Before a quotation mark two of them are one, and an odd one makes the mark a letter.
                word.Append('\\', slashes / 2);
                i += slashes - (slashes % 2 == 0 ? 1 : 0);
                started = true;
                word.Append(slashes % 2 == 1 ? "\"" : "");
            }
            else if (commandLine[i] == '"')
            {
                (quoted, started) = (!quoted, true);
            }
            else if (commandLine[i] is ' ' or '\t' && !quoted)
            {
                Finish(words, word, ref started);
            }
            else
            {
                word.Append(commandLine[i]);
                started = true;
            }
        }

        Finish(words, word, ref started);
        return words;
    }

    private static void Finish(List<string> words, StringBuilder word, ref bool started)
    {
        if (started)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        started = false;
    }

    private static string Quote(string word)
    {
        if (word.Length > 0 && word.AsSpan().IndexOfAny(' ', '\t', '"') < 0)
        {
            return word;
        }

        var quoted = new StringBuilder("\"");
        var slashes = 0;
        foreach (var letter in word)
        {
            quoted.Append('\\', letter == '"' ? slashes + 1 : 0).Append(letter);
            slashes = letter == '\\' ? slashes + 1 : 0;
        }

        return quoted.Append('\\', slashes).Append('"').ToString();
    }
}
