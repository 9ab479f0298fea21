using Mooring.Core;

namespace Mooring.Cli.Output;

/// <summary>One line on a terminal's standard error that tells what is going on; silent where nobody looks.</summary>
/// <param name="writer">Standard error.</param>
/// <param name="enabled">Whether standard error is a terminal and results are for people.</param>
/// <param name="language">The language of texts.</param>
internal sealed class ProgressLine(TextWriter writer, bool enabled, Language language) : IDisposable
{
    private const string EraseLine = "\r\u001b[K";

    /// <summary>Replaces the line.</summary>
    public void Report(Text text)
    {
        if (enabled)
        {
            writer.Write(EraseLine + text.In(language));
        }
    }

    /// <summary>Takes the line away, for good.</summary>
    public void Dispose() => Erase();

    /// <summary>Takes the line away until the next report.</summary>
    public void Erase()
    {
        if (enabled)
        {
            writer.Write(EraseLine);
        }
    }
}
