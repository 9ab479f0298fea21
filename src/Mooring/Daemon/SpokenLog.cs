using Microsoft.Extensions.Logging;
using Mooring.Core;

namespace Mooring.Daemon;

/// <summary>The lines of the daemon that a person reads, in the language of that person.</summary>
/// <param name="log">Where they go.</param>
/// <param name="language">The language.</param>
internal sealed partial class SpokenLog(ILogger log, Language language)
{
    /// <summary>The language.</summary>
    public Language Language => language;

    /// <summary>Says something, with what it comes from where that is known.</summary>
    public void Say(LogLevel level, Text text, Exception? cause = null) => Write(log, level, text.In(language), cause);

    /// <summary>For whoever looks closely: a round is done. In English.</summary>
    public void Note(int lines, long calls) => Done(log, lines, calls);

    [LoggerMessage(Level = LogLevel.Debug, Message = "round done: {Lines} lines, {Calls} API calls")]
    private static partial void Done(ILogger logger, int lines, long calls);

    [LoggerMessage(Message = "{Text}")]
    private static partial void Write(ILogger logger, LogLevel level, string text, Exception? cause);
}
