using System.Text.Json;
using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Doctor;

/// <summary>The doctor finds out which right a key lacks, and changes nothing by it.</summary>
public sealed class RightsTests
{
    private const string Zone = "example.org";

    public static TheoryData<string> Clouds => ["alidns", "dnspod", "cns-v2"];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_key_that_may_do_all_takes_one_line_and_no_record_is_changed(string api)
    {
        await using var harbour = await OpenAsync(api, "nas A 203.0.113.9", "www TXT hello");
        var before = harbour.Holds(Zone);

        var findings = await harbour.DiagnoseAsync();

        Assert.Equal("ok", Assert.Single(findings, finding => finding.Id == "account.credentials").Severity);
        Assert.DoesNotContain(findings, finding => finding is { Id: "account.permission", Severity: not "hint" });
        Assert.Equal(before, harbour.Holds(Zone));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Nothing_but_what_is_refused_is_ever_tried(string api)
    {
        await using var harbour = await OpenAsync(api, "nas A 203.0.113.1");
        var cloud = Of(api);

        await harbour.DiagnoseAsync();

        var writes = harbour.Signed().Where(call => call.Action != cloud.ListZones && call.Action != cloud.List).ToArray();
        Assert.Equal([cloud.Add, cloud.Update, cloud.Delete], writes.Select(call => call.Action!));
        Assert.All(writes, call => Assert.NotNull(call.Code));
        Assert.Equal(["nas A 203.0.113.1"], await harbour.RecordsAsync(Zone));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task With_read_only_no_write_is_tried_and_that_is_said(string api)
    {
        await using var harbour = await OpenAsync(api);
        var cloud = Of(api);

        var findings = await harbour.DiagnoseAsync("--read-only");

        Assert.All(harbour.Signed(), call => Assert.Contains(call.Action, (string[])[cloud.ListZones, cloud.List]));
        Assert.Contains("--read-only", Assert.Single(findings, finding => finding.Id == "account.permission").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alidns", "DescribeDomains", "alidns:DescribeDomains")]
    [InlineData("alidns", "DescribeDomainRecords", "alidns:DescribeDomainRecords")]
    [InlineData("alidns", "AddDomainRecord", "alidns:AddDomainRecord")]
    [InlineData("alidns", "UpdateDomainRecord", "alidns:UpdateDomainRecord")]
    [InlineData("alidns", "DeleteDomainRecord", "alidns:DeleteDomainRecord")]
    [InlineData("dnspod", "DescribeDomainList", "dnspod:DescribeDomainList")]
    [InlineData("dnspod", "DescribeRecordList", "dnspod:DescribeRecordList")]
    [InlineData("dnspod", "CreateRecord", "dnspod:CreateRecord")]
    [InlineData("dnspod", "ModifyRecord", "dnspod:ModifyRecord")]
    [InlineData("dnspod", "DeleteRecord", "dnspod:DeleteRecord")]
    [InlineData("cns-v2", "DomainList", "dnspod:DescribeDomainList")]
    [InlineData("cns-v2", "RecordList", "dnspod:DescribeRecordList")]
    [InlineData("cns-v2", "RecordCreate", "dnspod:CreateRecord")]
    [InlineData("cns-v2", "RecordModify", "dnspod:ModifyRecord")]
    [InlineData("cns-v2", "RecordDelete", "dnspod:DeleteRecord")]
    public async Task The_missing_right_is_named_with_the_policy_to_paste(string api, string action, string right)
    {
        await using var harbour = await OpenAsync(api, "nas A 203.0.113.1");
        harbour.Forbid(Of(api), action);
        var before = harbour.Holds(Zone);

        var findings = await harbour.DiagnoseAsync();

        var fault = Assert.Single(findings, finding => finding is { Id: "account.permission", Severity: "fault" });
        Assert.StartsWith($"the key lacks {right};", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{right}\"", Policy(fault), StringComparison.Ordinal);
        Assert.Contains(api == "alidns" ? "alidns:DeleteDomainRecord" : "dnspod:DeleteRecord", Policy(fault), StringComparison.Ordinal);
        Assert.Equal("ok", Assert.Single(findings, finding => finding.Id == "account.credentials").Severity);
        Assert.Equal(before, harbour.Holds(Zone));
    }

    [Fact]
    public async Task The_right_to_set_remarks_is_looked_at_where_the_mark_needs_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone, "nas A 203.0.113.1");
        await harbour.ConfigureAsync(Cloud.Alidns, "  - { name: nas.example.org, account: main, address: fix4, mode: join }");
        harbour.Forbid(Cloud.Alidns, "UpdateDomainRecordRemark");
        var before = harbour.Holds(Zone);

        var findings = await harbour.DiagnoseAsync();

        Assert.StartsWith("the key lacks alidns:UpdateDomainRecordRemark;", Assert.Single(findings, finding => finding.Id == "account.permission").Message, StringComparison.Ordinal);
        Assert.Equal(before, harbour.Holds(Zone));
    }

    [Fact]
    public async Task A_refusal_that_a_cloud_makes_with_403_is_understood_too()
    {
        await using var harbour = await OpenAsync("alidns");
        await harbour.PostAsync("faults", """{"provider":"alidns","action":"UpdateDomainRecord","kind":"code","status":403,"code":"Forbidden.RAM"}""");

        var findings = await harbour.DiagnoseAsync();

        Assert.Contains("alidns:UpdateDomainRecord", Assert.Single(findings, finding => finding is { Id: "account.permission", Severity: "fault" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_names_the_zones_and_only_what_the_records_need()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Cloud.Alidns, Zone);
        harbour.AddZone(Cloud.Alidns, "例子.中国");
        await harbour.ConfigureAsync(Cloud.Alidns, "  - { name: nas.example.org, account: main, address: fix4 }\n  - { name: nas.例子.中国, account: main, address: fix4, create: false }");
        harbour.Forbid(Cloud.Alidns, "AddDomainRecord");

        var findings = await harbour.DiagnoseAsync();

        var policy = Policy(Assert.Single(findings, finding => finding is { Id: "account.permission", Severity: "fault" }));
        Assert.Equal(
            """{"Version":"1","Statement":[{"Effect":"Allow","Action":"alidns:DescribeDomains","Resource":"*"},{"Effect":"Allow","Action":["alidns:DescribeDomainRecords","alidns:AddDomainRecord","alidns:UpdateDomainRecord"],"Resource":["acs:alidns:*:*:domain/example.org","acs:alidns:*:*:domain/例子.中国"]}]}""",
            policy);
    }

    [Fact]
    public async Task A_policy_limited_to_zones_is_not_taken_for_a_missing_right()
    {
        await using var harbour = await OpenAsync("alidns");
        harbour.Forbid(Cloud.Alidns, "UpdateDomainRecord", "UpdateDomainRecordRemark", "DeleteDomainRecord");

        var findings = await harbour.DiagnoseAsync();

        var warning = Assert.Single(findings, finding => finding is { Id: "account.permission" });
        Assert.Equal("warning", warning.Severity);
        Assert.Contains("alidns:UpdateDomainRecord, alidns:DeleteDomainRecord was refused for a record that does not exist", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task An_answer_that_proves_nothing_is_called_that(string api)
    {
        await using var harbour = await OpenAsync(api);
        var cloud = Of(api);
        await harbour.PostAsync("faults", $$"""{"action":"{{cloud.Add}}","kind":"html"}""");

        var findings = await harbour.DiagnoseAsync();

        var hint = Assert.Single(findings, finding => finding.Id == "account.permission");
        Assert.Equal("hint", hint.Severity);
        Assert.Contains("the first write shows it", hint.Message, StringComparison.Ordinal);
    }

    private static async Task<Harbour> OpenAsync(string api, params string[] records)
    {
        var harbour = await Harbour.OpenAsync();
        harbour.AddZone(Of(api), Zone, records);
        await harbour.ConfigureAsync(Of(api));
        return harbour;
    }

    private static Cloud Of(string api) => new[] { Cloud.Alidns, Cloud.Dnspod, Cloud.Cns }.First(cloud => cloud.Name == api);

    private static string Policy(Diagnosis finding)
    {
        var policy = finding.Mend!.Split('\n')[1];
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(policy).ValueKind);
        return policy;
    }
}
