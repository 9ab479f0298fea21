using System.Net.Http.Headers;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Whether a call may be repeated without asking first.</summary>
public enum CallKind
{
    /// <summary>Changes nothing: repeated after any passing failure.</summary>
    Read,

    /// <summary>Changes something: repeated only where the host certainly did not act.</summary>
    Write,
}

/// <summary>One call to a provider's API: how to sign it and how to read the answer.</summary>
/// <typeparam name="T">What the answer holds.</typeparam>
/// <param name="Action">The provider's name of the action, for logs and errors.</param>
/// <param name="Kind">Whether it may be repeated.</param>
/// <param name="Sign">
/// Makes the signed request for the host's time, which is given; called anew for every attempt, so that each has its own
/// time and nonce.
/// </param>
/// <param name="Read">
/// Reads the answer, or throws <see cref="Mooring.Core.Records.DnsApiException"/> with the fault: <c>Throttled</c> and
/// <c>Unavailable</c> are repeated by the channel, <c>Clock</c> is signed once more with corrected time.
/// </param>
public sealed record ApiCall<T>(
    string Action,
    CallKind Kind,
    Func<DateTimeOffset, HttpRequestMessage> Sign,
    Func<ApiReply, T> Read)
{
    /// <summary>
    /// What the call does, for the sentence that says no answer came: "adding A nas.example.com", 添加 A nas.example.com; the action's
    /// name stands in where there is none.
    /// </summary>
    public Text? What { get; init; }

    /// <summary>Finds the host's request id in an answer, good or bad, for logs; null (default) where the host gives none. Must not throw.</summary>
    public Func<ApiReply, string?>? RequestId { get; init; }
}

/// <summary>An HTTP answer, read whole.</summary>
public sealed record ApiReply
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The media type without parameters, in lower case; null when the answer names none.</summary>
    public string? MediaType { get; init; }

    /// <summary>The body, at most the channel's limit.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// The host's clock minus the time this request was signed with, both at the same instant; null when the answer has no <c>Date</c>.
    /// Large means that an error about time, or one that hides it, is the clock's.
    /// </summary>
    public TimeSpan? SigningError { get; init; }

    /// <summary>The host's <c>Retry-After</c>, as a span from now.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The fields of the answer's head, without those of its content; null where a test made the answer.</summary>
    public HttpResponseHeaders? Headers { get; init; }
}

/// <summary>Sends calls to one account's endpoint: retry, rate limit, time-outs, clock offset, redaction.</summary>
public interface IApiChannel
{
    /// <summary>Sends, repeats what may be repeated, and returns what <see cref="ApiCall{T}.Read"/> read.</summary>
    /// <exception cref="Mooring.Core.Records.DnsApiException">
    /// The host refused or was not reached; <c>OutcomeUnknown</c> is set when a write may have taken effect.
    /// </exception>
    Task<T> SendAsync<T>(ApiCall<T> call, CancellationToken cancellation);
}
