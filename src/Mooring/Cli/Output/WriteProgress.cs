using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Updating;

namespace Mooring.Cli.Output;

/// <summary>Shows which name was written last, how many of how many are, and about how long the rest takes.</summary>
/// <param name="line">Where a person looks.</param>
/// <param name="time">The clock of the pace.</param>
internal sealed class WriteProgress(ProgressLine line, TimeProvider time) : IRoundProgress
{
    /// <summary>A person reads no faster; a slow terminal must not slow the writes down.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Before that nobody knows how long a write takes.</summary>
    private static readonly TimeSpan Learned = TimeSpan.FromSeconds(2);

    /// <summary>A line that wraps could not be erased.</summary>
    private const int LongestName = 40;

    private readonly Lock gate = new();
    private long? started;
    private long? shown;
    private int expected;
    private int finished;

    /// <inheritdoc />
    public void Expect(int writes)
    {
        lock (gate)
        {
            started ??= time.GetTimestamp();
            expected += writes;
        }
    }

    /// <inheritdoc />
    public void Finished(DomainName name, int writes)
    {
        lock (gate)
        {
            finished += writes;
            if (shown is { } last && time.GetElapsedTime(last) < Pace)
            {
                return;
            }

            shown = time.GetTimestamp();
            line.Report(Describe(Short(name.Describe())));
        }
    }

    private Text Describe(string name)
    {
        var left = Left();
        return new Text(
            $"{name} … {finished} of {expected} written{left.English}",
            $"{name} …… 已写入 {finished}/{expected}{left.Chinese}");
    }

    private Text Left()
    {
        var elapsed = time.GetElapsedTime(started!.Value);
        if (elapsed < Learned || finished >= expected)
        {
            return Text.Same("");
        }

        var left = elapsed * (expected - finished) / finished;
        return left < TimeSpan.FromSeconds(90)
            ? new Text($", about {left.TotalSeconds:0} s left", $"，约剩 {left.TotalSeconds:0} 秒")
            : new Text($", about {left.TotalMinutes:0} min left", $"，约剩 {left.TotalMinutes:0} 分钟");
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
