using Mooring.Core;
using Mooring.Http;

namespace Mooring.Rounds;

/// <summary>What people are told when this machine's clock is off.</summary>
internal static class ClockWarning
{
    /// <summary>The largest of the measured offsets, in either direction; null when none was measured.</summary>
    /// <param name="offsets">By provider, the provider's clock minus this machine's.</param>
    public static TimeSpan? Largest(IReadOnlyDictionary<string, TimeSpan?> offsets) => offsets.Values.MaxBy(offset => offset?.Duration());

    /// <summary>A sentence for the largest offset that reaches the limit, with the mend; null when the clock is good enough.</summary>
    public static Text? Of(IReadOnlyDictionary<string, TimeSpan?> offsets, TimeSpan limit)
    {
        if (Largest(offsets) is not { } offset || offset.Duration() < limit)
        {
            return null;
        }

        var provider = offsets.First(pair => pair.Value == offset).Key;
        var (english, chinese) = offset > TimeSpan.Zero ? ("behind", "慢") : ("ahead of", "快");
        var span = SpanText.Describe(offset);
        return new Text(
            $"this machine's clock is {span.English} {english} the clock of {provider}. Requests are signed with corrected time; other programs will fail. Mend it: {Mend.English}",
            $"本机时钟比 {provider} {chinese} {span.Chinese}。请求已按校正后的时间签名，但其他程序会出错。修复方法：{Mend.Chinese}");
    }

    private static Text Mend { get; } = OperatingSystem.IsWindows()
        ? new Text(
            "Settings, Time & language, Sync now (or `w32tm /resync`); in a container or VM set the host's clock",
            "“设置 - 时间和语言 - 立即同步”（或 `w32tm /resync`）；容器或虚拟机请校准宿主机时钟")
        : new Text(
            "`timedatectl set-ntp true` (or chronyd, ntpd), then `hwclock --systohc`; in a container or VM set the host's clock",
            "`timedatectl set-ntp true`（或 chronyd、ntpd），然后 `hwclock --systohc`；容器或虚拟机请校准宿主机时钟");
}
