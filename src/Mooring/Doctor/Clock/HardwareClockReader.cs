using System.Globalization;
using Mooring.Engine.Machine;

namespace Mooring.Doctor.Clock;

/// <summary>Reads the hardware's clock where Linux shows it to everybody (Documentation/ABI/testing/rtc-cdev, /sys/class/rtc).</summary>
internal static class HardwareClockReader
{
    private const string Directory = "sys/class/rtc";

    /// <summary>The first clock and how the system takes it.</summary>
    /// <param name="files">What the system tells of itself.</param>
    /// <param name="time">This machine's clock.</param>
    public static HardwareClock Read(MachineFiles files, TimeProvider time)
    {
        var device = files.Names(Directory).FirstOrDefault(name => name.StartsWith("rtc", StringComparison.Ordinal));
        return new HardwareClock
        {
            Device = device,
            Offset = device is null ? null : Shown(files, $"{Directory}/{device}") - time.GetUtcNow(),
            // The third line of adjtime(5).
            ReadAsLocal = files.Read("etc/adjtime")?.Split('\n') is [_, _, var mode, ..] && mode.Trim() == "LOCAL",
            HasSubstitute = files.HasProgram("fake-hwclock"),
        };
    }

    private static DateTimeOffset? Shown(MachineFiles files, string device) =>
        long.TryParse(files.Read($"{device}/since_epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Latest
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.TryParseExact(
                $"{files.Read($"{device}/date")} {files.Read($"{device}/time")}", "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var shown) ? shown : null;

    private static long Latest { get; } = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}
