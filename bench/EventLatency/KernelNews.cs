using System.Diagnostics;
using System.Globalization;

namespace Mooring.EventLatency;

/// <summary>What iproute2 hears from the kernel, with its own time stamps: a witness that shares no code with the program.</summary>
internal sealed class KernelNews : IDisposable
{
    private readonly Process monitor;
    private readonly List<(DateTimeOffset At, string Line)> heard = [];
    private readonly Lock gate = new();

    public KernelNews()
    {
        var info = new ProcessStartInfo("ip", ["-ts", "-o", "-6", "monitor", "address"]) { RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment["TZ"] = "UTC";
        monitor = Process.Start(info)!;
        _ = ReadAsync();
    }

    /// <summary>How many lines were heard so far.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return heard.Count;
            }
        }
    }

    /// <summary>When a line was heard; of several that fit the first, or the one whose number stands at the end.</summary>
    /// <param name="what">What the line contains; <c>Deleted lan0 inet6 …</c> for an address that went.</param>
    /// <param name="since">How many lines to pass over.</param>
    public async Task<DateTimeOffset> WaitAsync(string what, int since)
    {
        var parts = what.Split(' ');
        var (times, text) = int.TryParse(parts[^1], out var number) ? (number, string.Join(' ', parts[..^1])) : (1, what);
        while (true)
        {
            lock (gate)
            {
                if (heard.Skip(since).Where(one => one.Line.Contains(text, StringComparison.Ordinal)).ToArray() is var found && found.Length >= times)
                {
                    return found[times - 1].At;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        monitor.Kill();
        monitor.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await monitor.StandardOutput.ReadLineAsync() is { } line)
        {
            // [2026-11-22T05:08:09.588908] Deleted 3: lan0    inet6 2001:db8::1/64 scope global …
            if (line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end && DateTimeOffset.TryParse(
                    line.AsSpan(1, end - 1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                var words = line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !(word.EndsWith(':') && char.IsAsciiDigit(word[0])));
                lock (gate)
                {
                    heard.Add((at, string.Join(' ', words)));
                }
            }
        }
    }
}
