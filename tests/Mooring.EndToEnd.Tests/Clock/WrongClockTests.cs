using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>The clock is wrong from the start: everything works, the offset is told and kept, the next run is right from its first request.</summary>
public sealed class WrongClockTests
{
    /// <summary>How far a measured offset may lie from the true one: a Date is cut to seconds, and this machine may be busy.</summary>
    private const double Tolerance = 15;

    public static TheoryData<string> PlainHttp => ["-10 y", "-1 d", "-31 min", "-16 min", "-6 min", "+6 min", "+16 min", "+1 d"];

    public static TheoryData<string, string> Clocks
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var clock in PlainHttp)
            {
                all.Add("http", clock);
                all.Add("https", clock);
            }

            // Over HTTPS, on either side of what the certificate allows: from 2 days back to 30 days ahead.
            all.Add("https", "-3 d");
            all.Add("https", "+31 d");
            all.Add("https", "+10 y");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task Both_clouds_are_served_all_the_same(string scheme, string clock)
    {
        var off = Span(clock);
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureBothAsync();

        var first = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(first.ExitCode == 0, first.ToString());
        await machine.AssertPublishedAsync("example.com", "example.net");
        AssertTold(first, off, "alidns", "tencent");
        Assert.Equal(ExpectedRefusals(off, ("alidns InvalidTimeStamp.Expired", 15), ("tencent AuthFailure.SignatureExpire", 5)), machine.Refused());

        machine.ForgetCalls();
        var second = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Empty(machine.Refused());
        Assert.Equal(2, second.Json.GetProperty("apiCalls").GetInt32());
        Assert.Equal(2, second.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
        AssertTold(second, off, "alidns", "tencent");
        AssertKept(machine, off, "alidns", "tencent");
    }

    [Theory]
    [MemberData(nameof(PlainHttp))]
    public Task The_older_Tencent_API_which_calls_it_a_wrong_key_is_served_all_the_same(string clock) => ServeOlderAsync("http", clock);

    [Fact]
    public Task And_so_it_is_over_HTTPS() => ServeOlderAsync("https", "-10 y");

    [Theory]
    [InlineData("http", "-10 y")]
    [InlineData("https", "-10 y")]
    [InlineData("https", "+1 d")]
    public async Task A_monotonic_clock_that_is_off_as_well_does_no_harm(string scheme, string clock)
    {
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureBothAsync();

        var result = await MooringProgram.RunAsync(
            machine.Harbour.Directory, ["update", "--output", "json"], await FakeTime.ConstantAsync(Span(clock), monotonicToo: true));

        Assert.True(result.ExitCode == 0, result.ToString());
        await machine.AssertPublishedAsync("example.com", "example.net");
        AssertTold(result, Span(clock), "alidns", "tencent");
    }

    /// <summary>The name of a zone, whether the system knows it or not, in the forms that devices use.</summary>
    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("CST-8")]
    [InlineData("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45")]
    [InlineData(":/nowhere/localtime")]
    public async Task The_time_zone_never_matters(string zone)
    {
        await using var machine = await Machine.OpenAsync("https");
        await machine.ConfigureBothAsync();
        var (right, wrong) = (await FakeTime.ConstantAsync(TimeSpan.Zero), await FakeTime.ConstantAsync(Span("-10 y")));
        right["TZ"] = wrong["TZ"] = zone;

        var first = await MooringProgram.RunAsync(machine.Harbour.Directory, ["update", "--output", "json"], right);

        Assert.True(first.ExitCode == 0, first.ToString());
        AssertTold(first, TimeSpan.Zero, "alidns", "tencent");
        Assert.Empty(machine.Refused());

        var second = await MooringProgram.RunAsync(machine.Harbour.Directory, ["update", "--output", "json"], wrong);

        Assert.True(second.ExitCode == 0, second.ToString());
        AssertTold(second, Span("-10 y"), "alidns", "tencent");
        await machine.AssertPublishedAsync("example.com", "example.net");
    }

    /// <summary>A rule in place of a zone's name means nothing to .NET, but something to the C library, through which it judges certificates.</summary>
    [Theory]
    [InlineData("CST-8", 47, "valid for an hour")]
    [InlineData("PST8", 47, "valid for an hour")]
    [InlineData("CST-8", -719, "valid for an hour more")]
    [InlineData("PST8", -719, "valid for an hour more")]
    [InlineData("AAA-8BBB,0/0,J365/25", 47, "valid for an hour, in a zone that always saves daylight")]
    public async Task Nor_does_it_for_a_certificate_that_is_new_or_nearly_over(string zone, double hours, string certificate)
    {
        // Certificates are valid from 2 days back to 30 days ahead of their clouds' time; nobody answers for the time.
        await using var machine = await Machine.OpenAsync("https", new ShiftedTime(TimeSpan.FromHours(hours)));
        machine.TimeServers = $"\"127.0.0.1:{machine.Harbour.Sandbox.Ports.Control}\", \"127.0.0.1:{machine.Harbour.Sandbox.Ports.Tls}\"";
        await machine.ConfigureBothAsync();

        var result = await MooringProgram.RunAsync(
            machine.Harbour.Directory, ["update"], new Dictionary<string, string>(StringComparer.Ordinal) { ["TZ"] = zone });

        Assert.True(result.ExitCode == 0, $"{certificate}: {result}");
        await machine.AssertPublishedAsync("example.com", "example.net");
    }

    private static async Task ServeOlderAsync(string scheme, string clock)
    {
        var off = Span(clock);
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureAsync(("old", machine.Tencent("cns-v2"), "example.net"));

        var first = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(first.ExitCode == 0, first.ToString());
        await machine.AssertPublishedAsync("example.net");
        AssertTold(first, off, "tencent");
        Assert.Equal(ExpectedRefusals(off, ("tencent 4100", 5)), machine.Refused());

        machine.ForgetCalls();
        var second = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Empty(machine.Refused());
        AssertKept(machine, off, "tencent");
    }

    /// <summary><c>-31 min</c> as a span.</summary>
    internal static TimeSpan Span(string words) => words.Split(' ') is [var count, var unit]
        ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) * unit switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "min" => TimeSpan.FromMinutes(1),
            "d" => TimeSpan.FromDays(1),
            "y" => TimeSpan.FromDays(365.25),
            _ => throw new ArgumentException(words, nameof(words)),
        }
        : throw new ArgumentException(words, nameof(words));

    /// <summary>The JSON holds the provider's clock minus this machine's, and people are told beyond a minute, with the mend.</summary>
    internal static void AssertTold(ProgramResult result, TimeSpan off, params string[] providers)
    {
        var offsets = result.Json.GetProperty("clockOffsetSeconds");
        foreach (var provider in providers)
        {
            Assert.InRange(offsets.GetProperty(provider).GetDouble(), -off.TotalSeconds - Tolerance, -off.TotalSeconds + Tolerance);
        }

        AssertWarned(result.Error, off);
    }

    internal static void AssertWarned(string shown, TimeSpan off)
    {
        if (off.Duration() < TimeSpan.FromMinutes(1))
        {
            Assert.DoesNotContain("this machine's clock", shown, StringComparison.Ordinal);
            return;
        }

        Assert.Contains("warning: this machine's clock is", shown, StringComparison.Ordinal);
        Assert.Contains(off < TimeSpan.Zero ? "behind" : "ahead", shown, StringComparison.Ordinal);
        Assert.Contains("timedatectl set-ntp true", shown, StringComparison.Ordinal);
        Assert.Contains("hwclock", shown, StringComparison.Ordinal);
        Assert.Contains("container", shown, StringComparison.Ordinal);
    }

    internal static void AssertKept(Machine machine, TimeSpan off, params string[] providers)
    {
        var kept = machine.Kept();
        Assert.All(providers, provider => Assert.InRange(
            kept.GetValueOrDefault(provider), -off.TotalSeconds - Tolerance, -off.TotalSeconds + Tolerance));
    }

    /// <summary>One refusal from each cloud whose tolerance, in minutes, the clock exceeds.</summary>
    private static string[] ExpectedRefusals(TimeSpan off, params (string Refusal, double Minutes)[] clouds) =>
        [.. clouds.Where(cloud => off.Duration().TotalMinutes > cloud.Minutes).Select(cloud => cloud.Refusal)];
}
