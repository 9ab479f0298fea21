using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>What the doctor says of keys, zones and records that are not right.</summary>
public sealed class KeysAndRecordsTests
{
    private const string Zone = "example.org";

    [Theory]
    [InlineData("alidns", "wrong", "access-key-secret is not the secret of this access-key-id")]
    [InlineData("dnspod", "wrong", "secret-key is not the secret of this secret-id")]
    [InlineData("cns-v2", "wrong", "check that secret-id and secret-key were copied whole")]
    [InlineData("alidns", "disabled", "it is disabled; enable it at https://ram.console.aliyun.com/users")]
    [InlineData("dnspod", "disabled", "no key has this secret-id")]
    [InlineData("alidns", "token", "the temporary credentials are over")]
    [InlineData("dnspod", "token", "the temporary credentials are over")]
    public async Task A_key_that_is_refused_is_told_with_what_to_do(string api, string what, string mend)
    {
        await using var harbour = await Harbour.OpenAsync();
        var cloud = api == "alidns" ? Cloud.Alidns : api == "dnspod" ? Cloud.Dnspod : Cloud.Cns;
        await harbour.ConfigureAsync(cloud, more: what == "token" ? "security-token: sandbox-token" : "");
        var account = harbour.World.FindAccount(cloud.Provider, "sandbox-id")!;
        harbour.World.SetAccount(what switch
        {
            "wrong" => account with { Secret = "another" },
            "disabled" => account with { Active = false },
            _ => account with { Token = "sandbox-token", TokenExpires = DateTimeOffset.UnixEpoch },
        });

        var findings = await harbour.DiagnoseAsync();

        var only = Assert.Single(findings);
        Assert.Equal(("account.credentials", "fault", "main"), (only.Id, only.Severity, only.Subject));
        Assert.Contains(mend, only.Mend, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox-secret", $"{only}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_a_zone_is_told_with_the_zone_that_is_spelled_alike()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, "例子.中国");
        await harbour.ConfigureAsync(Cloud.Alidns, "  - { name: nas.exampel.com, account: main, address: fix4 }");

        var findings = await harbour.DiagnoseAsync();

        var fault = Assert.Single(findings, finding => finding.Id == "zone.found");
        Assert.Equal(("fault", "nas.exampel.com"), (fault.Severity, fault.Subject));
        Assert.Contains("zones its key can see: example.com, 例子.中国", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("did you mean example.com?", fault.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cname_in_the_way_is_the_word_of_the_plan()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Dnspod, Zone, "nas CNAME www.example.net");
        await harbour.ConfigureAsync(Cloud.Dnspod);

        var findings = await harbour.DiagnoseAsync();

        var fault = Assert.Single(findings, finding => finding.Id == "record.plan");
        Assert.Equal(("fault", "nas.example.org A"), (fault.Severity, fault.Subject));
        Assert.StartsWith("the name holds CNAME www.example.net", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_reason_why_a_set_cannot_be_as_wanted_is_told_of_that_set()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone, "two A 203.0.113.1", "two A 203.0.113.2", "paused A 203.0.113.1");
        harbour.Edit(Zone, records => [.. records.Select(record => record.Name == "paused" ? record with { Enabled = false } : record)]);
        await harbour.ConfigureAsync(Cloud.Alidns, """
              - { name: two.example.org, account: main, address: fix4 }
              - { name: paused.example.org, account: main, address: fix4 }
              - { name: missing.example.org, account: main, address: fix4, create: false }
              - { name: pinned.example.org, account: main, address: fix4, id: "1" }
            """);

        var findings = await harbour.DiagnoseAsync();

        var faults = findings.Where(finding => finding is { Id: "record.plan", Severity: "fault" }).ToDictionary(finding => finding.Subject, finding => finding.Message);
        Assert.Equal(["missing.example.org A", "paused.example.org A", "pinned.example.org A", "two.example.org A"], faults.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("paused", faults["paused.example.org A"], StringComparison.Ordinal);
        Assert.Contains("create", faults["missing.example.org A"], StringComparison.Ordinal);
        Assert.Contains("203.0.113.1", faults["two.example.org A"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"action":"DescribeDomainRecords","kind":"code","code":"DomainForbidden"}""", "fault", "the zone is locked, expired or suspended")]
    [InlineData("""{"action":"DescribeDomainRecords","kind":"code","code":"Throttling.User"}""", "warning", "Throttling.User")]
    public async Task A_zone_whose_records_cannot_be_listed_is_told_with_what_came_back(string fault, string severity, string said)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        await harbour.ConfigureAsync(Cloud.Alidns);
        await harbour.PostAsync("faults", fault);

        var findings = await harbour.DiagnoseAsync();

        var finding = Assert.Single(findings, finding => finding.Id == "record.plan");
        Assert.Equal((severity, Zone), (finding.Severity, finding.Subject));
        Assert.Contains(said, finding.Message, StringComparison.Ordinal);
        Assert.All(harbour.Signed(), call => Assert.StartsWith("Describe", call.Action, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ttl_below_the_editions_minimum_is_told_before_it_is_raised()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Dnspod, Zone);
        await harbour.ConfigureAsync(Cloud.Dnspod, "  - { name: nas.example.org, account: main, address: fix4, ttl: 60 }");

        var findings = await harbour.DiagnoseAsync();

        Assert.Contains("600 s, which is used instead", Assert.Single(findings, finding => finding.Id == "zone.ttl").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chinese_readers_get_the_same()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone, "nas A 203.0.113.9");
        await harbour.ConfigureAsync(Cloud.Alidns);

        var result = await harbour.RunAsync("doctor", "--language", "zh");

        Assert.Contains("正常     main：阿里云云解析 DNS 接受此密钥", result.Output, StringComparison.Ordinal);
        Assert.Contains("正常     nas.example.org A：在服务商处符合期望", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_that_cannot_be_reached_holds_the_others_up_for_no_longer_than_it_is_tried()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        await harbour.WriteAsync($$"""
            accounts:
              main: {{Cloud.Alidns.Settings(harbour.Endpoint(Cloud.Alidns))}}
              gone: {{Cloud.Dnspod.Settings("http://127.0.0.1:9")}}
            state: {{harbour.State}}
            addresses: { fix4: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] } }
            dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
            records:
              - { name: nas.example.org, account: main, address: fix4 }
              - { name: nas.example.net, account: gone, address: fix4 }
            """);

        var findings = await harbour.DiagnoseAsync();

        var gone = Assert.Single(findings, finding => finding is { Id: "account.credentials", Subject: "gone" });
        Assert.Equal(("hint", "this follows from a fault that is told above"), (gone.Severity, gone.Mend));
        Assert.Equal("hint", Assert.Single(findings, finding => finding.Id == "record.plan").Severity);
    }
}
