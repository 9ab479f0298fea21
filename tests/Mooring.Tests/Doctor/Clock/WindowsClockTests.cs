using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Clock;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>What Windows' registry tells of its clock.</summary>
public sealed class WindowsClockTests
{
    private static readonly Text Mend = Text.Same("w32tm /resync");

    [Theory]
    [InlineData(3, "NTP", "time.windows.com,0x9", nameof(Severity.Ok), "keeps this clock by time.windows.com")]
    [InlineData(2, "NTP", "ntp.aliyun.com,0x8 time1.cloud.tencent.com", nameof(Severity.Ok), "keeps this clock by ntp.aliyun.com, time1.cloud.tencent.com")]
    [InlineData(2, "NT5DS", "time.windows.com,0x9", nameof(Severity.Ok), "keeps this clock by the domain's")]
    [InlineData(3, null, null, nameof(Severity.Ok), "keeps this clock")]
    [InlineData(null, null, null, nameof(Severity.Hint), "the Windows Time service is not there, or this user may not see it")]
    [InlineData(4, "NTP", "time.windows.com,0x9", nameof(Severity.Warning), "the Windows Time service is switched off, so nothing keeps this clock")]
    [InlineData(2, "NoSync", null, nameof(Severity.Warning), "is told to follow nobody (NoSync), so nothing keeps this clock")]
    public void The_service_keeps_the_clock_or_is_said_not_to(int? start, string? type, string? servers, string severity, string message)
    {
        var finding = WindowsClock.Judge(new WindowsClock(start, type, servers, HardwareInUtc: false), Mend)[0];

        Assert.Equal((FindingIds.ClockService, severity, message), (finding.Id, finding.Severity.ToString(), finding.Message.English));
        Assert.Equal(severity == nameof(Severity.Warning) ? Mend : null, finding.Mend);
    }

    [Theory]
    [InlineData(true, "holds UTC")]
    [InlineData(false, "holds local time, as Windows has it")]
    public void The_hardware_clock_is_as_the_registry_says(bool utc, string message) =>
        Assert.Contains(message, WindowsClock.Judge(new WindowsClock(2, "NTP", null, utc), Mend)[1].Message.English, StringComparison.Ordinal);
}
