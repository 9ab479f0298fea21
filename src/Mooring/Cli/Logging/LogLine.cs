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
        var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var name = category.StartsWith(OwnPrefix, StringComparison.Ordinal) ? category[OwnPrefix.Length..] : category;
        var cause = exception is null ? "" : withStack ? $"\n{exception}" : $" ({exception.GetType().Name}: {Printable.Of(exception.Message)})";
        return $"{time} {Word(level)} {name}: {Printable.Of(message)}{cause}";
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
