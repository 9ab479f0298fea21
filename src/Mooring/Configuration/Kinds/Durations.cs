using System.Globalization;
using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Configuration.Kinds;

/// <summary>Spans of time: <c>600</c> (seconds), <c>90s</c>, <c>10m</c>, <c>1h</c>, <c>1h30m</c>, <c>2d</c>.</summary>
internal static class Durations
{
    private const int LongestText = 16;
    private static readonly Text Form = new("write seconds (600) or a number with s, m, h or d (90s, 10m, 1h)", "请写秒数（600），或带 s、m、h、d 的数字（90s、10m、1h）");

    /// <summary>A span between two limits, both included.</summary>
    public static ScalarKind<TimeSpan> Between(TimeSpan least, TimeSpan most)
    {
        var title = new Text($"a duration from {Write(least)} to {Write(most)}", $"{Write(least)} 到 {Write(most)} 之间的时长");
        return new ScalarKind<TimeSpan>(
            title,
            text => !TryParse(text.Text, out var span) ? text.Not(new Text("a duration", "时长"), Form)
                : span < least || span > most ? OutOfRange(text, title)
                : span,
            WriteSchema)
        {
            JsonTypes = ["string", "integer"],
        };
    }

    /// <summary>A TTL: 1 s to 7 days, the widest range of both clouds; their editions narrow it.</summary>
    public static ScalarKind<Ttl> Ttl { get; } = new(
        new Text("a TTL from 1s to 7d", "1s 到 7d 之间的 TTL"),
        text => !TryParse(text.Text, out var span) ? text.Not(new Text("a TTL", "TTL"), Form)
            : span < TimeSpan.FromSeconds(1) || span > TimeSpan.FromDays(7) ? OutOfRange(text, new Text("a TTL from 1s to 7d", "1s 到 7d 之间的 TTL"))
            : new Ttl((int)span.TotalSeconds),
        WriteSchema)
    {
        JsonTypes = ["string", "integer"],
    };

    /// <summary>Reads a span; digits alone are seconds.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (text.Length is 0 or > LongestText)
        {
            return false;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TryAdd(ref span, seconds, 's');
        }

        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                if (!long.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    || !TryAdd(ref span, count, text[i]))
                {
                    return false;
                }

                start = i + 1;
            }
        }

        return start == text.Length;
    }

    /// <summary>The shortest form that reads back: <c>10m</c>.</summary>
    public static string Write(TimeSpan span) =>
        span.TotalDays >= 1 && span.Ticks % TimeSpan.TicksPerDay == 0 ? $"{(long)span.TotalDays}d"
        : span.TotalHours >= 1 && span.Ticks % TimeSpan.TicksPerHour == 0 ? $"{(long)span.TotalHours}h"
        : span.TotalMinutes >= 1 && span.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{(long)span.TotalMinutes}m"
        : $"{(long)span.TotalSeconds}s";

    private static bool TryAdd(ref TimeSpan span, long count, char unit)
    {
        const long MostDays = 36_500;
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (seconds == 0 || count > MostDays * 86400 / seconds)
        {
            return false;
        }

        span += TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    private static Complaint OutOfRange(ExpandedText text, Text title) => text.Not(title,
        new Text($"write {title.English}", $"请填写{title.Chinese}"));

    private static void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("pattern", "^([0-9]+|([0-9]+[smhd])+)$");
}
