using Mooring.Core;

namespace Mooring.Http;

/// <summary>What one request led to: an answer, or the reason why there is none.</summary>
/// <param name="Reply">The answer, whatever its status; null where none came.</param>
/// <param name="Failure">Why none came; null beside an answer.</param>
/// <param name="Cause">The exception behind the failure.</param>
/// <param name="Sent">Whether a byte of the request left, so that the host may have acted on it.</param>
public sealed record Exchanged(ApiReply? Reply, TransportFailure? Failure, Exception? Cause, bool Sent);

/// <summary>Sends one request and reads the whole answer, within a time limit; measures the host's clock on the way.</summary>
internal sealed class Exchange(HttpMessageInvoker invoker, int bodyLimit, ServerClock clock, ApiCallCounter counter, TimeProvider time)
{
    /// <param name="request">The signed request.</param>
    /// <param name="signed">The host's time it was signed for, and the local timestamp of that moment.</param>
    /// <param name="limit">How long connecting and answering may take together.</param>
    public async Task<Exchanged> SendAsync(HttpRequestMessage request, ClockReading signed, TimeSpan limit, CancellationToken cancellation)
    {
        var mark = new SendMark(time, counter.Increment);
        using var limiter = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limiter.Token, cancellation);
        try
        {
            var reply = await AskAsync(request, signed, mark, both.Token);
            return new(reply, null, null, Sent: true);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return new(null, TimedOut(limit, mark), e, mark.SentAt is not null);
        }
        catch (Exception e) when (TransportFailure.From(e) is { } failure)
        {
            cancellation.ThrowIfCancellationRequested();
            return new(null, failure, e, mark.SentAt is not null);
        }
    }

    private async Task<ApiReply> AskAsync(HttpRequestMessage request, ClockReading signed, SendMark mark, CancellationToken cancellation)
    {
        SendMark.Current = mark;
        request.Options.Set(Dialer.RequestLimit, cancellation);
        using var response = await invoker.SendAsync(request, cancellation);
        var received = time.GetTimestamp();
        var signingError = Measure(response, signed, mark.SentAt ?? received, received);
        return new ApiReply
        {
            Status = (int)response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
            Body = await ReadAsync(response.Content, cancellation),
            SigningError = signingError,
            RetryAfter = RetryAfter(response),
            Headers = response.Headers,
        };
    }

    private TimeSpan? Measure(HttpResponseMessage response, ClockReading signed, long sent, long received)
    {
        if (response.Headers.Date is not { } date)
        {
            return null;
        }

        clock.Observe(date, sent, received);
        var host = ClockReading.AtMidpoint(date, sent, received);
        return ClockReading.IsPlausible(date) ? host.HostTime - signed.At(host.Timestamp, time) : null;
    }

    /// <summary>RFC 9110 §10.2.3; a date is measured against the host's own clock, which this very answer has shown as a rule, since ours may be wrong.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var span = header?.Delta ?? (header?.Date - clock.UtcNow);
        return span < TimeSpan.Zero ? TimeSpan.Zero : span;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > bodyLimit)
        {
            throw TooLong();
        }

        using var whole = new MemoryStream();
        await using var body = await content.ReadAsStreamAsync(cancellation);
        var piece = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(piece, cancellation)) > 0;)
        {
            whole.Write(piece, 0, read);
            if (whole.Length > bodyLimit)
            {
                throw TooLong();
            }
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private ConnectionFailedException TooLong() => new(new TransportFailure(
        new Text($"the answer is longer than {bodyLimit} bytes", $"应答超过 {bodyLimit} 字节"), Passing: false));

    private static TransportFailure TimedOut(TimeSpan limit, SendMark mark)
    {
        var seconds = FormattableString.Invariant($"{limit.TotalSeconds:0.#}");
        return new(mark.SentAt is null
            ? new Text($"no connection within {seconds} s", $"{seconds} 秒内未能建立连接")
            : new Text($"no complete answer within {seconds} s", $"{seconds} 秒内没有收到完整应答"));
    }
}
