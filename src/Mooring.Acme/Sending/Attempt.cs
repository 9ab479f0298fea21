using System.Text.Json;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

/// <summary>How one attempt ended, and whether another may follow: pure.</summary>
/// <param name="Reply">The CA's answer to a request it accepted; null otherwise.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="MayRepeat">Whether the same may be tried again after a pause.</param>
internal sealed record Attempt(ApiReply? Reply, AcmeException? Failure, bool MayRepeat)
{
    /// <summary>Judges what came of a request.</summary>
    /// <param name="what">What it did.</param>
    /// <param name="url">Where it went.</param>
    /// <param name="once">Whether it must not be repeated where the CA may have acted.</param>
    /// <param name="exchanged">What came.</param>
    public static Attempt Of(Text what, Uri url, bool once, Exchanged exchanged) => exchanged.Reply switch
    {
        null => Unanswered(what, url, once, exchanged),
        { Status: >= 200 and < 300 } reply => new(reply, null, MayRepeat: false),
        { } reply => Refused(what, url, once, reply),
    };

    private static Attempt Unanswered(Text what, Uri url, bool once, Exchanged exchanged)
    {
        var mayHaveActed = once && exchanged.Sent;
        var failure = AcmeFaults.Unanswered(what, url, exchanged, mayHaveActed);
        return new(null, failure, exchanged.Failure!.Passing && !mayHaveActed);
    }

    /// <summary>
    /// 503 and 429 say that the CA did not act. A limit without the time of its end (429 without <c>Retry-After</c>, RFC 8555 §6.6) is not
    /// met by asking again.
    /// </summary>
    private static Attempt Refused(Text what, Uri url, bool once, ApiReply reply)
    {
        var outOfOrder = reply.Status is >= 500 and not 503;
        var failure = ProblemIn(reply, url) is { } problem
            ? AcmeFaults.Refused(what, url, problem, reply.RetryAfter, outcomeUnknown: once && outOfOrder)
            : AcmeFaults.NotAcme(what, url, reply, outcomeUnknown: once && outOfOrder);
        return new(null, failure, reply.Status == 503 || (outOfOrder && !once) || (reply.Status == 429 && reply.RetryAfter is not null));
    }

    private static AcmeProblem? ProblemIn(ApiReply reply, Uri url)
    {
        if (reply.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, AcmeJson.Default.ProblemWire)
                ?.ToProblem(reply.Status, reply.Links("terms-of-service", url).FirstOrDefault());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
