using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Http;

/// <summary>Words for what a channel gives up with.</summary>
internal static class ChannelFaults
{
    /// <summary>No answer came to one attempt.</summary>
    public static DnsApiException Unanswered(Text what, string host, Exchanged exchanged)
    {
        var failure = exchanged.Failure!;
        var reason = WithoutHost(failure.What, host);
        var text = new Text($"{what.English} at {host}: {reason.English}", $"无法在 {host} {what.Chinese}：{reason.Chinese}");
        return failure.ClockSuspected
            ? new(DnsFault.Clock, text, inner: exchanged.Cause)
            : new(DnsFault.Unavailable, With(text, Mend(failure, exchanged.Sent)), inner: exchanged.Cause);
    }

    /// <summary>The last failure, with what only the channel knows: attempts, outcome, the measured clock.</summary>
    public static DnsApiException Final(DnsApiException last, int attempts, bool outcomeUnknown, TimeSpan? retryAfter, TimeSpan? offset)
    {
        var text = last.Text;
        text = last.Fault == DnsFault.Clock ? With(text, ClockMend(offset)) : text;
        text = last.Fault == DnsFault.Throttled && retryAfter is { } wait ? With(text, Asked(wait)) : text;
        text = outcomeUnknown ? With(text, UnknownOutcome) : text;
        text = attempts > 1 ? new($"{text.English} (after {attempts} attempts)", $"{text.Chinese}（共尝试 {attempts} 次）") : text;
        return new(last.Fault, text, last.Code, last.RequestId, last) { OutcomeUnknown = outcomeUnknown, MinimumTtl = last.MinimumTtl };
    }

    /// <summary>An endpoint that is an address is not named twice.</summary>
    private static Text WithoutHost(Text reason, string host) => new(
        reason.English.StartsWith($"{host}: ", StringComparison.Ordinal) ? reason.English[(host.Length + 2)..] : reason.English,
        reason.Chinese.StartsWith($"{host}：", StringComparison.Ordinal) ? reason.Chinese[(host.Length + 1)..] : reason.Chinese);

    private static Text UnknownOutcome { get; } = new("the change may have taken effect all the same", "但更改仍可能已经生效");

    private static Text With(Text text, Text more) => new($"{text.English}; {more.English}", $"{text.Chinese}；{more.Chinese}");

    private static Text Asked(TimeSpan wait)
    {
        var span = SpanText.Describe(wait);
        return new($"the host asks to wait {span.English}", $"对方要求等待 {span.Chinese}");
    }

    private static Text Mend(TransportFailure failure, bool sent) => failure switch
    {
        { Passing: false } => new("repeating does not help", "重试没有用"),
        _ when sent => new("it passes by itself as a rule", "通常会自行恢复"),
        _ => new("check this machine's network, name servers and proxy", "请检查本机的网络、域名服务器和代理"),
    };

    private static Text SetTheClock { get; } = new(
        "set this machine's clock (NTP service, hardware clock, or the container's host)", "请校准本机时钟（NTP 服务、硬件时钟或容器所在主机）");

    /// <summary>A clock that is off by less than this is not what any host refuses.</summary>
    private static readonly TimeSpan GoodEnough = TimeSpan.FromMinutes(1);

    private static Text ClockMend(TimeSpan? offset)
    {
        if (offset is not { } measured)
        {
            return SetTheClock;
        }

        var span = SpanText.Describe(measured);
        if (measured.Duration() < GoodEnough)
        {
            return new(
                $"this machine's clock agrees with the provider's ({span.English} off), so setting it will not help: look for a proxy in between, or try again later",
                $"本机时钟与服务商一致（偏差 {span.Chinese}），校准时钟没有用：请检查中间是否有代理，或稍后再试");
        }

        return measured < TimeSpan.Zero
            ? new($"this machine's clock is {span.English} ahead of the provider's; {SetTheClock.English}", $"本机时钟比服务商快 {span.Chinese}；{SetTheClock.Chinese}")
            : new($"this machine's clock is {span.English} behind the provider's; {SetTheClock.English}", $"本机时钟比服务商慢 {span.Chinese}；{SetTheClock.Chinese}");
    }
}
