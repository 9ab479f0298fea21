using Mooring.Core;

namespace Mooring.Http;

/// <summary>Spans of time in words, to the two largest units that count.</summary>
public static class SpanText
{
    private static readonly (TimeSpan Unit, string English, string Chinese)[] Units =
    [
        (TimeSpan.FromDays(365), "y", "年"),
        (TimeSpan.FromDays(1), "d", "天"),
        (TimeSpan.FromHours(1), "h", "小时"),
        (TimeSpan.FromMinutes(1), "min", "分钟"),
        (TimeSpan.FromSeconds(1), "s", "秒"),
    ];

    /// <summary><c>9 y 364 d</c>, <c>2 h 3 min</c>, <c>5 s</c>, <c>0 s</c>; the sign is dropped, less than a second is cut.</summary>
    public static Text Describe(TimeSpan span)
    {
        var rest = span.Duration();
        var english = new List<string>(2);
        var chinese = new List<string>(2);
        foreach (var (unit, en, zh) in Units)
        {
            var count = rest.Ticks / unit.Ticks;
            rest -= unit * count;
            if (count > 0 && english.Count < 2)
            {
                english.Add($"{count} {en}");
                chinese.Add($"{count} {zh}");
            }
        }

        return english.Count == 0 ? new("0 s", "0 秒") : new(string.Join(' ', english), string.Join(' ', chinese));
    }
}
