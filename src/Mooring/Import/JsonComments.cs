namespace Mooring.Import;

/// <summary>JSON with <c>//</c> comments, as NewFuture/DDNS takes it since 4.1.</summary>
internal static class JsonComments
{
    /// <summary>The text with blanks in the place of comments, so that everything stays where it is; text that is no JSON object stays as it is.</summary>
    public static string Blank(string text)
    {
        var first = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        return first?.StartsWith('{') == true ? string.Join('\n', text.Split('\n').Select(BlankLine)) : text;
    }

    // A text of JSON never goes on in the next line.
    private static string BlankLine(string line)
    {
        var inText = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (inText && line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                inText = !inText;
            }
            else if (!inText && line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')
            {
                return line[..i].PadRight(line.Length);
            }
        }

        return line;
    }
}
