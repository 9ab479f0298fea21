using System.Text.Json;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.TencentCloud;

/// <summary>What goes over the wire, word for word.</summary>
public sealed class DnspodRequestTests
{
    private const string Written = """{"Response":{"RecordId":2183921139,"RequestId":"ab4f1426-ea15-42ea-8183-dc1b44151166"}}""";

    private static readonly DnsLine Default = new("0", "默认");
    private static readonly HostedZone Zone = new(Sample.Zone, "62");

    private readonly ScriptedChannel _channel = ScriptedChannel.Answering(Replies.Json(Written));

    private DnspodZoneEditor Editor(ApiCredentials? credentials = null) =>
        new(_channel, new DnspodOptions { Credentials = credentials ?? Sample.Credentials });

    [Fact]
    public async Task Sends_compact_json_without_a_charset_as_the_vendors_sdk_does()
    {
        var content = Sample.Content("_acme-challenge.example.com", RecordType.Txt, "a \"b\" <测试>", Default, remark: "mooring");

        var id = await Editor().AddAsync(Zone, content, Sample.Cancellation);

        Assert.Equal("2183921139", id);
        var sent = Assert.Single(_channel.Sent);
        Assert.Equal(
            """
            POST https://dnspod.tencentcloudapi.com/
            Authorization: TC3-HMAC-SHA256 Credential=testid/2026-01-02/dnspod/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=SIGNATURE
            Content-Length: 184
            Content-Type: application/json
            X-TC-Action: CreateRecord
            X-TC-Timestamp: 1767323045
            X-TC-Version: 2021-03-23

            {"Domain":"example.com","DomainId":62,"SubDomain":"_acme-challenge","RecordType":"TXT","RecordLine":"默认","RecordLineId":"0","Value":"a \"b\" <测试>","TTL":600,"Remark":"mooring"}

            """,
            sent.ToString().Replace(sent.Headers["Authorization"][^64..], "SIGNATURE", StringComparison.Ordinal));
        Assert.Equal(CallKind.Write, sent.Kind);
    }

    [Fact]
    public async Task Sends_everything_back_on_update_because_what_is_left_out_is_reset()
    {
        var content = Sample.Content("example.com", RecordType.Mx, "mx.example.net", new DnsLine("10=0", "电信"), priority: 5, ttl: 1200);
        var observed = Sample.Observed("2183921139", content, enabled: false, remark: "do not touch", weight: 7);

        await Editor().UpdateAsync(Zone, observed, content with { Remark = "ignored" }, Sample.Cancellation);

        var sent = Assert.Single(_channel.Sent);
        Assert.Equal("ModifyRecord", sent.Headers["X-TC-Action"]);
        Assert.Equal(
            """{"Domain":"example.com","DomainId":62,"SubDomain":"@","RecordType":"MX","RecordLine":"电信","RecordLineId":"10=0","Value":"mx.example.net","RecordId":2183921139,"MX":5,"TTL":1200,"Weight":7,"Status":"DISABLE","Remark":"do not touch"}""",
            sent.Body);
    }

    [Fact]
    public async Task Keeps_an_enabled_record_enabled_and_sends_no_remark_where_there_is_none()
    {
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default);

        await Editor().UpdateAsync(new HostedZone(Sample.Zone), Sample.Observed("1", content), content, Sample.Cancellation);

        Assert.Equal(
            """{"Domain":"example.com","SubDomain":"www","RecordType":"A","RecordLine":"默认","RecordLineId":"0","Value":"192.0.2.1","RecordId":1,"TTL":600,"Status":"ENABLE"}""",
            Assert.Single(_channel.Sent).Body);
    }

    [Fact]
    public async Task Names_a_line_by_its_word_alone_where_its_id_is_not_known()
    {
        var line = Editor().Line("自定义线路");

        await Editor().AddAsync(Zone, Sample.Content("www.example.com", RecordType.A, "192.0.2.1", line), Sample.Cancellation);

        var json = Assert.Single(_channel.Sent).Json;
        Assert.Equal("自定义线路", json.GetProperty("RecordLine").GetString());
        Assert.False(json.TryGetProperty("RecordLineId", out _));
    }

    [Fact]
    public async Task Asks_for_the_largest_pages_and_no_error_on_empty_ones()
    {
        var channel = new ScriptedChannel(sent => Replies.Json(sent.Headers["X-TC-Action"] == "DescribeDomainList"
            ? """{"Response":{"RequestId":"r","DomainCountInfo":{"DomainTotal":0},"DomainList":[]}}"""
            : """{"Response":{"RequestId":"r","RecordCountInfo":{"TotalCount":0},"RecordList":[]}}"""));
        var editor = new DnspodZoneEditor(channel, new DnspodOptions { Credentials = Sample.Credentials });

        await editor.ListZonesAsync(Sample.Cancellation);
        await editor.ListAsync(Zone, Sample.Cancellation);

        Assert.Equal(
            ["""{"Offset":0,"Limit":3000}""", """{"Domain":"example.com","DomainId":62,"Offset":0,"Limit":3000,"ErrorOnEmpty":"no"}"""],
            channel.Sent.Select(sent => sent.Body));
        Assert.All(channel.Sent, sent => Assert.Equal(CallKind.Read, sent.Kind));
    }

    [Fact]
    public async Task Sends_remark_and_deletion()
    {
        await Editor().SetRemarkAsync(Zone, "17", "", Sample.Cancellation);
        await Editor().DeleteAsync(Zone, "17", Sample.Cancellation);

        Assert.Equal(
            [
                """ModifyRecordRemark {"Domain":"example.com","DomainId":62,"RecordId":17,"Remark":""}""",
                """DeleteRecord {"Domain":"example.com","DomainId":62,"RecordId":17}""",
            ],
            _channel.Sent.Select(sent => $"{sent.Headers["X-TC-Action"]} {sent.Body}"));
    }

    [Fact]
    public async Task Sends_the_token_of_temporary_credentials()
    {
        await Editor(Sample.Temporary).DeleteAsync(Zone, "17", Sample.Cancellation);

        Assert.Equal("testtoken", Assert.Single(_channel.Sent).Headers["X-TC-Token"]);
    }

    [Fact]
    public async Task Refuses_an_id_that_is_none_before_it_calls()
    {
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default);

        await Assert.ThrowsAsync<DnsApiException>(() => Editor().DeleteAsync(Zone, "abc", Sample.Cancellation));
        await Assert.ThrowsAsync<DnsApiException>(() => Editor().SetRemarkAsync(Zone, "-1", "", Sample.Cancellation));
        var refused = await Assert.ThrowsAsync<DnsApiException>(
            () => Editor().UpdateAsync(Zone, Sample.Observed("1e3", content), content, Sample.Cancellation));

        Assert.Equal(DnsFault.Rejected, refused.Fault);
        Assert.Contains("'1e3' is no record id", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_channel.Sent);
    }

    [Theory]
    [InlineData(null, "0", "默认")]
    [InlineData("默认", "0", "默认")]
    [InlineData("Default", "0", "默认")]
    [InlineData("0", "0", "默认")]
    [InlineData("电信", "10=0", "电信")]
    [InlineData("10=1", "10=1", "联通")]
    [InlineData("境外", "3=0", "境外")]
    [InlineData("10=22", "10=22", "10=22")]
    [InlineData("自定义", "", "自定义")]
    public void Knows_lines_by_name_and_by_id(string? word, string code, string name) =>
        Assert.Equal(new DnsLine(code, name), Editor().Line(word));

    [Fact]
    public void Takes_the_default_line_of_both_sites_for_the_same() =>
        Assert.True(TencentLines.Listed("Default", "0").Matches(TencentLines.Of("默认")));

    [Fact]
    public async Task Names_a_zone_by_its_a_labels_in_calls()
    {
        await Editor().DeleteAsync(new HostedZone(DomainName.Parse("例子.中国"), "9"), "1", Sample.Cancellation);

        Assert.Equal("xn--fsqu00a.xn--fiqs8s", Assert.Single(_channel.Sent).Json.GetProperty("Domain").GetString());
    }

    [Fact]
    public async Task Sends_numbers_as_numbers()
    {
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default);

        await Editor().UpdateAsync(Zone, Sample.Observed("9223372036854775807", content, weight: 0), content, Sample.Cancellation);

        var json = Assert.Single(_channel.Sent).Json;
        Assert.All(["RecordId", "TTL", "DomainId", "Weight"], name => Assert.Equal(JsonValueKind.Number, json.GetProperty(name).ValueKind));
        Assert.Equal(long.MaxValue, json.GetProperty("RecordId").GetInt64());
    }
}
