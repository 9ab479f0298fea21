using Mooring.Core.Records;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.TencentCloud;

/// <summary>Answers as the vendor documents them.</summary>
public sealed class DnspodListingTests
{
    private static readonly HostedZone Zone = new(Sample.Zone, "62");

    private static DnspodZoneEditor Editor(string answer) =>
        new(ScriptedChannel.Answering(Replies.Json(answer)), new DnspodOptions { Credentials = Sample.Credentials });

    private static async Task<HostedRecord> OnlyAsync(string record) => Assert.Single(await Editor(
        $$$"""{"Response":{"RequestId":"ab4f1426-ea15-42ea-8183-dc1b44151166","RecordCountInfo":{"SubdomainCount":1,"ListCount":1,"TotalCount":1},"RecordList":[{{{record}}}]}}""")
        .ListAsync(Zone, Sample.Cancellation));

    [Fact]
    public async Task Reads_the_hosts_own_name_server_record()
    {
        var record = await OnlyAsync(
            """{"RecordId":556507778,"Value":"f1g1ns1.dnspod.net.","Status":"ENABLE","UpdatedOn":"2021-03-28 11:27:09","Name":"@","Line":"默认","LineId":"0","Type":"NS","Weight":null,"MonitorStatus":"","Remark":"","TTL":86400,"MX":0,"DefaultNS":true}""");

        Assert.True(record.System);
        Assert.Equal("556507778", record.Id);
        Assert.Equal(new RecordValue("f1g1ns1.dnspod.net"), record.Value);
        Assert.Equal(new DnsLine("0", "默认"), record.Line);
        Assert.Null(record.Weight);
        Assert.True(record.Enabled);
    }

    [Fact]
    public async Task Reads_a_paused_mx_record_with_remark_and_weight()
    {
        var record = await OnlyAsync(
            """{"RecordId":2183921139,"Value":"mx.example.net.","Status":"DISABLE","Name":"Mail","Line":"电信","LineId":"10=0","Type":"MX","Weight":5,"Remark":"hands off","TTL":600,"MX":10}""");

        Assert.False(record.Enabled);
        Assert.False(record.System);
        Assert.Equal("2183921139", record.Id);
        Assert.Equal("mail.example.com", record.Owner.Value);
        Assert.Equal(new RecordValue("mx.example.net", 10), record.Value);
        Assert.Equal(("hands off", 5), (record.Remark, record.Weight));
    }

    [Fact]
    public async Task Takes_the_zero_in_other_types_for_no_priority() =>
        Assert.Null((await OnlyAsync("""{"RecordId":1,"Value":"192.0.2.1","Status":"ENABLE","Name":"www","LineId":"0","Type":"A","TTL":600,"MX":0}""")).Value.Priority);

    [Fact]
    public async Task Reads_zones_with_their_numbers()
    {
        var zones = await Editor(
            """
            {"Response":{"RequestId":"ab4f1426-ea15-42ea-8183-dc1b44151166",
             "DomainCountInfo":{"DomainTotal":2,"AllTotal":2,"MineTotal":2},
             "DomainList":[{"DomainId":1923123,"Name":"example.com","Status":"ENABLE","TTL":600,"Grade":"DP_FREE","EffectiveDNS":["f1g1ns1.dnspod.net"],"Punycode":"example.com"},
                           {"DomainId":5000000000,"Name":"例子.中国","Status":"PAUSE","Punycode":"xn--fsqu00a.xn--fiqs8s"}]}}
            """).ListZonesAsync(Sample.Cancellation);

        Assert.Equal([("example.com", "1923123"), ("xn--fsqu00a.xn--fiqs8s", "5000000000")], zones.Select(zone => (zone.Name.Value, zone.Id)));
        Assert.Equal(["f1g1ns1.dnspod.net"], zones[0].Details.NameServers.Select(server => server.Value));
        Assert.Equal((600, ZoneStanding.Good), (zones[0].Details.MinimumTtl?.Seconds, zones[0].Details.Standing));
        Assert.Equal((null, ZoneStanding.Paused), (zones[1].Details.MinimumTtl?.Seconds, zones[1].Details.Standing));
    }

    [Theory]
    [InlineData("""{"DomainId":1,"Name":"example.com","Status":1,"Grade":["DP_FREE"],"EffectiveDNS":{"ns":1}}""")]
    [InlineData("""{"DomainId":1,"Name":"example.com","Status":{"is":"PAUSE"},"Grade":2}""")]
    [InlineData("""{"DomainId":1,"Name":"example.com","Status":null,"Grade":null,"EffectiveDNS":null}""")]
    public async Task What_only_the_doctor_wants_never_breaks_a_listing(string zone)
    {
        var zones = await Editor(
            $$$"""{"Response":{"RequestId":"r","DomainCountInfo":{"DomainTotal":1},"DomainList":[{{{zone}}}]}}""").ListZonesAsync(Sample.Cancellation);

        Assert.Equal(("example.com", null, ZoneStanding.Good), (zones[0].Name.Value, zones[0].Details.MinimumTtl, zones[0].Details.Standing));
    }

    [Fact]
    public async Task Takes_the_error_for_an_account_without_zones_for_none() =>
        Assert.Empty(await Editor(
            """{"Response":{"Error":{"Code":"ResourceNotFound.NoDataOfDomain","Message":"No data of domain."},"RequestId":"r"}}""")
            .ListZonesAsync(Sample.Cancellation));

    [Fact]
    public async Task Takes_no_other_error_for_an_empty_listing()
    {
        var failed = await Assert.ThrowsAsync<DnsApiException>(() => Editor(
            """{"Response":{"Error":{"Code":"ResourceNotFound.NoDataOfRecord","Message":"记录列表为空。"},"RequestId":"r"}}""")
            .ListAsync(Zone, Sample.Cancellation));

        Assert.Equal("ResourceNotFound.NoDataOfRecord", failed.Code);
    }
}
