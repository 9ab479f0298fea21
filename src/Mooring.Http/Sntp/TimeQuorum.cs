using Mooring.Core;

namespace Mooring.Http;

/// <summary>What time it is in the eyes of several servers, or why they could not settle it.</summary>
internal sealed record TimeVerdict(ClockReading? Reading, Text? Why);

/// <summary>Judges the servers' answers: pure.</summary>
internal static class TimeQuorum
{
    /// <summary>How far apart the times of two servers that agree may lie.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <summary>The time that most servers agree on.</summary>
    /// <param name="answers">One answer per server.</param>
    /// <param name="agree">How many servers, told apart by address, must agree; at least 1.</param>
    /// <param name="floor">The true time is later than this.</param>
    /// <param name="timestamp">Now, on the monotonic clock.</param>
    /// <param name="time">Whose monotonic clock.</param>
    public static TimeVerdict Judge(IReadOnlyList<SntpAnswer> answers, int agree, DateTimeOffset floor, long timestamp, TimeProvider time)
    {
        var times = answers
            .Where(answer => answer.Reading is not null)
            .DistinctBy(answer => answer.Address)
            .Select(answer => answer.Reading!.Value.At(timestamp, time))
            .Order()
            .ToArray();
        var largest = Largest(times);
        if (largest.Length < Math.Max(agree, 1) || IsRivalled(times, largest))
        {
            return new(null, Disagreement(answers, agree, timestamp, time));
        }

        var agreed = largest[largest.Length / 2];
        return agreed > floor ? new(new ClockReading(agreed, timestamp), null) : new(null, BeforeFloor(agreed, floor));
    }

    /// <summary>The largest group of times that lie within the tolerance of each other.</summary>
    private static DateTimeOffset[] Largest(DateTimeOffset[] sorted)
    {
        DateTimeOffset[] largest = [];
        foreach (var first in sorted)
        {
            var group = Array.FindAll(sorted, other => other >= first && other - first <= Tolerance);
            largest = group.Length > largest.Length ? group : largest;
        }

        return largest;
    }

    /// <summary>Whether those outside the group could outvote it just as well.</summary>
    private static bool IsRivalled(DateTimeOffset[] sorted, DateTimeOffset[] largest) =>
        Largest([.. sorted.Except(largest)]).Length == largest.Length;

    private static Text Disagreement(IReadOnlyList<SntpAnswer> answers, int agree, long timestamp, TimeProvider time)
    {
        if (answers.Count == 0)
        {
            return new("no time server is configured", "没有配置时间服务器");
        }

        var each = answers.Select(answer => answer.Reading is { } reading
            ? Text.Same($"{Name(answer)} {reading.At(timestamp, time):yyyy-MM-ddTHH:mm:ssZ}")
            : new Text($"{Name(answer)}: {answer.Why!.English}", $"{Name(answer)}：{answer.Why.Chinese}")).ToArray();
        return new(
            $"no {agree} time servers agree ({string.Join("; ", each.Select(text => text.English))})",
            $"没有 {agree} 个时间服务器意见一致（{string.Join("；", each.Select(text => text.Chinese))}）");
    }

    private static Text BeforeFloor(DateTimeOffset agreed, DateTimeOffset floor) => new(
        $"the time servers say {agreed:yyyy-MM-ddTHH:mm:ssZ}, which cannot be: it was later than {floor:yyyy-MM-ddTHH:mm:ssZ} before",
        $"时间服务器给出 {agreed:yyyy-MM-ddTHH:mm:ssZ}，这不可能：此前已晚于 {floor:yyyy-MM-ddTHH:mm:ssZ}");

    private static string Name(SntpAnswer answer) => answer.Server.Port == 123 ? answer.Server.Host : $"{answer.Server.Host}:{answer.Server.Port}";
}
