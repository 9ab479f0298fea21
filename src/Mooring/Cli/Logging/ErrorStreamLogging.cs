using Microsoft.Extensions.Logging;

namespace Mooring.Cli.Logging;

/// <summary>Logs of every category to one writer, one line each; a factory for one-shot verbs and a provider for hosts.</summary>
/// <remarks>Neither scopes nor filters by category: a person who wants more says <c>--log-level debug</c>.</remarks>
/// <param name="writer">Where the lines go; must be safe for concurrent use, and keeps secrets to itself.</param>
/// <param name="minimum">What is less severe is dropped.</param>
/// <param name="time">Stamps the lines.</param>
/// <param name="format">The form of the lines.</param>
internal sealed class ErrorStreamLogging(TextWriter writer, LogLevel minimum, TimeProvider time, LogFormat format = LogFormat.Text) : ILoggerFactory, ILoggerProvider
{
    /// <summary>What is less severe is dropped.</summary>
    public LogLevel Minimum { get; private set; } = minimum;

    /// <summary>Lets less severe lines through from now on.</summary>
    public void Lower(LogLevel level) => Minimum = level < Minimum ? level : Minimum;

    /// <summary>Whether everything on this stream is a JSON object.</summary>
    public bool IsJson => format == LogFormat.Json;

    /// <summary>Writes what a person is told beside the log, whatever the minimum; only where <see cref="IsJson"/>.</summary>
    /// <param name="level">How severe it is.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="fields">What it is made from.</param>
    public void Tell(LogLevel level, string message, params IReadOnlyList<KeyValuePair<string, object?>> fields) =>
        writer.WriteLine(JsonLogLine.Render(time.GetUtcNow(), level, "Cli", message, fields, exception: null, withStack: false));

    /// <inheritdoc cref="ILoggerFactory.CreateLogger" />
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Other providers are not taken: this program has one log.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("this program has one log, on standard error");

    /// <summary>Nothing is held; the writer belongs to the process.</summary>
    public void Dispose()
    {
    }

    private sealed class Logger(ErrorStreamLogging owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.Minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Write(logLevel, category, formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], exception);
            }
        }
    }

    private void Write(LogLevel level, string category, string message, IReadOnlyList<KeyValuePair<string, object?>> fields, Exception? exception)
    {
        var (at, withStack) = (time.GetUtcNow(), Minimum <= LogLevel.Debug);
        writer.WriteLine(IsJson
            ? JsonLogLine.Render(at, level, category, message, fields, exception, withStack)
            : LogLine.Render(at, level, category, message, exception, withStack));
    }
}
