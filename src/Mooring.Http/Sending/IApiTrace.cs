using Mooring.Core.Records;

namespace Mooring.Http;

/// <summary>Is told of every attempt, for logs. Called on the caller's flow; must not block or throw.</summary>
public interface IApiTrace
{
    /// <summary>One attempt has ended, well or not.</summary>
    void Attempted(ApiAttempt attempt);
}

/// <summary>One attempt of one call.</summary>
/// <param name="Action">The provider's name of the action.</param>
/// <param name="Number">1 for the first attempt of the call.</param>
/// <param name="Request">Method, address and parameters, redacted and cut to a readable length.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Fault">What kind of failure; null on success.</param>
/// <param name="Code">The host's error code, where it gave one.</param>
/// <param name="RequestId">The host's id of the request, where it gave one.</param>
/// <param name="Message">What went wrong, in English, redacted; null on success.</param>
/// <param name="Elapsed">From signing to the answer read.</param>
public sealed record ApiAttempt(
    string Action,
    int Number,
    string Request,
    int? Status,
    DnsFault? Fault,
    string? Code,
    string? RequestId,
    string? Message,
    TimeSpan Elapsed);
