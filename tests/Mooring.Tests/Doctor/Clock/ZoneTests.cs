using Mooring.Doctor;
using Mooring.Doctor.Clock;
using Mooring.Tests.Doctor.Machine;

namespace Mooring.Tests.Doctor.Clock;

/// <summary>The time zone never matters to Mooring; where it is not what it seems, people are told so.</summary>
public sealed class ZoneTests : IDisposable
{
    private readonly OtherMachine machine = new();

    [Theory]
    [InlineData(null, "Asia/Shanghai: local time is UTC+8:00; signing is in UTC always")]
    [InlineData("Asia/Shanghai", "Asia/Shanghai: local time")]
    [InlineData(":Asia/Shanghai", ":Asia/Shanghai: local time")]
    [InlineData("CST-8", "CST-8: local time")]
    [InlineData("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "<+1245>")]
    [InlineData("", "Asia/Shanghai: local time")]
    [InlineData(":/usr/share/zoneinfo/Asia/Shanghai", ":/usr/share/zoneinfo/Asia/Shanghai: local time")]
    public void A_zone_that_is_there_is_fine(string? variable, string line)
    {
        WithZones().WithLink("etc/localtime", "../usr/share/zoneinfo/Asia/Shanghai");

        var finding = Judge(variable, 8);

        Assert.Equal((FindingIds.ClockZone, Severity.Ok), (finding.Id, finding.Severity));
        Assert.StartsWith(line, $"{finding.Subject}: {finding.Message.English}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("Asia/Beijing")]
    [InlineData(":/nowhere/localtime")]
    public void A_zone_that_the_system_lacks_is_a_hint(string variable)
    {
        WithZones();

        var finding = Judge(variable, 0);

        Assert.Equal(Severity.Hint, finding.Severity);
        Assert.Equal($"names a zone that this system does not have ({variable.TrimStart(':')}), so local time is UTC; nothing of Mooring depends on it, only local times in logs and cron", finding.Message.English);
        Assert.Contains("TZ=Asia/Shanghai", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apk", null, "type:\nsudo apk add tzdata")]
    [InlineData("apt-get", null, "type:\nsudo apt-get install tzdata")]
    [InlineData("apk", "docker", "put tzdata into the image, or leave TZ unset")]
    public void A_system_without_zones_is_told_how_to_get_them(string tool, string? container, string mend)
    {
        var finding = ZoneJudge.Judge(ZoneFacts.Read(machine.Files, "Asia/Shanghai"), TimeSpan.Zero, ClockMendTests.Linux(tool) with { Container = container });

        Assert.Contains("tzdata is missing", finding.Message.English, StringComparison.Ordinal);
        Assert.Equal(mend, finding.Mend!.English);
    }

    [Fact]
    public void A_link_to_nowhere_is_a_hint()
    {
        WithZones().WithLink("etc/localtime", "/usr/share/zoneinfo/Asia/Peking");

        var finding = Judge(null, 0);

        Assert.Equal((Severity.Hint, "/etc/localtime"), (finding.Severity, finding.Subject));
        Assert.Contains("Asia/Peking, which is not there", finding.Message.English, StringComparison.Ordinal);
        Assert.Contains("ln -sf", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_without_any_zone_is_in_UTC_and_fine() =>
        Assert.Equal((Severity.Ok, "UTC"), (Judge(null, 0).Severity, Judge(null, 0).Subject));

    public void Dispose() => machine.Dispose();

    private OtherMachine WithZones() => machine.With("usr/share/zoneinfo/Asia/Shanghai");

    private Finding Judge(string? variable, int hours) =>
        ZoneJudge.Judge(ZoneFacts.Read(machine.Files, variable), TimeSpan.FromHours(hours), ClockMendTests.Linux("hwclock"));
}
