using System.Globalization;
using Mooring.Doctor;
using Mooring.Doctor.Clock;
using Mooring.Doctor.Machine;
using Mooring.Testing;
using Mooring.Tests.Doctor.Machine;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>What the hardware's clock tells of the time after the next start.</summary>
public sealed class HardwareClockTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Built = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private readonly OtherMachine machine = new();

    /// <summary>What it shows as UTC minus the system's clock, how far that one is behind, the third line of adjtime, the zone in minutes.</summary>
    [Theory]
    [InlineData(0, 0, "UTC", 480, nameof(Severity.Ok), "right, in UTC")]
    [InlineData(29, 0, "UTC", 480, nameof(Severity.Ok), "right, in UTC")]
    [InlineData(0, 0, "", 480, nameof(Severity.Ok), "right, in UTC")]
    [InlineData(1800, 1800, "UTC", 480, nameof(Severity.Ok), "right, in UTC")]   // only the system's clock is off
    [InlineData(28800, 0, "UTC", 480, nameof(Severity.Warning), "holds local time (UTC+8:00) and the system reads it as UTC: after the next start the clock is off by 8 h")]
    [InlineData(-18000, 0, "", 0, nameof(Severity.Warning), "holds local time (UTC-5:00)")]   // of another system's zone
    [InlineData(19800, 0, "UTC", 330, nameof(Severity.Warning), "holds local time (UTC+5:30)")]
    [InlineData(19800, 0, "UTC", 480, nameof(Severity.Warning), "is off by 5 h 30 min")]
    [InlineData(28800, 0, "LOCAL", 480, nameof(Severity.Hint), "is right, in local time")]
    [InlineData(0, 0, "LOCAL", 480, nameof(Severity.Warning), "holds UTC, but /etc/adjtime says LOCAL: after the next start the clock is off by 8 h")]
    [InlineData(0, 0, "LOCAL", 0, nameof(Severity.Ok), "right, in UTC")]
    [InlineData(-600, 0, "UTC", 480, nameof(Severity.Warning), "is off by 10 min")]
    [InlineData(0, 600, "UTC", 480, nameof(Severity.Warning), "is off by 10 min")]   // off together with the system's
    public void An_offset_is_told_from_a_time_zone(int shows, int system, string adjust, int zone, string severity, string message)
    {
        var clock = new HardwareClock { Device = "rtc0", Offset = TimeSpan.FromSeconds(shows), ReadAsLocal = adjust == "LOCAL" };

        var finding = Judge(clock, ClockMendTests.Linux("hwclock"), TimeSpan.FromSeconds(system), TimeSpan.FromMinutes(zone));

        Assert.Equal((FindingIds.ClockHardware, severity), (finding.Id, finding.Severity.ToString()));
        Assert.Contains(message, finding.Message.English, StringComparison.Ordinal);
        Assert.Equal(severity == nameof(Severity.Ok), finding.Mend is null);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2000)]
    [InlineData(2015)]
    public void A_year_before_the_build_is_an_empty_battery(int year)
    {
        var clock = new HardwareClock { Device = "rtc0", Offset = new DateTimeOffset(year, 1, 1, 0, 2, 0, TimeSpan.Zero) - Now };

        var finding = Judge(clock, ClockMendTests.Linux("hwclock"), TimeSpan.Zero, Shanghai);

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal($"the hardware clock shows {year}-01-01: it forgets the time when the power is off", finding.Message.English);
        Assert.Contains("CR2032", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_read_is_a_warning() =>
        Assert.Contains("cannot be read", Judge(new HardwareClock { Device = "rtc0" }, ClockMendTests.Linux("hwclock"), TimeSpan.Zero, Shanghai).Message.English, StringComparison.Ordinal);

    [Theory]
    [InlineData("docker", false, nameof(Severity.Ok), "the host's affair")]
    [InlineData(null, true, nameof(Severity.Hint), "that of the last shutdown")]
    [InlineData(null, false, nameof(Severity.Hint), "wrong until network time is there")]
    public void A_machine_without_one_is_no_fault(string? container, bool substitute, string severity, string message)
    {
        var finding = Judge(new HardwareClock { HasSubstitute = substitute }, ClockMendTests.Linux("") with { Container = container }, TimeSpan.Zero, Shanghai);

        Assert.Equal(severity, finding.Severity.ToString());
        Assert.Contains(message, finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_may_see_its_host_s_but_does_not_know_how_it_is_read()
    {
        var clock = new HardwareClock { Device = "rtc0", Offset = Shanghai };

        Assert.Equal(Severity.Ok, Judge(clock, ClockMendTests.Linux("") with { Container = "docker" }, TimeSpan.Zero, Shanghai).Severity);
    }

    [Fact]
    public void It_is_read_where_Linux_shows_it()
    {
        var shown = Now.AddHours(8).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        machine.With("sys/class/rtc/rtc0/since_epoch", shown + "\n").With("sys/class/rtc/rtc1/since_epoch", "0\n").With("etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");

        Assert.Equal(new HardwareClock { Device = "rtc0", Offset = Shanghai, ReadAsLocal = true }, Read());
    }

    [Fact]
    public void An_old_kernel_shows_date_and_time()
    {
        machine.With("sys/class/rtc/rtc0/date", "2026-11-22\n").With("sys/class/rtc/rtc0/time", "06:30:05\n").With("etc/adjtime", "0.0 0 0.0\n0\nUTC\n");

        Assert.Equal(new HardwareClock { Device = "rtc0", Offset = TimeSpan.FromSeconds(5) }, Read());
    }

    [Fact]
    public void One_that_shows_nonsense_cannot_be_read()
    {
        machine.With("sys/class/rtc/rtc0/since_epoch", "99999999999999999\n");

        Assert.Equal(new HardwareClock { Device = "rtc0" }, Read());
    }

    [Fact]
    public void A_Raspberry_Pi_has_none_but_a_file_in_its_place() =>
        Assert.Equal(new HardwareClock { HasSubstitute = true }, ReadOf(machine.With("sbin/fake-hwclock")));

    public void Dispose() => machine.Dispose();

    private HardwareClock Read() => ReadOf(machine);

    private static HardwareClock ReadOf(OtherMachine other) => HardwareClockReader.Read(other.Files, new ManualClock(Now));

    private static Finding Judge(HardwareClock clock, MachineFacts where, TimeSpan system, TimeSpan zone) =>
        new HardwareClockJudge(where, new ClockMend(where, [], "ntp.aliyun.com")).Judge(clock, Now, system, zone, Built);
}
