using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Sandbox.World;

namespace Mooring.EndToEnd.Tests.Rounds;

/// <summary>What fails alone stays alone, and the exit code tells how much did.</summary>
public sealed class ExitCodeTests
{
    private const string Both = """
        addresses:
          four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
          six: { family: ipv6, source: static, value: "2001:db8::9", allow: [documentation] }
        records:
          - { name: a.example.com, account: home, address: [four, six] }
          - { name: b.example.com, account: home, address: [four, six] }
          - { name: a.example.net, account: office, address: [four, six] }

        """;

    [Fact]
    public async Task A_record_that_the_host_refuses_stops_no_other()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = "AddDomainRecord", Code = "DomainRecordLocked", Count = 1 });

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal((5, 1), (Summary(result, "added"), Summary(result, "failed")));
        Assert.Equal(3, (await harbour.RecordsAsync("example.com")).Length);
        var error = Assert.Single(Errors(result));
        Assert.Equal(("rejected", "DomainRecordLocked"), (error.GetProperty("fault").GetString(), error.GetProperty("code").GetString()));
        Assert.NotNull(error.GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData("DescribeDomains", "Forbidden.NotSupportRAM")]
    [InlineData("DescribeDomains", "SomethingNobodyHasHeardOf")]
    public async Task An_account_whose_zones_cannot_be_listed_could_not_be_read_at_all(string action, string code)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four }
            """);
        harbour.World.Faults.Add(new FaultRule(FaultKind.Code) { Action = action, Code = code });

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains(code, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_record_is_reported_and_not_made_where_create_is_off()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.net", records => records.Add(harbour.Record(Cloud.Dnspod, "there A 192.0.2.1")));
        await harbour.ConfigureAsync("""
            addresses:
              four: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: four, create: false }
              - { name: there.example.net, account: office, address: four, create: false }
            """);

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("notFound", Assert.Single(Errors(result)).GetProperty("fault").GetString());
        Assert.Empty(await harbour.RecordsAsync("example.com"));
        Assert.Equal(["there A 203.0.113.9"], await harbour.RecordsAsync("example.net"));
    }

    [Fact]
    public async Task A_family_without_an_address_keeps_its_records_and_the_other_goes_on()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.World.Echo = harbour.World.Echo with { Ipv6 = null };
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "nas AAAA 2001:db8::1")));
        await harbour.ConfigureAsync($$"""
            addresses:
              four: { family: ipv4, source: probe, probes: ["http://127.0.0.1:{{harbour.Sandbox.Ports.Echo}}/ip"], agree: 1, allow: [documentation] }
              six: { family: ipv6, source: probe, probes: ["http://[::1]:{{harbour.Sandbox.Ports.Echo}}/ip"], agree: 1, allow: [documentation] }
            records:
              - { name: nas.example.com, account: home, address: [four, six] }
            """);

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(["nas A 203.0.113.1", "nas AAAA 2001:db8::1"], await harbour.RecordsAsync("example.com"));
        Assert.Equal("source", Assert.Single(Errors(result)).GetProperty("fault").GetString());
    }

    [Fact]
    public async Task A_zone_that_cannot_be_read_stops_no_other_zone_of_the_account()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, "gone.example.org");
        await harbour.ConfigureAsync(Both + "  - { name: nas.gone.example.org, account: home, address: four }\n  - { name: nas.never.example, account: home, address: four }\n");
        await using var relay = new Relay(harbour.Port(Cloud.Alidns));
        relay.Before("DescribeDomainRecords", 1, () => harbour.World.RemoveZone(harbour.World.Zones.Single(zone => zone.Name.Value == "gone.example.org")));
        await harbour.WriteAsync((await File.ReadAllTextAsync(harbour.ConfigurationFile, TestContext.Current.CancellationToken))
            .Replace(harbour.Endpoint(Cloud.Alidns), relay.Endpoint, StringComparison.Ordinal));

        var result = await harbour.RunAsync("update", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal((6, 2), (Summary(result, "added"), Summary(result, "failed")));
        Assert.All(Errors(result), error => Assert.Equal("notFound", error.GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task An_account_that_is_refused_stops_no_other_and_all_of_them_are_exit_code_3()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both);
        harbour.World.RemoveAccount(SandboxProvider.Alidns, "sandbox-id");

        var one = await harbour.RunAsync("update", "--output", "json");
        harbour.World.RemoveAccount(SandboxProvider.Tencent, "sandbox-id");
        harbour.World.Calls.Clear();
        var all = await harbour.RunAsync("update", "--output", "json");

        Assert.True(one.ExitCode == 1, one.ToString());
        Assert.Equal(["a A 203.0.113.9", "a AAAA 2001:db8::9"], await harbour.RecordsAsync("example.net"));
        Assert.True(all.ExitCode == 3, all.ToString());
        Assert.All(Errors(all), error => Assert.Equal("credentials", error.GetProperty("fault").GetString()));
        Assert.Equal(2, harbour.World.Calls.Entries.Length);
    }

    [Fact]
    public async Task Nobody_at_the_endpoints_is_exit_code_3_and_says_what_to_check()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both);
        await harbour.Sandbox.DisposeAsync();

        var result = await harbour.RunAsync("update");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("check this machine's network", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update", "--no-such-option")]
    [InlineData("records", "delete", "a.example.com", "A")]
    [InlineData("records", "set", "a.example.com", "A", "192.0.2.999")]
    [InlineData("records", "list", "example.com", "--account", "hom")]
    public async Task Wrong_usage_is_exit_code_2_before_any_call(params string[] arguments)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both);

        var result = await harbour.RunAsync(arguments);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Empty(harbour.World.Calls.Entries);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("addresses")]
    [InlineData("records", "list", "example.com")]
    public async Task A_wrong_configuration_is_exit_code_2_before_any_call(params string[] verb)
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both + "  - { name: c.example.com, acount: home, address: four }\n");

        var result = await harbour.RunAsync([.. verb, "--output", "json"]);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Empty(harbour.World.Calls.Entries);
        Assert.Contains(result.Json.GetProperty("errors").EnumerateArray(), error =>
            error.GetProperty("line").GetInt32() > 0 && error.GetProperty("mend").GetString()!.Contains("account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_ends_with_4_only_where_asked_and_only_for_changes_without_a_failure()
    {
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(Both);

        Assert.Equal(0, (await harbour.RunAsync("plan")).ExitCode);
        Assert.Equal(4, (await harbour.RunAsync("plan", "--detailed-exitcode")).ExitCode);
        Assert.Equal(0, (await harbour.RunAsync("update", "--dry-run")).ExitCode);
        Assert.Empty(harbour.Counted().Keys.Intersect(["AddDomainRecord", "CreateRecord"]));
        Assert.Equal(0, (await harbour.RunAsync("update")).ExitCode);
        Assert.Equal(0, (await harbour.RunAsync("plan", "--detailed-exitcode")).ExitCode);

        harbour.World.RemoveAccount(SandboxProvider.Alidns, "sandbox-id");
        harbour.Edit("example.net", records => records.RemoveAll(record => !record.System));
        Assert.Equal(1, (await harbour.RunAsync("plan", "--detailed-exitcode")).ExitCode);
    }

    [Fact]
    public async Task What_a_plan_shows_is_what_update_does()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "a A 192.0.2.7")).Add(harbour.Record(Cloud.Alidns, "b CNAME www.example.org")));
        await harbour.ConfigureAsync(Both);

        var plan = await harbour.RunAsync("plan", "--output", "json");
        var update = await harbour.RunAsync("update", "--output", "json");

        Assert.True(plan.ExitCode == 1, plan.ToString());
        Assert.Equal(plan.ExitCode, update.ExitCode);
        Assert.Equal(
            Lines(plan).Select(line => line.Replace("planned", "applied", StringComparison.Ordinal)),
            Lines(update));
        Assert.Equal(plan.Json.GetProperty("summary").ToString(), update.Json.GetProperty("summary").ToString());
    }

    private static string[] Lines(ProgramResult result) => [.. result.Json.GetProperty("changes").EnumerateArray().Select(change => change.ToString())];

    private static int Summary(ProgramResult result, string key) => result.Json.GetProperty("summary").GetProperty(key).GetInt32();

    private static JsonElement[] Errors(ProgramResult result) =>
        [.. result.Json.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("error")).Where(error => error.ValueKind == JsonValueKind.Object)];
}
