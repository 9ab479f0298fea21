using System.Globalization;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Harness;

/// <summary>Runs the program on a machine whose clock is wrong: under Debian's libfaketime.</summary>
/// <remarks>
/// <para>What works with .NET, and why:</para>
/// <list type="bullet">
/// <item><c>LD_PRELOAD</c> of <c>libfaketimeMT.so.1</c>. .NET asks libc for every time, so nothing slips past it. The directory differs between
/// architectures; the wrapper <c>faketime</c> knows it.</item>
/// <item><c>FAKETIME=-960</c>, seconds, for a clock that is wrong from the start. The wrapper would do for that; but it always sets
/// <c>FAKETIME</c>, which has priority over <c>FAKETIME_TIMESTAMP_FILE</c>, and only that file can make the clock jump later.</item>
/// <item><c>FAKETIME_NO_CACHE=1</c>, else a new content of that file counts after ten seconds. The file is replaced, never rewritten: it is
/// read at every question for the time, and half a number is a number.</item>
/// <item><c>FAKETIME_DONT_FAKE_MONOTONIC=1</c>: setting a machine's clock does not move its monotonic clock. Without it that one is off
/// too, which no machine is; a constant offset is harmless even so, as the tests show, while a jump fires or starves every timer.</item>
/// <item><c>NO_FAKE_STAT=1</c>: nor does it move the times of files. Without it the daemon sees its configuration changed at each jump.</item>
/// </list>
/// </remarks>
internal static class FakeTime
{
    private static readonly PeerProgram Wrapper = new("faketime", "faketime");
    private static readonly Lazy<Task<string?>> Library = new(FindAsync);

    /// <summary>The variables of a machine whose clock is off by <paramref name="offset"/> all the time; positive is ahead.</summary>
    /// <param name="offset">Local minus true time.</param>
    /// <param name="monotonicToo">Whether the monotonic clock is off as well.</param>
    public static async Task<Dictionary<string, string>> ConstantAsync(TimeSpan offset, bool monotonicToo = false)
    {
        var variables = await PreloadedAsync(monotonicToo);
        variables["FAKETIME"] = Write(offset);
        return variables;
    }

    /// <summary>The variables of a machine whose clock is off by what a file says, whenever it says it; see <see cref="Jump"/>.</summary>
    public static async Task<Dictionary<string, string>> FollowingAsync(string file)
    {
        var variables = await PreloadedAsync(monotonicToo: false);
        variables["FAKETIME_TIMESTAMP_FILE"] = file;
        variables["FAKETIME_NO_CACHE"] = "1";
        return variables;
    }

    /// <summary>From now on the clock that follows the file is off by this much.</summary>
    public static void Jump(string file, TimeSpan offset)
    {
        File.WriteAllText(file + ".new", Write(offset) + "\n");
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>libfaketime takes whole seconds here, with the sign that makes them an offset.</summary>
    private static string Write(TimeSpan offset) => ((long)offset.TotalSeconds).ToString("+0;-0;+0", CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, string>> PreloadedAsync(bool monotonicToo)
    {
        var library = await Library.Value;
        Assert.SkipWhen(library is null && !PeerProgram.MustBeThere, Wrapper.Missing);
        Assert.True(library is not null, Wrapper.Missing);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_PRELOAD"] = library, ["NO_FAKE_STAT"] = "1" };
        if (!monotonicToo)
        {
            variables["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        }

        return variables;
    }

    /// <summary>The multi-threaded library's path, as the wrapper hands it to a program; null without the wrapper.</summary>
    private static async Task<string?> FindAsync()
    {
        var answer = await Wrapper.RunAsync(["-m", "-f", "+0", "printenv", "LD_PRELOAD"], TestContext.Current.CancellationToken);
        return answer is { ExitCode: 0 } && answer.Output.Trim() is { Length: > 0 } path ? path : null;
    }
}
