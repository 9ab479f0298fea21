using System.Globalization;
using Mooring.Core;

namespace Mooring.Rounds;

/// <summary>What people are told when this machine's clock is off.</summary>
internal static class ClockWarning
{
    /// <summary>A sentence for the largest offset that reaches the limit, with the mend; null when the clock is good enough.</summary>
    public static Text? Of(IReadOnlyDictionary<string, TimeSpan?> offsets, TimeSpan limit)
    {
        var (provider, offset) = offsets.Where(pair => pair.Value is not null)
            .OrderByDescending(pair => pair.Value!.Value.Duration()).Select(pair => (pair.Key, pair.Value!.Value)).FirstOrDefault();
        if (provider is null || offset.Duration() < limit)
        {
            return null;
        }

        var behind = offset > TimeSpan.Zero;
        return new Text(
            $"this machine's clock is {Span(offset)} {(behind ? "behind" : "ahead of")} the clock of {provider}. Requests are signed with corrected time, so this works; "
            + "other programs will fail. Mend it: `timedatectl set-ntp true` (or chronyd, ntpd), then `hwclock --systohc`; in a container or VM set the host's clock",
            $"本机时钟比 {provider} {(behind ? "慢" : "快")} {Span(offset)}。请求已按校正后的时间签名，因此不受影响；但其他程序会出错。"
            + "修复方法：`timedatectl set-ntp true`（或 chronyd、ntpd），然后 `hwclock --systohc`；容器或虚拟机请校准宿主机时钟");
    }

    private static string Span(TimeSpan offset) => offset.Duration() is var span && span < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s")
        : span < TimeSpan.FromHours(2) ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min")
        : span < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} d");
}
