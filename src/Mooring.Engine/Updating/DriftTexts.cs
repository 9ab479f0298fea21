using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Planning;

namespace Mooring.Engine.Updating;

/// <summary>What people are told of records that others changed. Pure.</summary>
internal static class DriftTexts
{
    /// <summary>It is set again.</summary>
    public static Text Restored(DesiredSet set, Drift drift)
    {
        var what = What(set, drift);
        return new Text($"{what.English}. It is set again (`drift: restore`)", $"{what.Chinese}。现予恢复（`drift: restore`）");
    }

    /// <summary>It is left as it is.</summary>
    public static Text Reported(DesiredSet set, Drift drift)
    {
        var what = What(set, drift);
        return new Text(
            $"{what.English}. It is left so (`drift: report`); `mooring update` sets it again",
            $"{what.Chinese}。保持现状（`drift: report`）；运行 `mooring update` 可恢复");
    }

    /// <summary>It is not deleted with what is ours.</summary>
    public static Text Spared(DesiredSet set, Drift drift)
    {
        var what = What(set, drift);
        return new Text($"{what.English}. It is theirs now and is not deleted (`delete-on-stop`)", $"{what.Chinese}。该记录已归他人使用，不予删除（`delete-on-stop`）");
    }

    /// <summary>Another writer is at it.</summary>
    public static Text Contested(DesiredSet set, Drift? drift, ImmutableArray<DateTimeOffset> times, DateTimeOffset until)
    {
        var what = drift is null ? Name(set) : What(set, drift);
        return new Text(
            $"{what.English}; changed by others {times.Length} times within an hour after it was set here. Another machine or program writes it too: stop one of both, "
            + $"give each a name of its own, or let both stand with `mode: join`. Left alone until {until:yyyy-MM-dd HH:mm:ss}Z, or until the entry or the address changes",
            $"{what.Chinese}；在此处设置后一小时内被他人更改 {times.Length} 次。另有机器或程序也在写这条记录：请停用其中之一，各用各的名称，或用 `mode: join` 并存。"
            + $"{until:yyyy-MM-dd HH:mm:ss}Z 之前，或条目及地址改变之前，保持不变");
    }

    private static Text What(DesiredSet set, Drift drift)
    {
        var (name, was) = (Name(set).English, $"{drift.Was.Value} (id {Printable.Of(drift.Was.Id)})");
        if (drift.Is is not { } now)
        {
            return new Text($"{name}: somebody else deleted {was} at the provider", $"{name}：{was} 已在服务商处被他人删除");
        }

        var (remark, remarkChinese) = string.IsNullOrEmpty(now.Remark)
            ? ("", "") : ($" with the remark '{Printable.Of(now.Remark)}'", $"（备注“{Printable.Of(now.Remark)}”）");
        return new Text(
            $"{name}: somebody else changed {was} to {now.Value}{remark} at the provider",
            $"{name}：{was} 已在服务商处被他人改为 {now.Value}{remarkChinese}");
    }

    private static Text Name(DesiredSet set) => Text.Same($"{set.Key.Owner.Describe()} {set.Key.Type}");
}
