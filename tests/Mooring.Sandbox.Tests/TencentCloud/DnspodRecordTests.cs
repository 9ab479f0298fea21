using System.Text.Json.Nodes;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.TencentCloud;

public sealed class DnspodRecordTests : IAsyncLifetime
{
    private TencentTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await TencentTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task A_record_is_created_listed_modified_and_deleted()
    {
        var id = await client.AddAsync("WWW", "A", "192.0.2.1", "\"Remark\":\"备注\",\"Weight\":10");
        var created = Assert.Single(await client.ListAsync());
        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.2\",\"TTL\":1200"));
        var modified = Assert.Single(await client.ListAsync());
        await client.DoneAsync("DeleteRecord", $$"""{"Domain":"example.net","RecordId":{{id}}}""");

        Assert.Equal((id, "www", "A", "192.0.2.1", 600, "默认", "ENABLE", "备注"), Shown(created));
        Assert.Equal("0", created["LineId"]!.GetValue<string>());
        Assert.Equal(10, created["Weight"]!.GetValue<int>());
        Assert.Equal((id, "www", "A", "192.0.2.2", 1200, "默认", "ENABLE", "备注"), Shown(modified));
        Assert.Null(modified["Weight"]);
        Assert.Empty(await client.ListAsync());
    }

    [Fact]
    public async Task An_id_does_not_fit_31_bits()
    {
        Assert.True(await client.AddAsync("www", "A", "192.0.2.1") > int.MaxValue);
    }

    [Fact]
    public async Task A_zone_holds_two_name_servers_of_its_own()
    {
        var records = (await client.DoneAsync("DescribeRecordList", """{"Domain":"example.net","RecordType":"NS"}"""))["RecordList"]!.AsArray();

        Assert.Equal(2, records.Count);
        Assert.All(records, record => Assert.True(record!["DefaultNS"]!.GetValue<bool>()));
        Assert.All(records, record => Assert.EndsWith(".", record!["Value"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_modification_without_sub_domain_moves_the_record_to_the_apex()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        await client.DoneAsync("ModifyRecord", Modify(id, "\"Value\":\"192.0.2.1\""));

        Assert.Equal("@", Assert.Single(await client.ListAsync())["Name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_modification_without_status_wakes_a_paused_record_and_one_with_status_does_not()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1", "\"Status\":\"DISABLE\"");

        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.2\",\"Status\":\"DISABLE\""));
        var kept = Assert.Single(await client.ListAsync())["Status"]!.GetValue<string>();
        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.2\""));
        var woken = Assert.Single(await client.ListAsync())["Status"]!.GetValue<string>();

        Assert.Equal(("DISABLE", "ENABLE"), (kept, woken));
    }

    [Fact]
    public async Task A_modification_that_changes_nothing_succeeds()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.1\""));
    }

    [Fact]
    public async Task An_empty_remark_clears_it_and_none_keeps_it()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1", "\"Remark\":\"note\"");

        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.2\""));
        var kept = Assert.Single(await client.ListAsync())["Remark"]!.GetValue<string>();
        await client.DoneAsync("ModifyRecord", Modify(id, "\"SubDomain\":\"www\",\"Value\":\"192.0.2.2\",\"Remark\":\"\""));
        var cleared = Assert.Single(await client.ListAsync())["Remark"]!.GetValue<string>();

        Assert.Equal(("note", ""), (kept, cleared));
    }

    [Fact]
    public async Task The_dynamic_update_changes_value_and_ttl_and_still_wants_the_host()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1", "\"Status\":\"DISABLE\"");

        await client.DoneAsync("ModifyDynamicDNS", $$"""{"Domain":"example.net","RecordId":{{id}},"RecordLine":"默认","SubDomain":"www","Value":"192.0.2.2","Ttl":900}""");
        var updated = Assert.Single(await client.ListAsync());
        await client.DoneAsync("ModifyDynamicDNS", $$"""{"Domain":"example.net","RecordId":{{id}},"RecordLine":"默认"}""");
        var moved = Assert.Single(await client.ListAsync());

        Assert.Equal((id, "www", "A", "192.0.2.2", 900, "默认", "DISABLE", ""), Shown(updated));
        Assert.Equal((id, "@", "A", "203.0.113.1", 600, "默认", "DISABLE", ""), Shown(moved));
    }

    [Fact]
    public async Task Changing_single_fields_leaves_the_others()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1", "\"Remark\":\"note\",\"Weight\":3,\"TTL\":1200");

        await client.DoneAsync("ModifyRecordFields", $$"""{"Domain":"example.net","RecordId":{{id}},"FieldList":[{"Key":"value","Value":"192.0.2.9"}]}""");

        var record = Assert.Single(await client.ListAsync());
        Assert.Equal((id, "www", "A", "192.0.2.9", 1200, "默认", "ENABLE", "note"), Shown(record));
        Assert.Equal(3, record["Weight"]!.GetValue<int>());
    }

    [Fact]
    public async Task Status_and_remark_have_actions_of_their_own()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        await client.DoneAsync("ModifyRecordStatus", $$"""{"Domain":"example.net","RecordId":{{id}},"Status":"DISABLE"}""");
        await client.DoneAsync("ModifyRecordRemark", $$"""{"Domain":"example.net","RecordId":{{id}},"Remark":"note"}""");

        Assert.Equal((id, "www", "A", "192.0.2.1", 600, "默认", "DISABLE", "note"), Shown(Assert.Single(await client.ListAsync())));
    }

    [Fact]
    public async Task One_record_is_shown_under_other_field_names()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        var info = (await client.DoneAsync("DescribeRecord", $$"""{"Domain":"example.net","RecordId":{{id}}}"""))["RecordInfo"]!;

        Assert.Equal(id, info["Id"]!.GetValue<long>());
        Assert.Equal("www", info["SubDomain"]!.GetValue<string>());
        Assert.Equal("0", info["RecordLineId"]!.GetValue<string>());
        Assert.Equal(1, info["Enabled"]!.GetValue<int>());
        Assert.Equal(client.Zone.Id, info["DomainId"]!.ToString());
    }

    [Fact]
    public async Task Text_records_have_actions_of_their_own()
    {
        var id = (await client.DoneAsync("CreateTXTRecord", """{"Domain":"example.net","RecordLine":"默认","SubDomain":"_acme-challenge","Value":"one"}"""))["RecordId"]!;

        await client.DoneAsync("ModifyTXTRecord", $$"""{"Domain":"example.net","RecordId":{{id}},"RecordLine":"默认","SubDomain":"_acme-challenge","Value":"two"}""");

        Assert.Equal("two", Assert.Single(await client.ListAsync())["Value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("A", "192.0.2.300", "", "InvalidParameter.RecordValueInvalid")]
    [InlineData("A", "192.0.2.1", "\"TTL\":599", "LimitExceeded.RecordTtlLimit")]
    [InlineData("A", "192.0.2.1", "\"TTL\":604801", "LimitExceeded.RecordTtlLimit")]
    [InlineData("A", "192.0.2.1", "\"TTL\":\"600\"", "InvalidParameter")]
    [InlineData("A", "192.0.2.1", "\"Ttl\":600", "UnknownParameter")]
    [InlineData("A", "192.0.2.1", "\"Subdomain\":\"x\"", "UnknownParameter")]
    [InlineData("A", "192.0.2.1", "\"RecordLine\":\"火星\"", "InvalidParameter.RecordLineInvalid")]
    [InlineData("A", "192.0.2.1", "\"RecordLine\":\"Default\"", "InvalidParameter.RecordLineInvalid")]
    [InlineData("A", "192.0.2.1", "\"RecordLine\":\"电信\"", "FailedOperation.MustAddDefaultLineFirst")]
    [InlineData("A", "192.0.2.1", "\"Weight\":101", "InvalidParameter.InvalidWeight")]
    [InlineData("PTR", "192.0.2.1", "", "InvalidParameter.RecordTypeInvalid")]
    [InlineData("MX", "mx.example.com", "", "InvalidParameter.MxInvalid")]
    public async Task Refuses_a_record_with_a_wrong_parameter(string type, string value, string more, string code)
    {
        Assert.Equal(code, await client.AddCodeAsync("www", type, value, more));
    }

    [Theory]
    [InlineData("""{"RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "MissingParameter")]
    [InlineData("""{"Domain":"example.net","RecordType":"A","Value":"192.0.2.1","RecordLineId":"0"}""", "MissingParameter")]
    [InlineData("""{"Domain":"net","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "InvalidParameter.DomainInvalid")]
    [InlineData("""{"Domain":"example.org","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "InvalidParameterValue.DomainNotExists")]
    [InlineData("""{"Domain":"example.net","DomainId":1,"RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "InvalidParameter.DomainIdInvalid")]
    [InlineData("""{"Domain":"example.net","SubDomain":"a..b","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "InvalidParameter.SubdomainInvalid")]
    [InlineData("""{"Domain":"example.net","SubDomain":"a.b.c.d","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""", "LimitExceeded.SubdomainLevelLimit")]
    [InlineData("""["not an object"]""", "InvalidRequest")]
    [InlineData("not json", "InvalidRequest")]
    public async Task Refuses_a_request_of_the_wrong_shape(string body, string code)
    {
        Assert.Equal(code, await client.CodeAsync("CreateRecord", body));
    }

    [Fact]
    public async Task A_domain_id_prevails_over_the_name()
    {
        await client.DoneAsync("CreateRecord", $$"""{"Domain":"whatever.example","DomainId":{{client.Zone.Id}},"RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""");

        Assert.Single(await client.ListAsync());
    }

    [Fact]
    public async Task The_same_record_again_is_refused_in_chinese_or_english()
    {
        await client.AddAsync("www", "A", "192.0.2.1");

        var chinese = (await client.CallAsync("CreateRecord", Create))["Error"]!;
        client.Language = "en-US";
        var english = (await client.CallAsync("CreateRecord", Create))["Error"]!;

        Assert.Equal("InvalidParameter.DomainRecordExist", chinese["Code"]!.GetValue<string>());
        Assert.Equal("记录已经存在，无需再次添加。", chinese["Message"]!.GetValue<string>());
        Assert.Equal("The record already exists and does not need to be added again.", english["Message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lines_go_by_name_or_by_id_once_the_default_line_is_there()
    {
        await client.AddAsync("www", "A", "192.0.2.1");

        await client.AddAsync("www", "A", "192.0.2.1", "\"RecordLine\":\"电信\"");
        await client.AddAsync("www", "A", "192.0.2.1", "\"RecordLine\":\"\",\"RecordLineId\":\"10=1\"");

        Assert.Equal("默认 电信 联通", string.Join(' ', (await client.ListAsync()).Select(record => record["Line"]!.GetValue<string>())));
    }

    [Fact]
    public async Task The_international_site_calls_the_default_line_default()
    {
        client.Host = "dnspod.intl.tencentcloudapi.com";

        await client.AddAsync("www", "A", "192.0.2.1", "\"RecordLine\":\"Default\"");

        Assert.Equal("Default", Assert.Single(await client.ListAsync())["Line"]!.GetValue<string>());
    }

    [Fact]
    public async Task Round_robin_ends_at_the_grades_limit()
    {
        for (var host = 1; host <= 4; host++)
        {
            await client.AddAsync("www", "A", $"192.0.2.{host}");
        }

        Assert.Equal("LimitExceeded.SubdomainRollLimit", await client.AddCodeAsync("www", "A", "192.0.2.5"));
    }

    [Fact]
    public async Task An_alias_clashes_with_an_address()
    {
        await client.AddAsync("www", "CNAME", "www.example.org");

        Assert.Equal("InvalidParameter.OperateFailed", await client.AddCodeAsync("www", "A", "192.0.2.1"));
    }

    [Fact]
    public async Task A_name_comes_back_with_its_final_dot()
    {
        await client.AddAsync("www", "CNAME", "www.example.org");

        Assert.Equal("www.example.org.", Assert.Single(await client.ListAsync())["Value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_records_and_the_vendors_own_cannot_be_touched()
    {
        var own = client.Zone.Records[0].Id;

        Assert.Equal("InvalidParameter.RecordIdInvalid", await client.CodeAsync("DeleteRecord", """{"Domain":"example.net","RecordId":1}"""));
        Assert.Equal("InvalidParameter.OperateFailed", await client.CodeAsync("DeleteRecord", $$"""{"Domain":"example.net","RecordId":{{own}}}"""));
    }

    [Fact]
    public async Task Another_accounts_zone_is_refused()
    {
        client.World.SetAccount(new SandboxAccount(SandboxProvider.Tencent, "other-id", "other-secret"));
        (client.SecretId, client.SecretKey) = ("other-id", "other-secret");

        Assert.Equal("OperationDenied.NoPermissionToOperateDomain", await client.CodeAsync("DescribeRecordList", """{"Domain":"example.net"}"""));
    }

    private const string Create = """{"Domain":"example.net","SubDomain":"www","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"}""";

    private static string Modify(long id, string more) =>
        $$"""{"Domain":"example.net","RecordId":{{id}},"RecordType":"A","RecordLine":"默认",{{more}}}""";

    private static (long, string, string, string, int, string, string, string) Shown(JsonNode record) => (
        record["RecordId"]!.GetValue<long>(),
        record["Name"]!.GetValue<string>(),
        record["Type"]!.GetValue<string>(),
        record["Value"]!.GetValue<string>(),
        record["TTL"]!.GetValue<int>(),
        record["Line"]!.GetValue<string>(),
        record["Status"]!.GetValue<string>(),
        record["Remark"]!.GetValue<string>());
}
