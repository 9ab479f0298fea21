using System.Diagnostics;

namespace Mooring.Fuzz;

/// <summary>Runs one target until its time is over or it breaks.</summary>
internal static class FuzzRun
{
    // One input that takes this long, or this much memory, is a defect: no reader here needs more.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private const long Large = 256L << 20;

    public static int Run(FuzzTarget target, int seed, TimeSpan span)
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(start) < span)
        {
            if (Try(target, unchecked(seed + count)) is { } why)
            {
                Console.Error.WriteLine($"{target.Name}: seed {unchecked(seed + count)}: {why}");
                return 1;
            }

            count++;
        }

        Console.WriteLine($"{target.Name}: {count} inputs from seed {seed}, none broke it");
        return 0;
    }

    private static string? Try(FuzzTarget target, int seed)
    {
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Try(new Random(seed));
        }
        catch (Exception error)
        {
            return error.ToString();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var took = Stopwatch.GetElapsedTime(start);
        return took > Slow ? $"took {took.TotalSeconds} s" : allocated > Large ? $"allocated {allocated} octets" : null;
    }
}
