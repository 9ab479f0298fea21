using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

/// <summary>Makes the exceptions of failed requests.</summary>
internal static class AcmeFaults
{
    /// <summary>No answer came.</summary>
    public static AcmeException Unanswered(Text what, Uri url, Exchanged exchanged, bool outcomeUnknown)
    {
        var failure = exchanged.Failure!;
        var why = failure.ClockSuspected
            ? new Text($"{failure.What.English}; set this machine's clock (NTP)", $"{failure.What.Chinese}；请校准本机时钟（NTP）")
            : failure.What;
        return new(Sentence(what, url, why), inner: exchanged.Cause) { IsPassing = failure.Passing, OutcomeUnknown = outcomeUnknown };
    }

    /// <summary>The CA said no.</summary>
    public static AcmeException Refused(Text what, Uri url, AcmeProblem problem, TimeSpan? retryAfter = null, bool outcomeUnknown = false)
    {
        var why = problem.Text;
        if (retryAfter is { } wait)
        {
            var span = SpanText.Describe(wait);
            why = new($"{why.English}; the CA asks to wait {span.English}", $"{why.Chinese}；对方要求等待 {span.Chinese}");
        }

        return new(Sentence(what, url, why), problem) { RetryAfter = retryAfter, OutcomeUnknown = outcomeUnknown };
    }

    /// <summary>Something answered, but not in ACME's words: a gateway, a login page, a CA out of order.</summary>
    public static AcmeException NotAcme(Text what, Uri url, ApiReply reply, bool outcomeUnknown) => new(Sentence(what, url, ReplyFaults.Describe(reply)))
    {
        IsPassing = reply.Status is 429 or >= 500,
        RetryAfter = reply.RetryAfter,
        OutcomeUnknown = outcomeUnknown,
    };

    /// <summary>An answer to a request that was accepted is not what RFC 8555 has it be.</summary>
    /// <param name="what">What was being done.</param>
    /// <param name="url">With whom.</param>
    /// <param name="where">What is wrong with it, in English: the member's path or a reader's words.</param>
    /// <param name="inner">The reader's exception.</param>
    public static AcmeException Unreadable(Text what, Uri url, string where, Exception? inner = null)
    {
        var shown = Printable.Of(where);
        return new(
            Sentence(what, url, new(
                $"the answer is not what an ACME server sends ({shown}); check the issuer's directory address", $"应答不符合 ACME 协议（{shown}）；请检查颁发机构的目录地址")),
            inner: inner);
    }

    /// <summary>The CA was not done within our patience.</summary>
    public static AcmeException StillBusy(Text what, Uri url, TimeSpan limit, TimeSpan? asked)
    {
        var span = SpanText.Describe(limit);
        return new(Sentence(what, url, new(
            $"the CA was not done within {span.English}; it goes on at the next run", $"对方在 {span.Chinese} 内没有完成；下次运行时会继续")))
        {
            IsPassing = true,
            RetryAfter = asked,
        };
    }

    /// <summary>"placing the order at ca.example: …".</summary>
    public static Text Sentence(Text what, Uri url, Text why) =>
        new($"{what.English} at {url.Authority}: {why.English}", $"无法在 {url.Authority} {what.Chinese}：{why.Chinese}");
}
