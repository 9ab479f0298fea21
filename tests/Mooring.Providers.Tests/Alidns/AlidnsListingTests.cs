using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers.Alidns;

namespace Mooring.Providers.Tests.Alidns;

/// <summary>Answers as the vendor documents and users recorded them.</summary>
public sealed class AlidnsListingTests
{
    private static readonly HostedZone Zone = new(Sample.Zone, "example.com");

    private static AlidnsZoneEditor Editor(ScriptedChannel channel) =>
        new(channel, new AlidnsOptions { Credentials = Sample.Credentials });

    private static async Task<HostedRecord> OnlyAsync(string record)
    {
        var channel = ScriptedChannel.Answering(Replies.Json(
            $$$"""{"PageNumber":1,"TotalCount":1,"PageSize":20,"RequestId":"536E9CAD-DB30-4647-AC87-AA5CC38C5382","DomainRecords":{"Record":[{{{record}}}]}}"""));
        return Assert.Single(await Editor(channel).ListAsync(Zone, Sample.Cancellation));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-5", 0)]
    [InlineData("2147483648", int.MaxValue)]
    [InlineData("9223372036854775807", int.MaxValue)]
    public async Task A_ttl_out_of_range_costs_no_record(string listed, int seconds)
    {
        var record = await OnlyAsync($$"""{"RR":"www","Value":"192.0.2.1","RecordId":"1","Type":"A","Line":"default","TTL":{{listed}}}""");

        Assert.Equal((seconds, "192.0.2.1"), (record.Ttl.Seconds, record.Value.Data));
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("with blank")]
    [InlineData("\\u0000")]
    public async Task A_record_whose_name_is_none_is_told_apart_and_not_dropped(string name)
    {
        var channel = ScriptedChannel.Answering(Replies.Json(
            $$$"""{"PageNumber":1,"TotalCount":1,"PageSize":20,"RequestId":"r-1","DomainRecords":{"Record":[{"RR":"{{{name}}}","Value":"192.0.2.1","RecordId":"1","Type":"A","Line":"default","TTL":600}]}}"""));

        var listing = await Editor(channel).ListAsync(Zone, Sample.Cancellation);

        Assert.Empty(listing);
        Assert.Equal(("1", "A", "192.0.2.1"), (listing.Unnamed[0].Id, listing.Unnamed[0].Type, listing.Unnamed[0].Value));
    }

    [Fact]
    public async Task Reads_a_record_whole()
    {
        var record = await OnlyAsync(
            """{"RR":"_acme-challenge","Status":"ENABLE","Value":"abc","Weight":1,"RecordId":"17543850369424384","Type":"TXT","DomainName":"example.com","Locked":false,"Line":"default","TTL":600,"CreateTimestamp":1704038400000,"UpdateTimestamp":1704038400000,"Remark":"mine"}""");

        Assert.Equal("17543850369424384", record.Id);
        Assert.Equal("_acme-challenge.example.com", record.Owner.Value);
        Assert.Equal(RecordType.Txt, record.Type);
        Assert.Equal(new RecordValue("abc"), record.Value);
        Assert.Equal(new Ttl(600), record.Ttl);
        Assert.Equal(new DnsLine("default", "default"), record.Line);
        Assert.True(record.Enabled);
        Assert.False(record.Locked);
        Assert.False(record.System);
        Assert.Equal("mine", record.Remark);
        Assert.Equal(1, record.Weight);
    }

    [Fact]
    public async Task Reads_a_paused_locked_record_on_another_line()
    {
        var record = await OnlyAsync(
            """{"RR":"@","Status":"DISABLE","Value":"mx.example.net.","Priority":10,"RecordId":"1","Type":"MX","Locked":true,"Line":"telecom","TTL":1200}""");

        Assert.False(record.Enabled);
        Assert.True(record.Locked);
        Assert.Equal("telecom", record.Line.Code);
        Assert.Equal(Sample.Zone, record.Owner);
        Assert.Equal(new RecordValue("mx.example.net", 10), record.Value);
    }

    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("AAAA", "2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("CNAME", "Target.Example.NET.", "target.example.net")]
    [InlineData("NS", "ns1.example.net.", "ns1.example.net")]
    [InlineData("TXT", "\\\"v=spf1 -all\\\"", "v=spf1 -all")]
    [InlineData("SRV", "0 5  5060 sip.example.net.", "0 5 5060 sip.example.net")]
    [InlineData("CAA", "0 Issue letsencrypt.org", "0 issue \"letsencrypt.org\"")]
    [InlineData("REDIRECT_URL", "http://www.example.net/Path", "http://www.example.net/Path")]
    [InlineData("SVCB", "1 . alpn=h2", "1 . alpn=h2")]
    public async Task Brings_values_into_canonical_form(string type, string listed, string canonical)
    {
        var record = await OnlyAsync($$"""{"RR":"www","Status":"ENABLE","Value":"{{listed}}","RecordId":"1","Type":"{{type}}","Line":"default","TTL":600}""");

        Assert.Equal(canonical, record.Value.Data);
    }

    [Theory]
    [InlineData("A", "not an address")]
    [InlineData("AAAA", "fe80::1%eth0")]
    [InlineData("MX", "")]
    [InlineData("SRV", "nonsense")]
    public async Task Lists_a_value_that_is_none_as_it_stands(string type, string value)
    {
        var record = await OnlyAsync($$"""{"RR":"www","Status":"ENABLE","Value":"{{value}}","RecordId":"1","Type":"{{type}}","Line":"default","TTL":600}""");

        Assert.Equal(value, record.Value.Data);
    }

    [Fact]
    public async Task Leaves_out_a_record_whose_name_is_none_but_counts_it()
    {
        var channel = ScriptedChannel.Answering(Replies.Json(
            """
            {"RequestId":"R","TotalCount":2,"DomainRecords":{"Record":[
              {"RR":"bad name","Status":"ENABLE","Value":"192.0.2.1","RecordId":"1","Type":"A","Line":"default","TTL":600},
              {"RR":"WWW","Status":"ENABLE","Value":"192.0.2.1","RecordId":"2","Type":"A","Line":"default","TTL":600}]}}
            """));

        var record = Assert.Single(await Editor(channel).ListAsync(Zone, Sample.Cancellation));

        Assert.Equal("www.example.com", record.Owner.Value);
        Assert.Single(channel.Sent);
    }

    [Fact]
    public async Task Takes_a_status_that_is_not_known_for_a_pause() =>
        Assert.False((await OnlyAsync("""{"RR":"www","Status":"HELD","Value":"192.0.2.1","RecordId":"1","Type":"A"}""")).Enabled);

    [Theory]
    [InlineData("""{"DomainName":"example.com","VersionCode":"mianfei","DnsServers":{"DnsServer":["dns1.hichina.com","DNS2.hichina.com."]}}""", "dns1.hichina.com dns2.hichina.com", 600, ZoneStanding.Good)]
    [InlineData("""{"DomainName":"example.com","VersionCode":"version_enterprise_basic","InstanceExpired":true}""", "", null, ZoneStanding.Expired)]
    [InlineData("""{"DomainName":"example.com","DnsServers":"dns1.hichina.com","InstanceExpired":"soon"}""", "", null, ZoneStanding.Good)]
    [InlineData("""{"DomainName":"example.com","DnsServers":{"DnsServer":[1,"not a name",null]}}""", "", null, ZoneStanding.Good)]
    [InlineData("""{"DomainName":"example.com","VersionCode":1}""", "", null, ZoneStanding.Good)]
    [InlineData("""{"DomainName":"example.com","VersionCode":{"is":["mianfei"]}}""", "", null, ZoneStanding.Good)]
    [InlineData("""{"DomainName":"example.com","VersionCode":"\ud800","DnsServers":{"DnsServer":["\ud800","dns1.hichina.com"]}}""", "dns1.hichina.com", null, ZoneStanding.Good)]
    public async Task Tells_what_a_listing_says_of_a_zone_and_never_fails_for_it(string zone, string servers, int? minimum, ZoneStanding standing)
    {
        var channel = ScriptedChannel.Answering(Replies.Json($$$"""{"RequestId":"R","TotalCount":1,"Domains":{"Domain":[{{{zone}}}]}}"""));

        var details = Assert.Single(await Editor(channel).ListZonesAsync(Sample.Cancellation)).Details;

        Assert.Equal(servers, string.Join(' ', details.NameServers));
        Assert.Equal(minimum, details.MinimumTtl?.Seconds);
        Assert.Equal(standing, details.Standing);
    }

    [Fact]
    public async Task Names_international_zones_by_a_labels_and_calls_them_as_the_host_does()
    {
        var channel = new ScriptedChannel(sent => Replies.Json(sent.Headers["x-acs-action"] == "DescribeDomains"
            ? """
              {"RequestId":"R","TotalCount":2,"PageNumber":1,"PageSize":20,"Domains":{"Domain":[
                {"DomainId":"00efd71a-770e-4255-b54e-6fe5659baffe","DomainName":"例子.中国","PunyCode":"xn--fsqu00a.xn--fiqs8s","AliDomain":true},
                {"DomainName":"example.com","PunyCode":"example.com"}]}}
              """
            : """{"RequestId":"R","TotalCount":0,"DomainRecords":{"Record":[]}}"""));
        var editor = Editor(channel);

        var zones = await editor.ListZonesAsync(Sample.Cancellation);
        await editor.ListAsync(zones[0], Sample.Cancellation);
        await editor.ListAsync(new HostedZone(zones[0].Name), Sample.Cancellation);

        Assert.Equal(["xn--fsqu00a.xn--fiqs8s", "example.com"], zones.Select(zone => zone.Name.Value));
        Assert.Equal(["例子.中国", "例子.中国"], channel.Sent.Skip(1).Select(sent => sent.Query["DomainName"]));
    }

    [Theory]
    [InlineData(null, "default")]
    [InlineData("", "default")]
    [InlineData("默认", "default")]
    [InlineData("Telecom", "telecom")]
    [InlineData("电信", "telecom")]
    [InlineData("中国联通", "unicom")]
    [InlineData("境外", "oversea")]
    [InlineData("cn_telecom_jiangsu", "cn_telecom_jiangsu")]
    public void Knows_lines_by_code_and_by_the_consoles_name(string? word, string code) =>
        Assert.Equal(code, Editor(ScriptedChannel.Answering(Replies.Empty())).Line(word).Code);

    [Fact]
    public void Keeps_the_zone_of_a_name_given_by_hand_in_unicode() =>
        Assert.Equal("例子.中国", AlidnsRecords.Name(new HostedZone(DomainName.Parse("例子.中国"))));
}
