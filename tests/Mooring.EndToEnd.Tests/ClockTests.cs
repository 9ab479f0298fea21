using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests;

/// <summary>The real program on a machine whose clock is wrong, played by Debian's faketime, against clouds whose clocks are right.</summary>
public sealed class ClockTests
{
    public static TheoryData<string, bool> WrongClocks
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var offset in new[] { "-3652d", "-1d", "-31m", "-16m", "-6m", "+6m", "+16m", "+1d" })
            {
                rows.Add(offset, p2: false);
                rows.Add(offset, p2: true);
            }

            // Beyond the certificates' validity on either side, from 2 days back to 30 days ahead.
            rows.Add("-3d", p2: true);
            rows.Add("+31d", p2: true);
            rows.Add("+3652d", p2: true);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(WrongClocks))]
    public async Task Converges_all_the_same_and_signs_right_from_the_first_request_of_the_next_run(string offset, bool tls)
    {
        SkipWithoutFaketime();
        await using var harbour = await HarbourAsync(tls);

        var first = await RunAsync(harbour, offset);
        var second = await RunAsync(harbour, offset);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(["nas A 203.0.113.9"], await harbour.RecordsAsync("example.com"));
        Assert.Equal(["nas A 203.0.113.9"], await harbour.RecordsAsync("example.net"));
        foreach (var provider in new[] { "alidns", "tencent" })
        {
            var measured = first.Json.GetProperty("clockOffsetSeconds").GetProperty(provider).GetDouble();
            Assert.InRange(Math.Abs(measured + Seconds(offset)), 0, 30);
        }

        Assert.Equal(2, second.Json.GetProperty("apiCalls").GetInt32());
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/Los_Angeles")]
    public async Task Signs_in_UTC_whatever_the_zone(string zone)
    {
        await using var harbour = await HarbourAsync(tls: true);

        var result = await MooringProgram.RunAsync(
            harbour.Directory, ["update", "--output", "json"], new Dictionary<string, string>(StringComparer.Ordinal) { ["TZ"] = zone });

        Assert.True(result.ExitCode == 0, result.ToString());
        // Zones, records and one addition at each cloud: no request was refused for its time and signed again.
        Assert.Equal(6, result.Json.GetProperty("apiCalls").GetInt32());
    }

    [Fact]
    public async Task Where_no_time_server_answers_TLS_is_not_relaxed_and_the_clock_is_named()
    {
        SkipWithoutFaketime();
        await using var harbour = await HarbourAsync(tls: true, timeServers: false);

        var result = await RunAsync(harbour, "-3652d");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.All(
            result.Json.GetProperty("changes").EnumerateArray(),
            change => Assert.Equal("clock", change.GetProperty("error").GetProperty("fault").GetString()));
        Assert.Contains("set this machine's clock", result.Output, StringComparison.Ordinal);
        Assert.Empty(await harbour.CallsAsync());
    }

    private static async Task<Harbour> HarbourAsync(bool tls, bool timeServers = true)
    {
        var harbour = await Harbour.OpenAsync(tls);
        // The control API's port is taken on TCP alone: who asks there for the time is told at once that nobody listens.
        var (one, two) = timeServers
            ? (harbour.Sandbox.Ports.Sntp, harbour.Sandbox.Ports.Sntp + 1)
            : (harbour.Sandbox.Ports.Control, harbour.Sandbox.Ports.Tls);
        await harbour.ConfigureAsync($$"""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four }
              - { name: nas.example.net, account: office, address: four }
            clock: { sntp: ["127.0.0.1:{{one}}", "127.0.0.1:{{two}}"] }
            """);
        return harbour;
    }

    private static async Task<ProgramResult> RunAsync(Harbour harbour, string offset)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1" };
        using var process = MooringProgram.Start(harbour.Directory, ["update", "--output", "json"], variables, $"faketime -f {offset}");
        return await MooringProgram.FinishAsync(process);
    }

    private static double Seconds(string offset) =>
        double.Parse(offset[..^1], System.Globalization.CultureInfo.InvariantCulture) * (offset[^1] == 'd' ? 86400 : 60);

    private static void SkipWithoutFaketime() => Assert.SkipUnless(File.Exists("/usr/bin/faketime"), "Debian's faketime is not installed");
}
