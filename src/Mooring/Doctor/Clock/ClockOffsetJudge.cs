using Mooring.Core;
using Mooring.Http;

namespace Mooring.Doctor.Clock;

/// <summary>Tells a wrong clock here from a wrong one there.</summary>
/// <param name="seen">What was measured.</param>
/// <param name="mend">Sets this system's clock.</param>
internal sealed class ClockOffsetJudge(ClockOffsets seen, Text mend)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>From UTC-12 to UTC+14.</summary>
    private static readonly TimeSpan LargestZone = TimeSpan.FromHours(14.1);

    /// <summary>One finding for each provider and one for the time servers.</summary>
    public IEnumerable<Finding> Judge() => [.. seen.Providers.Select(Judge), JudgeNetwork()];

    /// <summary>Whether an offset is a time zone's and hardly chance: hours to the minute.</summary>
    public static bool IsWholeHours(TimeSpan offset)
    {
        var hours = Math.Round(offset / Hour);
        return hours != 0 && offset.Duration() < LargestZone && (offset - (hours * Hour)).Duration() < TimeSpan.FromMinutes(1);
    }

    private Finding Judge(ProviderOffset provider)
    {
        var id = FindingIds.ClockOf(provider.Provider);
        if (provider.Offset is not { } offset)
        {
            return Unmeasured(id, provider);
        }

        if (offset.Duration() < seen.Warn)
        {
            return Finding.Ok(id, provider.Provider, Near(offset, new("its clock", "其时钟")));
        }

        return IsNear(seen.Network)
            ? new(id, Severity.Warning, provider.Provider, new(
                $"its answers carry a time {Apart(offset).English} this machine's, and the time servers agree with this machine; Mooring signs with the provider's time",
                $"其应答中的时间比本机{Apart(offset).Chinese}，而时间服务器与本机一致；Mooring 按服务商的时间签名"), new(
                "look for a proxy or gateway on the way that holds answers back or gives old ones; try again later",
                "请检查途中是否有代理或网关滞留、缓存应答；稍后重试"))
            : new(id, offset.Duration() > provider.Tolerance ? Severity.Fault : Severity.Warning, provider.Provider, Off(offset, provider), mend);
    }

    private Finding Unmeasured(string id, ProviderOffset provider)
    {
        var why = provider.Failure?.What ?? new Text("its answer holds no time", "应答中没有时间");
        var message = new Text($"its clock could not be measured: {why.English}", $"无法测量其时钟：{why.Chinese}");
        return provider.Failure is { ClockSuspected: true }
            ? new(id, Severity.Fault, provider.Provider, message, mend)
            : new(id, Severity.Hint, provider.Provider, message, new("see what is said of the network", "参见网络方面的结果"));
    }

    private static Text Off(TimeSpan offset, ProviderOffset provider)
    {
        var (behind, beyond) = (Apart(-offset), SpanText.Describe(provider.Tolerance));
        var cause = IsWholeHours(offset)
            ? new Text("; whole hours are mostly a hardware clock in local time that is read as UTC, or the reverse", "；整小时的偏差多因硬件时钟存的是本地时间却按 UTC 读取，或相反")
            : new Text("", "");
        return offset.Duration() > provider.Tolerance
            ? new(
                $"this machine's clock is {behind.English} the provider's{cause.English}. Beyond {beyond.English} it refuses requests. Mooring signs with its time and works all the same; other programs on this machine fail at TLS and signatures, and the times of cron, logs and files are wrong",
                $"本机时钟比服务商{behind.Chinese}{cause.Chinese}。偏差超过 {beyond.Chinese}，服务商就会拒绝请求。Mooring 按服务商的时间签名，不受影响；本机其他程序则会在 TLS 和签名上出错，定时任务、日志和文件的时间也不对")
            : new(
                $"this machine's clock is {behind.English} the provider's{cause.English}. Beyond {beyond.English} it refuses requests; Mooring signs with its time, other programs do not",
                $"本机时钟比服务商{behind.Chinese}{cause.Chinese}。偏差超过 {beyond.Chinese}，服务商就会拒绝请求；Mooring 按服务商的时间签名，其他程序则不会");
    }

    private Finding JudgeNetwork()
    {
        const string Subject = "SNTP";
        if (seen.Network is not { } offset)
        {
            return new(FindingIds.ClockSntp, Severity.Hint, Subject, seen.NetworkFailure!, new(
                "where their names do not resolve, see what is said of the resolver; else let UDP port 123 out, or name servers in `clock: sntp` that answer here. They are needed only where a wrong clock keeps TLS from working",
                "若其域名无法解析，请参见解析器方面的结果；否则请放行 UDP 123 端口的出站，或在 `clock: sntp` 中填写此处可用的服务器。仅当时钟错误导致 TLS 不可用时才需要它们"));
        }

        var rival = seen.Providers.FirstOrDefault(provider => provider.Offset is { } other && (other - offset).Duration() >= seen.Warn);
        return rival is not null && (IsNear(rival.Offset) || !IsNear(offset)) ? Disputed(offset, rival)
            : IsNear(offset) ? Finding.Ok(FindingIds.ClockSntp, Subject, Near(offset, new("network time", "网络时间")))
            : new(FindingIds.ClockSntp, Severity.Warning, Subject, new(
                $"this machine's clock is {Apart(-offset).English} network time", $"本机时钟比网络时间{Apart(-offset).Chinese}"), mend);
    }

    private static Finding Disputed(TimeSpan offset, ProviderOffset rival) => new(FindingIds.ClockSntp, Severity.Warning, "SNTP", new(
        $"network time is {Apart(offset).English} this machine's clock and {Apart(offset - rival.Offset!.Value).English} that of {rival.Provider}: one of them is wrong",
        $"网络时间比本机时钟{Apart(offset).Chinese}，比 {rival.Provider} 的时钟{Apart(offset - rival.Offset!.Value).Chinese}：其中必有一个不准"), new(
        "compare with a clock on the wall; where the time servers are wrong (a router may answer in their place), name others in `clock: sntp`",
        "请与可靠的时钟对照；若是时间服务器不准（可能由路由器代答），请在 `clock: sntp` 中改用其他服务器"));

    private bool IsNear(TimeSpan? offset) => offset?.Duration() < seen.Warn;

    private static Text Near(TimeSpan offset, Text whose) => offset.Duration() < TimeSpan.FromSeconds(1.5)
        ? new($"{whose.English} agrees with this machine's", $"{whose.Chinese}与本机一致")
        : new($"{whose.English} is {Apart(offset).English} this machine's", $"{whose.Chinese}比本机{Apart(offset).Chinese}");

    /// <summary><c>30 min ahead of</c>, <c>快 30 分钟</c>.</summary>
    private static Text Apart(TimeSpan offset)
    {
        var span = SpanText.Describe(TimeSpan.FromSeconds(Math.Round(offset.TotalSeconds)));
        return offset > TimeSpan.Zero ? new($"{span.English} ahead of", $"快 {span.Chinese}") : new($"{span.English} behind", $"慢 {span.Chinese}");
    }
}
