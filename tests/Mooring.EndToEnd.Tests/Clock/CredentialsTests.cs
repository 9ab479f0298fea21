using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>A wrong clock hides behind errors about the key; a wrong key is named only after the clock is excluded.</summary>
public sealed class CredentialsTests
{
    [Theory]
    [InlineData("alidns", "0 s", "SignatureDoesNotMatch")]
    [InlineData("alidns", "-31 min", "InvalidTimeStamp.Expired, SignatureDoesNotMatch")]
    [InlineData("alidns", "-10 y", "InvalidTimeStamp.Expired, SignatureDoesNotMatch")]
    [InlineData("dnspod", "0 s", "AuthFailure.SignatureFailure")]
    [InlineData("dnspod", "+6 min", "AuthFailure.SignatureExpire, AuthFailure.SignatureFailure")]
    [InlineData("dnspod", "+1 d", "AuthFailure.SignatureExpire, AuthFailure.SignatureFailure")]
    [InlineData("cns-v2", "0 s", "4100")]
    [InlineData("cns-v2", "-6 min", "4100, 4100")]
    public async Task A_wrong_key_is_named_once_the_clock_is_excluded(string api, string clock, string answers)
    {
        var off = WrongClockTests.Span(clock);
        await using var machine = await Machine.OpenAsync();
        await ConfigureAsync(machine, api, secret: "mistyped");

        var result = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal(answers, string.Join(", ", machine.Calls().Select(call => call.Code)));
        var error = Error(result);
        Assert.Equal("credentials", error.GetProperty("fault").GetString());
        Assert.Contains("so it is the key", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("clock is right", result.Output, StringComparison.Ordinal);
        WrongClockTests.AssertTold(result, off, api == "alidns" ? "alidns" : "tencent");
        Assert.Empty(await machine.Harbour.RecordsAsync(api == "alidns" ? "example.com" : "example.net"));
    }

    [Fact]
    public async Task An_unknown_key_which_Alidns_looks_at_before_the_time_is_named_once_the_clock_is_excluded()
    {
        await using var machine = await Machine.OpenAsync();
        await machine.ConfigureAsync(("home", machine.Alidns().Replace("sandbox-id", "unknown-id", StringComparison.Ordinal), "example.com"));

        var result = await machine.RunAsync(TimeSpan.FromMinutes(-31), "update", "--output", "json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal(["alidns InvalidAccessKeyId.NotFound", "alidns InvalidAccessKeyId.NotFound"], machine.Refused());
        Assert.Equal("credentials", Error(result).GetProperty("fault").GetString());
    }

    [Theory]
    [InlineData("alidns", "-16 min", "MissingParameter")]
    [InlineData("alidns", "-10 y", "MissingParameter")]
    [InlineData("alidns", "-31 min", "SignatureDoesNotMatch")]
    [InlineData("alidns", "-31 min", "InvalidSecurityToken.Expired")]
    [InlineData("alidns", "+16 min", "IllegalTimestamp")]
    [InlineData("alidns", "+16 min", "InvalidTimeStamp.Format")]
    [InlineData("dnspod", "+6 min", "AuthFailure.SignatureFailure")]
    [InlineData("dnspod", "-1 d", "AuthFailure.TokenFailure")]
    [InlineData("cns-v2", "-1 d", "AuthFailure.SignatureFailure")]
    public async Task An_error_that_only_hides_the_wrong_clock_is_cured(string api, string clock, string code)
    {
        var off = WrongClockTests.Span(clock);
        await using var machine = await Machine.OpenAsync();
        await ConfigureAsync(machine, api);
        await machine.Harbour.PostAsync("faults", $$"""{"kind":"code","code":"{{code}}","count":1}""");

        var result = await machine.RunAsync(off, "update", "--output", "json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Single(machine.Refused());
        await machine.AssertPublishedAsync(api == "alidns" ? "example.com" : "example.net");
        WrongClockTests.AssertTold(result, off, api == "alidns" ? "alidns" : "tencent");
    }

    [Theory]
    [InlineData("alidns", "MissingParameter", "rejected")]
    [InlineData("alidns", "SignatureDoesNotMatch", "credentials")]
    [InlineData("dnspod", "AuthFailure.SignatureFailure", "credentials")]
    [InlineData("cns-v2", "AuthFailure.SignatureFailure", "credentials")]
    public async Task With_the_clock_right_the_same_error_means_what_it_says_and_is_not_repeated(string api, string code, string fault)
    {
        await using var machine = await Machine.OpenAsync();
        await ConfigureAsync(machine, api);
        await machine.Harbour.PostAsync("faults", $$"""{"kind":"code","code":"{{code}}","count":1}""");

        var result = await machine.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Equal(fault, Error(result).GetProperty("fault").GetString());
        Assert.Single(machine.Calls());
    }

    [Theory]
    [InlineData("0 s", "agree")]
    [InlineData("-31 min", "behind")]
    public async Task A_cloud_that_refuses_its_own_time_is_asked_twice_and_the_truth_is_told(string clock, string words)
    {
        await using var machine = await Machine.OpenAsync();
        await ConfigureAsync(machine, "alidns");
        await machine.Harbour.PostAsync("faults", """{"kind":"code","code":"InvalidTimeStamp.Expired"}""");

        var result = await machine.RunAsync(WrongClockTests.Span(clock), "update", "--output", "json");

        Assert.True(result.ExitCode == 3, result.ToString());
        var error = Error(result);
        Assert.Equal("clock", error.GetProperty("fault").GetString());
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, machine.Calls().Count);
    }

    private static Task ConfigureAsync(Machine machine, string api, string secret = "sandbox-secret") => api == "alidns"
        ? machine.ConfigureAsync(("home", machine.Alidns(secret), "example.com"))
        : machine.ConfigureAsync(("office", machine.Tencent(api, secret), "example.net"));

    private static JsonElement Error(ProgramResult result) =>
        Assert.Single(result.Json.GetProperty("changes").EnumerateArray()).GetProperty("error");
}
