using System.Globalization;
using Microsoft.Extensions.Logging;
using Mooring.Core;

namespace Mooring.Cli.Logging;

/// <summary>The form of one log entry: <c>2026-01-02T03:04:05.678Z warn Engine.Round: text</c>, in UTC.</summary>
internal static class LogLine
{
    private const string OwnPrefix = "Mooring.";

    /// <summary>Renders an entry; with a stack only when <paramref name="withStack"/>.</summary>
    public static string Render(DateTimeOffset at, LogLevel level, string category, string message, Exception? exception, bool withStack)
    {
        var cause = exception is null ? "" : withStack ? $"\n{exception}" : $" ({exception.GetType().Name}: {Printable.Of(exception.Message)})";
        return $"{Time(at)} {Word(level)} {Name(category)}: {Printable.Of(message)}{cause}";
    }

    /// <summary>The time of an entry: UTC, to the millisecond.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A category without what all of ours have in common.</summary>
    public static string Name(string category) => category.StartsWith(OwnPrefix, StringComparison.Ordinal) ? category[OwnPrefix.Length..] : category;

    /// <summary>The word of a level, as <c>--log-level</c> takes it.</summary>
    public static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
