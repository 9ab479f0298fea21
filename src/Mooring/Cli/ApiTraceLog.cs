using System.Globalization;
using Microsoft.Extensions.Logging;
using Mooring.Http;

namespace Mooring.Cli;

/// <summary>Writes every call to the debug log: action, status, code, request id, redacted request and message, as far as there are any.</summary>
internal sealed partial class ApiTraceLog(ILogger log) : IApiTrace
{
    /// <inheritdoc />
    public void Attempted(ApiAttempt attempt)
    {
        if (log.IsEnabled(LogLevel.Debug))
        {
            Write(log, attempt.Action, attempt.Number, Answer(attempt), attempt.Elapsed.TotalMilliseconds, Exchange(attempt));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Action} attempt {Attempt}: {Answer}, {Elapsed:0} ms; {Exchange}")]
    private static partial void Write(ILogger logger, string action, int attempt, string answer, double elapsed, string exchange);

    private static string Answer(ApiAttempt attempt) => string.Join(", ", Known(
        attempt.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"status {status}") : "no answer",
        attempt.Code is { Length: > 0 } code ? $"code {code}" : null,
        attempt.RequestId is { Length: > 0 } id ? $"request id {id}" : null));

    private static string Exchange(ApiAttempt attempt) => string.Join("; ", Known(attempt.Request, attempt.Message));

    private static IEnumerable<string> Known(params IEnumerable<string?> parts) => parts.OfType<string>().Where(part => part.Length > 0);
}
