using Microsoft.Extensions.Logging;

namespace Mooring.Tests.Daemon;

/// <summary>Keeps what is logged, as "level message".</summary>
internal sealed class SaidLog : ILogger
{
    public List<string> Said { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Said.Add($"{logLevel} {formatter(state, exception)}");
}
