using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core;

namespace Mooring.Telling;

/// <summary>The one way out to standard output and standard error: nothing passes it that is secret or would steer a terminal.</summary>
/// <remarks>
/// Control and format characters become <c>\u001b</c>, which in JSON means the same character as before. Line breaks stay, and where
/// the stream is coloured the program's own colours.
/// </remarks>
/// <param name="inner">The stream.</param>
/// <param name="scrub">Takes known secrets out.</param>
/// <param name="coloured">Whether this program paints on it.</param>
internal sealed partial class PrintedWriter(TextWriter inner, Func<string, string> scrub, bool coloured) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(string? value) => inner.Write(Fit(value ?? ""));

    /// <inheritdoc />
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc />
    public override void WriteLine(string? value) => inner.WriteLine(Fit(value ?? ""));

    /// <inheritdoc />
    public override void Flush() => inner.Flush();

    private string Fit(string text)
    {
        text = scrub(text);
        var shown = new StringBuilder(text.Length + 16);
        var last = 0;
        foreach (Match kept in (coloured ? Kept() : Break()).Matches(text))
        {
            shown.Append(Printable.Of(text[last..kept.Index])).Append(kept.ValueSpan);
            last = kept.Index + kept.Length;
        }

        return shown.Append(Printable.Of(text[last..])).ToString();
    }

    [GeneratedRegex(@"\r?\n", RegexOptions.NonBacktracking)]
    private static partial Regex Break();

    [GeneratedRegex(@"\r?\n|\u001b\[(?:0|1|2|31|32|33)m", RegexOptions.NonBacktracking)]
    private static partial Regex Kept();
}
