using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Mooring.Tests.Daemon;

/// <summary>Keeps what is logged, as "level message"; safe for concurrent use.</summary>
internal sealed class SaidLog : ILogger
{
    private ImmutableList<string> said = [];

    public IReadOnlyList<string> Said => Volatile.Read(ref said);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        ImmutableInterlocked.Update(ref said, (said, line) => said.Add(line), $"{logLevel} {formatter(state, exception)}");
}
