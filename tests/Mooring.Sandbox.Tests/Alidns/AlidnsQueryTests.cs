using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.Alidns;

/// <summary>Filters, pages and the actions on zones.</summary>
public sealed class AlidnsQueryTests : IAsyncLifetime
{
    private AlidnsTestClient client = null!;

    public async ValueTask InitializeAsync() => client = await AlidnsTestClient.StartAsync();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    [Theory]
    [InlineData("RRKeyWord=www", "dev.www www www2")]
    [InlineData("RRKeyWord=WWW", "dev.www www www2")]
    [InlineData("RRKeyWord=www Type=A", "dev.www www2")]
    [InlineData("RRKeyWord=www TypeKeyWord=a", "dev.www www2")]
    [InlineData("KeyWord=www", "alias dev.www www www2")]
    [InlineData("KeyWord=www SearchMode=EXACT", "www")]
    [InlineData("KeyWord=192.0.2.1 SearchMode=EXACT", "dev.www")]
    [InlineData("KeyWord=www RRKeyWord=nothing SearchMode=LIKE", "alias dev.www www www2")]
    [InlineData("KeyWord=nothing RRKeyWord=www SearchMode=ADVANCED", "dev.www www www2")]
    [InlineData("RRKeyWord=www SearchMode=COMBINATION", "www")]
    [InlineData("RRKeyWord=www Type=A SearchMode=COMBINATION", "")]
    [InlineData("ValueKeyWord=192.0.2", "dev.www www2")]
    [InlineData("ValueKeyWord=192.0.2 SearchMode=COMBINATION", "")]
    [InlineData("Line=telecom", "www2")]
    [InlineData("Status=Disable", "alias")]
    [InlineData("Status=enable", "dev.www www www2")]
    [InlineData("Direction=ASC", "www dev.www www2 alias")]
    public async Task Filters_are_as_fuzzy_as_the_vendors(string query, string expected)
    {
        await client.AddAsync("www", "TXT", "text");
        await client.AddAsync("dev.www", "A", "192.0.2.1");
        await client.AddAsync("www2", "A", "192.0.2.12", ("Line", "telecom"));
        var alias = await client.AddAsync("alias", "CNAME", "www.example.net");
        await client.DoneAsync("SetDomainRecordStatus", ("RecordId", alias), ("Status", "Disable"));

        var found = await ListAsync([.. query.Split(' ').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);

        IEnumerable<string> names = Names(found);
        names = query.StartsWith("Direction", StringComparison.Ordinal) ? names : names.Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', names));
    }

    [Fact]
    public async Task Pages_are_20_long_newest_first_and_empty_past_the_end()
    {
        Fill(45);

        var first = await ListAsync();
        var third = await ListAsync(("PageNumber", "3"));
        var fourth = await ListAsync(("PageNumber", "4"));

        Assert.Equal((45, 1, 20, 20, "h44"), (Total(first), first["PageNumber"]!.GetValue<int>(), first["PageSize"]!.GetValue<int>(), Names(first).Count, Names(first)[0]));
        Assert.Equal((45, 5, "h0"), (Total(third), Names(third).Count, Names(third)[^1]));
        Assert.Equal((45, 0), (Total(fourth), Names(fourth).Count));
    }

    [Fact]
    public async Task A_page_of_records_holds_500_at_most()
    {
        Fill(501);

        Assert.Equal(500, Names(await ListAsync(("PageSize", "500"))).Count);
        Assert.Equal("InvalidPageSize", await client.CodeAsync("DescribeDomainRecords", ("DomainName", "example.com"), ("PageSize", "501")));
        Assert.Equal("InvalidPageNumber", await client.CodeAsync("DescribeDomainRecords", ("DomainName", "example.com"), ("PageNumber", "0")));
    }

    [Fact]
    public async Task A_page_size_limit_cuts_what_a_client_may_have()
    {
        Fill(10);
        client.World.Limits = new LimitSettings(PageSize: 4);

        var third = await ListAsync(("PageSize", "500"), ("PageNumber", "3"));

        Assert.Equal((10, 4, 2), (Total(third), third["PageSize"]!.GetValue<int>(), Names(third).Count));
    }

    [Fact]
    public async Task One_name_is_matched_exactly()
    {
        await client.AddAsync("www", "A", "192.0.2.1");
        await client.AddAsync("www", "TXT", "text");
        await client.AddAsync("www2", "A", "192.0.2.1");
        await client.AddAsync("@", "A", "192.0.2.1");

        Assert.Equal(2, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "WWW.example.com"))));
        Assert.Equal(1, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "www.example.com"), ("Type", "A"), ("PageSize", "500"))));
        Assert.Equal(1, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "example.com"))));
        Assert.Equal(1, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "@.example.com"))));
        Assert.Equal(0, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "none.example.com"))));
    }

    [Fact]
    public async Task A_zone_below_a_zone_is_found_only_when_it_is_named()
    {
        var lab = client.World.AddZone(SandboxProvider.Alidns, "sandbox-id", DomainName.Parse("lab.example.com"));
        client.World.Edit(lab, zone => zone.Records.Add(Record("www")));

        Assert.Equal(0, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "www.lab.example.com"))));
        Assert.Equal(1, Total(await client.DoneAsync("DescribeSubDomainRecords", ("SubDomain", "www.lab.example.com"), ("DomainName", "lab.example.com"))));
    }

    [Fact]
    public async Task Zones_are_listed_newest_first_at_most_100_a_page()
    {
        for (var zone = 0; zone < 120; zone++)
        {
            client.World.AddZone(SandboxProvider.Alidns, "sandbox-id", DomainName.Parse($"z{zone}.example.com"));
        }

        client.World.AddZone(SandboxProvider.Alidns, "other-id", DomainName.Parse("example.org"));
        client.World.AddZone(SandboxProvider.Tencent, "sandbox-id", DomainName.Parse("example.net"));
        var first = await client.DoneAsync("DescribeDomains", ("PageSize", "100"));
        var second = await client.DoneAsync("DescribeDomains", ("PageSize", "100"), ("PageNumber", "2"));

        Assert.Equal(121, Total(first));
        Assert.Equal(100, first["Domains"]!["Domain"]!.AsArray().Count);
        Assert.Equal("z119.example.com", first["Domains"]!["Domain"]![0]!["DomainName"]!.GetValue<string>());
        Assert.Equal("example.com", second["Domains"]!["Domain"]!.AsArray()[^1]!["DomainName"]!.GetValue<string>());
        Assert.Equal("InvalidPageSize", await client.CodeAsync("DescribeDomains", ("PageSize", "101")));
    }

    [Fact]
    public async Task Zones_are_found_by_a_part_of_their_name_or_exactly()
    {
        client.World.AddZone(SandboxProvider.Alidns, "sandbox-id", DomainName.Parse("lab.example.com"));

        Assert.Equal(2, Total(await client.DoneAsync("DescribeDomains", ("KeyWord", "EXAMPLE"))));
        Assert.Equal(1, Total(await client.DoneAsync("DescribeDomains", ("KeyWord", "example.com"), ("SearchMode", "EXACT"))));
    }

    [Fact]
    public async Task A_zone_tells_its_edition_and_on_request_its_shortest_ttl_and_lines()
    {
        var plain = await client.DoneAsync("DescribeDomainInfo", ("DomainName", "example.com"));
        var detailed = await client.DoneAsync("DescribeDomainInfo", ("DomainName", "example.com"), ("NeedDetailAttributes", "true"));

        Assert.Equal("mianfei", plain["VersionCode"]!.GetValue<string>());
        Assert.Null(plain["MinTtl"]);
        Assert.Equal(600, detailed["MinTtl"]!.GetValue<int>());
        Assert.Equal("default", detailed["RecordLines"]!["RecordLine"]![0]!["LineCode"]!.GetValue<string>());
        Assert.Equal(2, detailed["DnsServers"]!["DnsServer"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_lines_sold_depend_on_the_edition()
    {
        var free = await client.DoneAsync("DescribeSupportLines", ("DomainName", "example.com"));
        client.World.SetEdition(client.Zone, ZoneEdition.Standard);
        var paid = await client.DoneAsync("DescribeSupportLines", ("DomainName", "example.com"));

        Assert.DoesNotContain("aliyun", Codes(free), StringComparison.Ordinal);
        Assert.Contains("aliyun", Codes(paid), StringComparison.Ordinal);

        static string Codes(JsonNode reply) =>
            string.Join(' ', reply["RecordLines"]!["RecordLine"]!.AsArray().Select(line => line!["LineCode"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("a.www.example.com", "example.com", "a.www", 2)]
    [InlineData("example.com", "example.com", "@", 0)]
    [InlineData("www.example.com.cn", "example.com.cn", "www", 1)]
    [InlineData("www.not-hosted.example", "not-hosted.example", "www", 1)]
    public async Task A_name_is_split_by_suffix_rules_hosted_or_not(string name, string zone, string rr, int level)
    {
        var split = await client.DoneAsync("GetMainDomainName", ("InputString", name));

        Assert.Equal((zone, rr, level), (split["DomainName"]!.GetValue<string>(), split["RR"]!.GetValue<string>(), split["DomainLevel"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("com", "InvalidDomainName.Format")]
    [InlineData("com.cn", "InvalidDomainName.Format")]
    [InlineData("www.example.nosuchsuffix", "InvalidDomainName.Suffix")]
    public async Task A_name_that_cannot_be_split_is_refused(string name, string code)
    {
        Assert.Equal(code, await client.CodeAsync("GetMainDomainName", ("InputString", name)));
    }

    [Fact]
    public async Task A_zone_is_added_and_deleted()
    {
        var added = await client.DoneAsync("AddDomain", ("DomainName", "Example.org"));
        var again = await client.CodeAsync("AddDomain", ("DomainName", "example.org"));
        var deleted = await client.DoneAsync("DeleteDomain", ("DomainName", "example.org"));

        Assert.Equal("example.org", added["DomainName"]!.GetValue<string>());
        Assert.Equal(2, added["DnsServers"]!["DnsServer"]!.AsArray().Count);
        Assert.Equal("InvalidDomainName.Duplicate", again);
        Assert.Equal("example.org", deleted["DomainName"]!.GetValue<string>());
        Assert.Equal("InvalidDomainName.NoExist", await client.CodeAsync("DeleteDomain", ("DomainName", "example.org")));
    }

    [Fact]
    public async Task An_international_zone_comes_back_in_unicode_with_its_a_labels_beside_it()
    {
        var added = await client.DoneAsync("AddDomain", ("DomainName", "例子.中国"));
        await client.DoneAsync("AddDomainRecord", ("DomainName", "xn--fsqu00a.xn--fiqs8s"), ("RR", "www"), ("Type", "A"), ("Value", "192.0.2.1"));
        var listed = await client.DoneAsync("DescribeDomainRecords", ("DomainName", "例子.中国"));

        Assert.Equal(("例子.中国", "xn--fsqu00a.xn--fiqs8s"), (added["DomainName"]!.GetValue<string>(), added["PunyCode"]!.GetValue<string>()));
        Assert.Equal("www", Assert.Single(Names(listed)));
    }

    [Fact]
    public async Task Another_accounts_zone_cannot_be_added_again()
    {
        client.World.AddZone(SandboxProvider.Alidns, "other-id", DomainName.Parse("example.org"));

        Assert.Equal("DomainAddedByOthers", await client.CodeAsync("AddDomain", ("DomainName", "example.org")));
        Assert.Equal("IncorrectDomainUser", await client.CodeAsync("DescribeDomainInfo", ("DomainName", "example.org")));
    }

    [Fact]
    public async Task Weights_are_set_once_the_name_is_answered_by_weight()
    {
        var id = await client.AddAsync("www", "A", "192.0.2.1");
        await client.AddAsync("www", "A", "192.0.2.2");

        var closed = await client.CodeAsync("UpdateDNSSLBWeight", ("RecordId", id), ("Weight", "2"));
        var opened = await client.DoneAsync("SetDNSSLBStatus", ("SubDomain", "www.example.com"), ("Open", "true"));
        var weighed = await client.DoneAsync("UpdateDNSSLBWeight", ("RecordId", id), ("Weight", "2"));
        var listed = (await client.DoneAsync("DescribeDNSSLBSubDomains", ("DomainName", "example.com")))["SlbSubDomains"]!["SlbSubDomain"]![0]!;

        Assert.Equal("UnsupportedOperation", closed);
        Assert.Equal((true, 2), (opened["Open"]!.GetValue<bool>(), opened["RecordCount"]!.GetValue<int>()));
        Assert.Equal(2, weighed["Weight"]!.GetValue<int>());
        Assert.Equal(("www.example.com", true, 2), (listed["SubDomain"]!.GetValue<string>(), listed["Open"]!.GetValue<bool>(), listed["RecordCount"]!.GetValue<int>()));
        Assert.Equal("InvalidWeight", await client.CodeAsync("UpdateDNSSLBWeight", ("RecordId", id), ("Weight", "101")));
    }

    [Fact]
    public async Task A_bulk_task_tells_afterwards_what_became_of_each_entry()
    {
        var task = await client.DoneAsync("OperateBatchDomain",
            ("Type", "RR_ADD"),
            ("DomainRecordInfo.1.Domain", "example.com"), ("DomainRecordInfo.1.Rr", "www"), ("DomainRecordInfo.1.Type", "A"), ("DomainRecordInfo.1.Value", "192.0.2.1"), ("DomainRecordInfo.1.Ttl", "1200"),
            ("DomainRecordInfo.2.Domain", "example.com"), ("DomainRecordInfo.2.Rr", "www"), ("DomainRecordInfo.2.Type", "A"), ("DomainRecordInfo.2.Value", "none"));
        var id = task["TaskId"]!.GetValue<long>().ToString(provider: null);

        var count = await client.DoneAsync("DescribeBatchResultCount", ("TaskId", id), ("BatchType", "RR_ADD"));
        var details = (await client.DoneAsync("DescribeBatchResultDetail", ("TaskId", id)))["BatchResultDetails"]!["BatchResultDetail"]!.AsArray();

        Assert.Equal((1, 2, 1, 1), (count["Status"]!.GetValue<int>(), count["TotalCount"]!.GetValue<int>(), count["SuccessCount"]!.GetValue<int>(), count["FailedCount"]!.GetValue<int>()));
        Assert.Equal("SubDomainInvalid.Value", details[1]!["ReasonCode"]!.GetValue<string>());
        Assert.Equal(1, Total(await ListAsync()));
        await client.DoneAsync("OperateBatchDomain", ("Type", "RR_DEL"), ("DomainRecordInfo.1.Domain", "example.com"), ("DomainRecordInfo.1.Rr", "www"));
        Assert.Equal(0, Total(await ListAsync()));
        Assert.Equal(-1, (await client.DoneAsync("DescribeBatchResultCount", ("TaskId", "1")))["Status"]!.GetValue<int>());
    }

    private void Fill(int count) => client.World.Edit(
        client.Zone, zone => zone.Records.AddRange(Enumerable.Range(0, count).Select(number => Record($"h{number}"))));

    private ZoneRecord Record(string name) => new()
    {
        Id = client.World.NextRecordId(SandboxProvider.Alidns), Name = name, Type = "A", Value = "192.0.2.1", Line = "default",
    };

    private Task<JsonNode> ListAsync(params (string Name, string Value)[] more) =>
        client.DoneAsync("DescribeDomainRecords", [("DomainName", "example.com"), .. more]);

    private static int Total(JsonNode reply) => reply["TotalCount"]!.GetValue<int>();

    private static IReadOnlyList<string> Names(JsonNode reply) =>
        [.. reply["DomainRecords"]!["Record"]!.AsArray().Select(record => record!["RR"]!.GetValue<string>())];
}
