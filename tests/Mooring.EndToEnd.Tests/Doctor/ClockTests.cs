using Mooring.EndToEnd.Tests.Clock;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What <c>doctor</c> says of a clock, with the program, both clouds and time servers running.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_good_clock_is_good_in_the_eyes_of_all(string scheme)
    {
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync("doctor", "--output", "json");

        Assert.All(["clock.alidns", "clock.tencent", "clock.sntp"], id => Assert.Equal("ok", Findings.Severity(result, id)));
        Assert.Empty(Findings.Of(result, "clock.build"));
    }

    [Fact]
    public async Task Servers_half_an_hour_ahead_are_a_fault_with_offset_consequence_and_mend()
    {
        await using var machine = await Machine.OpenAsync();
        await machine.ConfigureBothAsync();
        await machine.Harbour.PutAsync("clock", """{"offsetSeconds":1800}""");

        var json = await machine.RunAsync("doctor", "--output", "json");
        var text = await machine.RunAsync("doctor");
        var chinese = await machine.RunAsync("doctor", "--language", "zh");

        Assert.All([json, text, chinese], result => Assert.True(result.ExitCode == 1, result.ToString()));
        Assert.All(["clock.alidns", "clock.tencent"], id =>
        {
            Assert.Equal("fault", Findings.Severity(json, id));
            Assert.Matches("^this machine's clock is (30 min|29 min 5[89] s|30 min [12] s) behind the provider's\\. Beyond (15|5) min it refuses requests\\. Mooring signs with its time", Findings.Only(json, id).GetProperty("message").GetString());
            Assert.NotNull(Findings.Only(json, id).GetProperty("mend").GetString());
        });
        Assert.Equal("warning", Findings.Severity(json, "clock.sntp"));
        Assert.Contains("FAULT    alidns: this machine's clock is", text.Output, StringComparison.Ordinal);
        Assert.Contains("故障     alidns：本机时钟比服务商慢", chinese.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "-2 min", "warning", "warning")]
    [InlineData("http", "+6 min", "warning", "fault")]
    [InlineData("https", "-31 min", "fault", "fault")]
    [InlineData("https", "-10 y", "fault", "fault")]
    [InlineData("https", "+1 d", "fault", "fault")]
    public async Task A_machine_with_a_wrong_clock_is_told_so_also_where_TLS_needs_the_time_first(string scheme, string clock, string alidns, string tencent)
    {
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureBothAsync();
        var off = WrongClockTests.Span(clock);

        var result = await machine.RunAsync(off, "doctor", "--output", "json");

        Assert.Equal((alidns, tencent, "warning"), (Findings.Severity(result, "clock.alidns"), Findings.Severity(result, "clock.tencent"), Findings.Severity(result, "clock.sntp")));
        Assert.Contains(off < TimeSpan.Zero ? "behind" : "ahead of", Findings.Only(result, "clock.alidns").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(off < TimeSpan.FromDays(-365), Findings.Of(result, "clock.build").Length == 1);
        Assert.Empty(machine.Kept());
    }

    [Fact]
    public async Task Time_servers_that_are_silent_are_only_a_hint()
    {
        await using var machine = await Machine.OpenAsync();
        machine.TimeServers = $"\"127.0.0.1:{machine.Harbour.Sandbox.Ports.Control}\"";
        machine.Agree = "1";
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync("doctor", "--output", "json");

        Assert.Equal(("ok", "hint"), (Findings.Severity(result, "clock.alidns"), Findings.Severity(result, "clock.sntp")));
        Assert.Contains("UDP port 123", Findings.Only(result, "clock.sntp").GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_this_system_lacks_is_only_a_hint()
    {
        await using var machine = await Machine.OpenAsync();
        await machine.ConfigureBothAsync();

        var result = await MooringProgram.RunAsync(machine.Harbour.Directory, ["doctor", "--output", "json"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["TZ"] = "Mars/Olympus_Mons" });

        Assert.Equal("hint", Findings.Severity(result, "clock.zone"));
        Assert.Equal("ok", Findings.Severity(result, "clock.alidns"));
    }
}
