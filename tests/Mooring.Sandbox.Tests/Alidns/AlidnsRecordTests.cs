using System.Text.Json.Nodes;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.Alidns;

public sealed class AlidnsRecordTests : IAsyncLifetime
{
    private AlidnsTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await AlidnsTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Fact]
    public async Task A_record_is_added_listed_updated_and_deleted()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");
        var added = Assert.Single(await ListAsync());
        await client.DoneAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.2"));
        var updated = Assert.Single(await ListAsync());
        var deleted = await client.DoneAsync("DeleteDomainRecord", ("RecordId", id));

        Assert.Equal((id, "www", "A", "192.0.2.1", 600, "default", "ENABLE"), Shown(added));
        Assert.Equal((id, "www", "A", "192.0.2.2", 600, "default", "ENABLE"), Shown(updated));
        Assert.Equal(id, deleted["RecordId"]!.GetValue<string>());
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_record_id_is_a_text_of_19_digits()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        Assert.Equal(19, id.Length);
        Assert.All(id, c => Assert.True(char.IsAsciiDigit(c)));
    }

    [Fact]
    public async Task A_name_is_stored_in_lower_case()
    {
        await client.AddAsync("WWW.Dev", "A", "192.0.2.1");

        Assert.Equal("www.dev", Assert.Single(await ListAsync())["RR"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_update_without_line_and_ttl_sets_both_back()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1", ("Line", "telecom"), ("TTL", "3600"));

        await client.DoneAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.2"));

        Assert.Equal((id, "www", "A", "192.0.2.2", 600, "default", "ENABLE"), Shown(Assert.Single(await ListAsync())));
    }

    [Fact]
    public async Task An_update_keeps_remark_status_and_weight()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");
        await client.DoneAsync("UpdateDomainRecordRemark", ("RecordId", id), ("Remark", "别动"));
        await client.DoneAsync("SetDNSSLBStatus", ("SubDomain", "www.example.com"));
        await client.DoneAsync("UpdateDNSSLBWeight", ("RecordId", id), ("Weight", "7"));
        await client.DoneAsync("SetDomainRecordStatus", ("RecordId", id), ("Status", "Disable"));

        await client.DoneAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.2"));

        var record = Assert.Single(await ListAsync());
        Assert.Equal("别动", record["Remark"]!.GetValue<string>());
        Assert.Equal("DISABLE", record["Status"]!.GetValue<string>());
        Assert.Equal(7, record["Weight"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_a_duplicate_but_another_ttl_is_a_change()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        var same = await client.CodeAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1"));
        var ttl = await client.CallAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1"), ("TTL", "1200"));

        Assert.Equal("DomainRecordDuplicate", same);
        Assert.Equal(200, ttl.Status);
    }

    [Fact]
    public async Task Adding_or_updating_to_another_records_content_is_a_duplicate_whatever_its_ttl()
    {
        await client.AddAsync("www", "A", "192.0.2.1");
        var other = await client.AddAsync("www", "A", "192.0.2.2");

        Assert.Equal("DomainRecordDuplicate", await client.AddCodeAsync("www", "A", "192.0.2.1", ("TTL", "1200")));
        Assert.Equal("DomainRecordDuplicate", await client.CodeAsync("UpdateDomainRecord", ("RecordId", other), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1")));
    }

    [Fact]
    public async Task Several_texts_and_several_lines_stand_side_by_side()
    {
        await client.AddAsync("_acme-challenge", "TXT", "one");
        await client.AddAsync("_acme-challenge", "TXT", "two");
        await client.AddAsync("_acme-challenge", "TXT", "two", ("Line", "unicom"));

        Assert.Equal(3, (await ListAsync()).Count);
    }

    [Theory]
    [InlineData("www", "CNAME", "mx.example.net", "A", "192.0.2.1")]
    [InlineData("www", "CNAME", "mx.example.net", "TXT", "text")]
    [InlineData("www", "TXT", "text", "CNAME", "mx.example.net")]
    [InlineData("@", "CNAME", "mx.example.net", "AAAA", "2001:db8::1")]
    [InlineData("@", "A", "192.0.2.1", "REDIRECT_URL", "https://example.net/")]
    public async Task Types_that_clash_at_one_name_are_refused(string rr, string first, string firstValue, string second, string secondValue)
    {
        await client.AddAsync(rr, first, firstValue);

        Assert.Equal("DomainRecordConflict", await client.AddCodeAsync(rr, second, secondValue));
    }

    [Fact]
    public async Task An_alias_may_stand_beside_text_at_the_apex_and_beside_anything_on_another_line()
    {
        await client.AddAsync("@", "CNAME", "www.example.net");
        await client.AddAsync("@", "TXT", "text");
        await client.AddAsync("@", "A", "192.0.2.1", ("Line", "telecom"));

        Assert.Equal(3, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Locked_records_cannot_be_changed_or_deleted()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");
        client.World.Edit(client.Zone, zone => zone.Records.ConvertAll(record => record with { Locked = true }));

        Assert.Equal("DomainRecordLocked", await client.CodeAsync("DeleteDomainRecord", ("RecordId", id)));
        Assert.Equal("DomainRecordLocked", await client.CodeAsync("UpdateDomainRecord", ("RecordId", id), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.2")));
        Assert.Equal("0", (await client.DoneAsync("DeleteSubDomainRecords", ("DomainName", "example.com"), ("RR", "www")))["TotalCount"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deleting_by_name_takes_one_type_or_all_and_counts_in_text()
    {
        await client.AddAsync("www", "A", "192.0.2.1");
        await client.AddAsync("www", "TXT", "text");
        await client.AddAsync("www2", "A", "192.0.2.1");

        var texts = await client.DoneAsync("DeleteSubDomainRecords", ("DomainName", "example.com"), ("RR", "WWW"), ("Type", "TXT"));
        var rest = await client.DoneAsync("DeleteSubDomainRecords", ("DomainName", "example.com"), ("RR", "www"));

        Assert.Equal("1", texts["TotalCount"]!.GetValue<string>());
        Assert.Equal("1", rest["TotalCount"]!.GetValue<string>());
        Assert.Equal("www2", Assert.Single(await ListAsync())["RR"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("TTL", "599", "QuotaExceeded.TTL")]
    [InlineData("TTL", "86401", "QuotaExceeded.TTL")]
    [InlineData("TTL", "0", "InvalidTTL")]
    [InlineData("TTL", "ten", "InvalidTTL")]
    [InlineData("Line", "aliyun", "UnsupportedLine")]
    [InlineData("Line", "cn_telecom_jiangsu", "UnsupportedLine")]
    [InlineData("Line", "nowhere", "SubDomainInvalid.Line")]
    [InlineData("Type", "SPF", "SubDomainInvalid.Type")]
    [InlineData("Value", "192.0.2.256", "SubDomainInvalid.Value")]
    [InlineData("Value", "2001:db8::1", "SubDomainInvalid.Value")]
    [InlineData("RR", "a..b", "SubDomainInvalid.RR")]
    [InlineData("RR", "dev.*", "SubDomainInvalid.RR")]
    [InlineData("RR", "a.b.c.d.e.f", "QuotaExceeded.SubDomain")]
    [InlineData("DomainName", "com", "InvalidDomainName.Format")]
    [InlineData("DomainName", "example.org", "InvalidDomainName.NoExist")]
    [InlineData("DomainName", "", "MissingDomainName")]
    [InlineData("Value", "", "MissingValue")]
    public async Task Refuses_an_addition_with_a_wrong_parameter(string name, string value, string code)
    {
        (string Name, string Value)[] right = [("DomainName", "example.com"), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1")];

        Assert.Equal(code, await client.CodeAsync("AddDomainRecord", [.. right.Where(p => p.Name != name), (name, value)]));
    }

    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("AAAA", "2001:DB8::1", "2001:db8::1")]
    [InlineData("CNAME", "WWW.example.net.", "www.example.net")]
    [InlineData("NS", "ns1.example.net", "ns1.example.net")]
    [InlineData("TXT", "a b+c~*'(测试)!", "a b+c~*'(测试)!")]
    [InlineData("SRV", "10 20 5060 sip.example.net.", "10 20 5060 sip.example.net")]
    [InlineData("CAA", "0 issue \"ca.example.net\"", "0 issue \"ca.example.net\"")]
    [InlineData("REDIRECT_URL", "https://example.net/", "https://example.net/")]
    public async Task Takes_every_type(string type, string value, string stored)
    {
        await client.AddAsync("x", type, value);

        Assert.Equal(stored, Assert.Single(await ListAsync())["Value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mail_exchange_needs_a_priority_from_1_to_50_and_shows_it()
    {
        Assert.Equal("MissingPriority", await client.AddCodeAsync("@", "MX", "mx.example.net"));
        Assert.Equal("SubDomainInvalid.Priority", await client.AddCodeAsync("@", "MX", "mx.example.net", ("Priority", "51")));

        await client.AddAsync("@", "MX", "mx.example.net", ("Priority", "10"));

        Assert.Equal(10, Assert.Single(await ListAsync())["Priority"]!.GetValue<int>());
    }

    [Fact]
    public async Task Round_robin_ends_at_the_editions_limit()
    {
        for (var host = 1; host <= 10; host++)
        {
            await client.AddAsync("www", "A", $"192.0.2.{host}");
        }

        Assert.Equal("QuotaExceeded.ARecord", await client.AddCodeAsync("www", "A", "192.0.2.11"));
    }

    [Fact]
    public async Task A_ttl_below_the_free_editions_is_fine_on_a_paid_one()
    {
        client.World.SetEdition(client.Zone, ZoneEdition.Standard);

        await client.AddAsync("www", "A", "192.0.2.1", ("TTL", "60"), ("Line", "cn_telecom_jiangsu"));

        Assert.Equal(60, Assert.Single(await ListAsync())["TTL"]!.GetValue<int>());
    }

    [Fact]
    public async Task Another_accounts_record_and_zone_are_refused()
    {
        client.World.SetAccount(new SandboxAccount(SandboxProvider.Alidns, "other-id", "other-secret"));
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        (client.KeyId, client.KeySecret) = ("other-id", "other-secret");

        Assert.Equal("DomainRecordNotBelongToUser", await client.CodeAsync("DeleteDomainRecord", ("RecordId", id)));
        Assert.Equal("IncorrectDomainUser", await client.CodeAsync("DescribeDomainRecords", ("DomainName", "example.com")));
    }

    [Fact]
    public async Task One_record_is_shown_with_its_zone()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        var info = await client.DoneAsync("DescribeDomainRecordInfo", ("RecordId", id));

        Assert.Equal(client.Zone.Id, info["DomainId"]!.GetValue<string>());
        Assert.Equal("example.com", info["PunyCode"]!.GetValue<string>());
        Assert.Equal((id, "www", "A", "192.0.2.1", 600, "default", "ENABLE"), Shown(info));
        Assert.Equal("DomainRecordNotBelongToUser", await client.CodeAsync("DescribeDomainRecordInfo", ("RecordId", "1")));
    }

    [Fact]
    public async Task A_remark_is_cleared_by_an_empty_one()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");
        await client.DoneAsync("UpdateDomainRecordRemark", ("RecordId", id), ("Remark", "note"));

        await client.DoneAsync("UpdateDomainRecordRemark", ("RecordId", id), ("Remark", ""));

        Assert.Null(Assert.Single(await ListAsync())["Remark"]);
    }

    private static (string, string, string, string, int, string, string) Shown(JsonNode record) => (
        record["RecordId"]!.GetValue<string>(),
        record["RR"]!.GetValue<string>(),
        record["Type"]!.GetValue<string>(),
        record["Value"]!.GetValue<string>(),
        record["TTL"]!.GetValue<int>(),
        record["Line"]!.GetValue<string>(),
        record["Status"]!.GetValue<string>());

    private async Task<IReadOnlyList<JsonNode>> ListAsync() =>
        [.. (await client.DoneAsync("DescribeDomainRecords", ("DomainName", "example.com")))["DomainRecords"]!["Record"]!.AsArray()!];
}
