using System.Globalization;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>The clock is set while the daemon runs, far back and far ahead: it goes on, and no request is refused.</summary>
public sealed class ClockJumpTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task The_daemon_goes_on_over_jumps_without_one_refused_request(string scheme)
    {
        await using var machine = await Machine.OpenAsync(scheme);
        machine.Source = $"{{ family: ipv4, source: probe, probes: [\"http://127.0.0.1:{machine.Harbour.Sandbox.Ports.Echo}/ip\"], agree: 1, allow: [documentation] }}";
        machine.More = "daemon: { interval: 10s, refresh: 1h }";
        await machine.ConfigureBothAsync();
        var clock = Path.Combine(machine.Harbour.Directory, "clock");
        FakeTime.Jump(clock, TimeSpan.Zero);
        await using var daemon = RunningProgram.Of(MooringProgram.Start(machine.Harbour.Directory, ["run"], await FakeTime.FollowingAsync(clock)));
        await daemon.SaysAsync("nas.example.com A  added 203.0.113.1");
        await daemon.SaysAsync("nas.example.net A  added 203.0.113.1");

        await JumpAsync(machine, daemon, clock, WrongClockTests.Span("-10 y"), "203.0.113.1", "203.0.113.77");
        await JumpAsync(machine, daemon, clock, WrongClockTests.Span("+1 d"), "203.0.113.77", "203.0.113.88");
        await daemon.SignalAsync("TERM");
        var ended = await daemon.EndsAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.DoesNotContain("configuration read again", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["alidns Fault.reset", "alidns Fault.reset", "tencent Fault.reset", "tencent Fault.reset"], machine.Refused());
        Assert.Equal(["nas A 203.0.113.88"], await machine.Harbour.RecordsAsync("example.com"));
        Assert.Equal(["nas A 203.0.113.88"], await machine.Harbour.RecordsAsync("example.net"));
        WrongClockTests.AssertKept(machine, WrongClockTests.Span("+1 d"), "alidns", "tencent");

        machine.ForgetCalls();
        var next = await machine.RunAsync(WrongClockTests.Span("+1 d"), "update", "--output", "json");

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Empty(machine.Refused());
    }

    /// <summary>Sets the clock, breaks the connections so that new ones are made by the new clock, and changes the address; ends when both names have followed and people were told.</summary>
    private static async Task JumpAsync(Machine machine, RunningProgram daemon, string clock, TimeSpan offset, string from, string to)
    {
        foreach (var (provider, action) in new[] { ("alidns", "DescribeDomainRecords"), ("tencent", "DescribeRecordList") })
        {
            await machine.Harbour.PostAsync("faults", $$"""{"provider":"{{provider}}","action":"{{action}}","kind":"reset","count":1}""");
        }

        await machine.Harbour.PutAsync("echo", string.Create(CultureInfo.InvariantCulture, $$"""{"ipv4":"{{to}}"}"""));
        FakeTime.Jump(clock, offset);
        await daemon.SaysAsync($"nas.example.com A  {from} -> {to}");
        await daemon.SaysAsync($"nas.example.net A  {from} -> {to}");
        await daemon.SaysAsync($"{(offset < TimeSpan.Zero ? "behind" : "ahead of")} the clock of");
    }
}
