namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>The offset of the last run is what the next one starts with; where it is wrong by then, one refusal puts it right.</summary>
public sealed class SavedOffsetTests
{
    [Theory]
    [InlineData("http", "-10 y")]
    [InlineData("https", "-10 y")]
    [InlineData("https", "+31 d")]
    [InlineData("http", "-31 min")]
    public async Task A_clock_that_was_mended_meanwhile_costs_one_refused_request_per_cloud_and_no_more(string scheme, string clock)
    {
        await using var machine = await Machine.OpenAsync(scheme);
        await machine.ConfigureBothAsync();
        await machine.RunAsync(WrongClockTests.Span(clock), "update");
        machine.ForgetCalls();

        var mended = await machine.RunAsync("update", "--output", "json");

        Assert.True(mended.ExitCode == 0, mended.ToString());
        Assert.Equal(["alidns InvalidTimeStamp.Expired", "tencent AuthFailure.SignatureExpire"], machine.Refused());
        WrongClockTests.AssertTold(mended, TimeSpan.Zero, "alidns", "tencent");
        WrongClockTests.AssertKept(machine, TimeSpan.Zero, "alidns", "tencent");

        machine.ForgetCalls();
        var after = await machine.RunAsync("update", "--output", "json");

        Assert.True(after.ExitCode == 0, after.ToString());
        Assert.Empty(machine.Refused());
    }

    [Theory]
    [InlineData("""{"version":1,"at":"2026-01-01T00:00:00Z","seconds":{"alidns":1e300,"tencent":-9.2e11}}""")]
    [InlineData("""{"version":1,"at":"2026-01-01T00:00:00Z","seconds":{"alidns":-5e9,"tencent":63e9}}""")]
    [InlineData("""{"version":1,"at":"2026-01-01T00:00:00Z","sec""")]
    public async Task A_damaged_memory_of_offsets_heals_as_well(string document)
    {
        await using var machine = await Machine.OpenAsync();
        await machine.ConfigureBothAsync();
        await machine.RunAsync(TimeSpan.FromHours(-1), "update");
        Assert.True(File.Exists(machine.OffsetsFile));
        await File.WriteAllTextAsync(machine.OffsetsFile, document, TestContext.Current.CancellationToken);

        var result = await machine.RunAsync("update", "--output", "json");
        machine.ForgetCalls();
        var after = await machine.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        WrongClockTests.AssertTold(result, TimeSpan.Zero, "alidns", "tencent");
        Assert.True(after.ExitCode == 0, after.ToString());
        Assert.Empty(machine.Refused());
    }
}
