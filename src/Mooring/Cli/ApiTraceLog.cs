using Microsoft.Extensions.Logging;
using Mooring.Http;

namespace Mooring.Cli;

/// <summary>Writes every call to the debug log: action, redacted request, status, code, request id.</summary>
internal sealed partial class ApiTraceLog(ILogger log) : IApiTrace
{
    /// <inheritdoc />
    public void Attempted(ApiAttempt attempt) => Write(
        log, attempt.Action, attempt.Number, attempt.Status, attempt.Code, attempt.RequestId, attempt.Elapsed.TotalMilliseconds, attempt.Request, attempt.Message);

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "{Action} attempt {Attempt}: status {Status}, code {Code}, request id {RequestId}, {Elapsed:0} ms; {Request}; {Outcome}")]
    private static partial void Write(
        ILogger logger, string action, int attempt, int? status, string? code, string? requestId, double elapsed, string request, string? outcome);
}
