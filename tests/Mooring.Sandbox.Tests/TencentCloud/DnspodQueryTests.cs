using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.TencentCloud;

/// <summary>Filters, pages, the listing's lag, zones and bulk jobs.</summary>
public sealed class DnspodQueryTests : IAsyncLifetime
{
    private TencentTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await TencentTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Theory]
    [InlineData("DescribeRecordList", "\"Subdomain\":\"www\"", "www")]
    [InlineData("DescribeRecordList", "\"Subdomain\":\"WWW\",\"RecordType\":\"a\"", "www")]
    [InlineData("DescribeRecordList", "\"Keyword\":\"www\"", "www www2")]
    [InlineData("DescribeRecordList", "\"Keyword\":\"192.0.2\"", "www www2")]
    [InlineData("DescribeRecordList", "\"RecordLine\":\"电信\"", "www2")]
    [InlineData("DescribeRecordList", "\"RecordLineId\":\"10=0\"", "www2")]
    [InlineData("DescribeRecordList", "\"RecordType\":\"A\",\"SortField\":\"value\",\"SortType\":\"DESC\"", "www2 www2 www")]
    [InlineData("DescribeRecordFilterList", "\"SubDomain\":\"www\"", "www www2")]
    [InlineData("DescribeRecordFilterList", "\"SubDomain\":\"www\",\"IsExactSubDomain\":true", "www")]
    [InlineData("DescribeRecordFilterList", "\"RecordType\":[\"A\"],\"RecordLine\":[\"10=0\"]", "www2")]
    [InlineData("DescribeRecordFilterList", "\"RecordStatus\":[\"DISABLE\"]", "off")]
    [InlineData("DescribeRecordFilterList", "\"RecordValue\":\"192.0.2.2\"", "www2")]
    [InlineData("DescribeRecordFilterList", "\"TTLBegin\":900,\"TTLEnd\":1200", "off")]
    [InlineData("DescribeRecordFilterList", "\"Remark\":\"note\"", "off")]
    public async Task Filters_are_as_exact_or_fuzzy_as_the_vendors(string action, string filter, string expected)
    {
        await client.AddAsync("www", "A", "192.0.2.1");
        await client.AddAsync("www2", "A", "192.0.2.2");
        await client.AddAsync("www2", "A", "192.0.2.3", "\"RecordLine\":\"电信\"");
        await client.AddAsync("off", "TXT", "text", "\"Status\":\"DISABLE\",\"TTL\":1200,\"Remark\":\"note\"");

        var found = await client.DoneAsync(action, $$"""{"Domain":"example.net",{{filter}}}""");

        IEnumerable<string> names = Names(found);
        names = filter.Contains("Sort", StringComparison.Ordinal) ? names : names.Distinct(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', names));
    }

    [Fact]
    public async Task An_empty_list_is_an_error_unless_the_client_says_no()
    {
        var chinese = (await client.CallAsync("DescribeRecordList", """{"Domain":"example.net","Subdomain":"none"}"""))["Error"]!;
        var empty = await client.DoneAsync("DescribeRecordList", """{"Domain":"example.net","Subdomain":"none","ErrorOnEmpty":"no"}""");
        var filtered = await client.DoneAsync("DescribeRecordFilterList", """{"Domain":"example.net","SubDomain":"none"}""");

        Assert.Equal(("ResourceNotFound.NoDataOfRecord", "记录列表为空。"), (chinese["Code"]!.GetValue<string>(), chinese["Message"]!.GetValue<string>()));
        Assert.Equal(0, Total(empty));
        Assert.Equal(0, Total(filtered));
    }

    [Fact]
    public async Task A_page_is_100_long_and_3000_at_most()
    {
        client.World.Edit(client.Zone, zone => zone.Records.AddRange(Enumerable.Range(0, 150).Select(number => new ZoneRecord
        {
            Id = client.World.NextRecordId(SandboxProvider.Tencent), Name = $"h{number}", Type = "A", Value = "192.0.2.1", Line = "默认",
        })));

        var first = await client.DoneAsync("DescribeRecordList", """{"Domain":"example.net"}""");
        var second = await client.DoneAsync("DescribeRecordList", """{"Domain":"example.net","Offset":100,"Limit":3000}""");
        client.World.Limits = new LimitSettings(PageSize: 7);
        var cut = await client.DoneAsync("DescribeRecordList", """{"Domain":"example.net","Limit":3000}""");

        Assert.Equal((152, 100, 100), (Total(first), Names(first).Count, first["RecordCountInfo"]!["ListCount"]!.GetValue<int>()));
        Assert.Equal((152, 52, "h149"), (Total(second), Names(second).Count, Names(second)[^1]));
        Assert.Equal((152, 7), (Total(cut), Names(cut).Count));
        Assert.Equal("InvalidParameterValue.LimitInvalid", await client.CodeAsync("DescribeRecordList", """{"Domain":"example.net","Limit":3001}"""));
        Assert.Equal("InvalidParameter.OffsetInvalid", await client.CodeAsync("DescribeRecordList", """{"Domain":"example.net","Offset":-1}"""));
    }

    [Fact]
    public async Task A_lagging_listing_shows_a_new_record_late_while_its_id_works_at_once()
    {
        client.World.Limits = new LimitSettings(ListingLag: TimeSpan.FromSeconds(30));
        var id = await client.AddAsync("www", "A", "192.0.2.1");

        var early = await client.ListAsync();
        await client.DoneAsync("DescribeRecord", $$"""{"Domain":"example.net","RecordId":{{id}}}""");
        client.Time.Advance(TimeSpan.FromSeconds(30));
        var late = await client.ListAsync();

        Assert.Empty(early);
        Assert.Single(late);
        Assert.Equal("InvalidParameter.DomainRecordExist", await client.AddCodeAsync("www", "A", "192.0.2.1"));
    }

    [Fact]
    public async Task Zones_are_listed_counted_and_searched()
    {
        client.World.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("example.org"));
        client.World.AddZone(SandboxProvider.Tencent, "other-id", DomainName.Parse("lab.example.org"));
        client.World.AddZone(SandboxProvider.Alidns, "sandbox-id", DomainName.Parse("example.com"));

        var all = await client.DoneAsync("DescribeDomainList", """{"Type":"ALL","Offset":0,"Limit":3000}""");
        var second = await client.DoneAsync("DescribeDomainFilterList", """{"Type":"ALL","Offset":1,"Limit":1}""");
        var found = await client.DoneAsync("DescribeDomainList", """{"Keyword":"ORG"}""");

        Assert.Equal(2, all["DomainCountInfo"]!["AllTotal"]!.GetValue<int>());
        Assert.Equal("example.net example.org", Zones(all));
        Assert.Equal(client.Zone.Id, all["DomainList"]![0]!["DomainId"]!.ToString());
        Assert.Equal("example.org", Zones(second));
        Assert.Equal("example.org", Zones(found));
        Assert.Equal("ResourceNotFound.NoDataOfDomain", await client.CodeAsync("DescribeDomainList", """{"Keyword":"none"}"""));
        Assert.Equal("MissingParameter", await client.CodeAsync("DescribeDomainFilterList", "{}"));
    }

    [Fact]
    public async Task A_zone_tells_its_grade_and_name_servers()
    {
        var info = (await client.DoneAsync("DescribeDomain", """{"Domain":"example.net"}"""))["DomainInfo"]!;

        Assert.Equal(("DP_FREE", 600, 2), (info["Grade"]!.GetValue<string>(), info["TTL"]!.GetValue<int>(), info["DnspodNsList"]!.AsArray().Count));
    }

    [Fact]
    public async Task Bulk_jobs_create_modify_and_delete_and_are_read_afterwards()
    {
        var created = await client.DoneAsync("CreateRecordBatch", $$"""
            {"DomainIdList":["{{client.Zone.Id}}"],"RecordList":[
              {"SubDomain":"a","RecordType":"A","RecordLine":"默认","Value":"192.0.2.1"},
              {"SubDomain":"b","RecordType":"A","RecordLine":"默认","Value":"none"}]}
            """);
        var id = Assert.Single(await client.ListAsync())["RecordId"]!.GetValue<long>();
        await client.DoneAsync("ModifyRecordBatch", $$"""{"RecordIdList":[{{id}}],"Change":"value","ChangeTo":"192.0.2.9"}""");
        var modified = Assert.Single(await client.ListAsync())["Value"]!.GetValue<string>();
        await client.DoneAsync("DeleteRecordBatch", $$"""{"RecordIdList":[{{id}}]}""");
        var job = await client.DoneAsync("DescribeBatchTask", $$"""{"JobId":{{created["JobId"]}}}""");

        Assert.Equal("192.0.2.9", modified);
        Assert.Empty(await client.ListAsync());
        Assert.Equal((2, 1, 1), (job["TotalCount"]!.GetValue<int>(), job["SuccessCount"]!.GetValue<int>(), job["FailCount"]!.GetValue<int>()));
    }

    private static int Total(JsonNode reply) => reply["RecordCountInfo"]!["TotalCount"]!.GetValue<int>();

    private static IReadOnlyList<string> Names(JsonNode reply) =>
        [.. reply["RecordList"]!.AsArray().Select(record => record!["Name"]!.GetValue<string>())];

    private static string Zones(JsonNode reply) =>
        string.Join(' ', reply["DomainList"]!.AsArray().Select(zone => zone!["Name"]!.GetValue<string>()));
}
