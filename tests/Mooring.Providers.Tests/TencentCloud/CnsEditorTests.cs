using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.TencentCloud.Cns;

namespace Mooring.Providers.Tests.TencentCloud;

public sealed class CnsEditorTests
{
    private const string Recorded =
        """{"code":0,"message":"","codeDesc":"Success","data":{"domain":{"id":"2238000","name":"example.com","punycode":"example.com","grade":"DP_Free","ttl":600,"min_ttl":600,"status":"enable","dnspod_ns":["f1g1ns1.dnspod.net","f1g1ns2.dnspod.net"]},"info":{"sub_domains":"2","record_total":"2"},"records":[{"id":44146112,"ttl":600,"value":"192.0.2.1","enabled":1,"status":"enabled","updated_on":"2015-08-05 15:29:50","q_project_id":0,"name":"www","line":"默认","line_id":"0","type":"A","remark":"","mx":0},{"id":44146113,"ttl":86400,"value":"f1g1ns1.dnspod.net.","enabled":1,"name":"@","line":"默认","line_id":"0","type":"NS","mx":0}]}}""";

    private static readonly HostedZone Zone = new(Sample.Zone);
    private static readonly DnsLine Default = new("0", "默认");

    private static CnsZoneEditor Editor(ScriptedChannel channel, string endpoint = "https://cns.api.qcloud.com/v2/index.php") => new(
        channel, new CnsOptions { Credentials = Sample.Credentials, Endpoint = new Uri(endpoint) }, () => 11886);

    private static ScriptedChannel Answering(string body) => ScriptedChannel.Answering(Replies.Json(body));

    [Fact]
    public async Task Reads_a_recorded_listing()
    {
        var records = await Editor(Answering(Recorded)).ListAsync(Zone, Sample.Cancellation);

        Assert.Equal(["44146112", "44146113"], records.Select(record => record.Id));
        Assert.Equal(["www.example.com", "example.com"], records.Select(record => record.Owner.Value));
        Assert.Equal([false, true], records.Select(record => record.System));
        Assert.Equal(Default, records[0].Line);
    }

    [Fact]
    public async Task Lists_zones()
    {
        var channel = Answering(
            """{"code":0,"message":"","codeDesc":"Success","data":{"info":{"domain_total":1},"domains":[{"id":1,"name":"例子.中国","punycode":"xn--fsqu00a.xn--fiqs8s"}]}}""");

        var zone = Assert.Single(await Editor(channel).ListZonesAsync(Sample.Cancellation));

        Assert.Equal("xn--fsqu00a.xn--fiqs8s", zone.Name.Value);
        Assert.Equal("DomainList", Assert.Single(channel.Sent).Query["Action"]);
    }

    [Theory]
    [InlineData("600", "\"pause\"", 600, ZoneStanding.Paused)]
    [InlineData("\"600\"", "1", 600, ZoneStanding.Good)]
    [InlineData("{\"is\":600}", "[\"pause\"]", null, ZoneStanding.Good)]
    [InlineData("true", "false", null, ZoneStanding.Good)]
    [InlineData("null", "null", null, ZoneStanding.Good)]
    public async Task What_only_the_doctor_wants_never_breaks_a_listing(string minimum, string status, int? seconds, ZoneStanding standing)
    {
        var channel = Answering(
            $$$"""{"code":0,"message":"","data":{"info":{"domain_total":1},"domains":[{"id":1,"name":"example.com","min_ttl":{{{minimum}}},"status":{{{status}}}}]}}""");

        var details = Assert.Single(await Editor(channel).ListZonesAsync(Sample.Cancellation)).Details;

        Assert.Equal((seconds, standing), (details.MinimumTtl?.Seconds, details.Standing));
    }

    [Fact]
    public async Task Sends_sorted_signed_parameters_in_a_get_request()
    {
        var channel = Answering("""{"code":0,"message":"","codeDesc":"Success","data":{"record":{"id":"44146112","name":"www","status":"enabled"}}}""");

        var id = await Editor(channel).AddAsync(Zone, Sample.Content("www.example.com", RecordType.Aaaa, "2001:db8::1", Default), Sample.Cancellation);

        Assert.Equal("44146112", id);
        var sent = Assert.Single(channel.Sent);
        Assert.Equal("GET", sent.Method);
        Assert.Equal(CallKind.Write, sent.Kind);
        Assert.Equal("https://cns.api.qcloud.com/v2/index.php", sent.Uri.GetLeftPart(UriPartial.Path));
        Assert.Equal(
            [
                "Action=RecordCreate", "Nonce=11886", "SecretId=testid", "Signature", "SignatureMethod=HmacSHA256", "Timestamp=1767323045",
                "domain=example.com", "recordLine=默认", "recordType=AAAA", "subDomain=www", "ttl=600", "value=2001:db8::1",
            ],
            sent.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key == "Signature" ? pair.Key : $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public async Task Sends_the_whole_record_on_update()
    {
        var channel = Answering("""{"code":0,"message":"","codeDesc":"Success","data":{"record":{"id":44146112,"name":"www","value":"mx.example.net"}}}""");
        var content = Sample.Content("example.com", RecordType.Mx, "mx.example.net", new DnsLine("10=0", "电信"), priority: 5, ttl: 1200);

        await Editor(channel).UpdateAsync(Zone, Sample.Observed("44146112", content), content, Sample.Cancellation);

        var query = Assert.Single(channel.Sent).Query;
        Assert.Equal(
            ("RecordModify", "44146112", "@", "MX", "电信", "mx.example.net", "1200", "5"),
            (query["Action"], query["recordId"], query["subDomain"], query["recordType"], query["recordLine"], query["value"], query["ttl"], query["mx"]));
    }

    [Fact]
    public async Task Does_not_update_a_paused_record_which_it_might_enable()
    {
        var channel = Answering("""{"code":0}""");
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default);

        var refused = await Assert.ThrowsAsync<DnsApiException>(
            () => Editor(channel).UpdateAsync(Zone, Sample.Observed("1", content, enabled: false), content, Sample.Cancellation));

        Assert.Equal(DnsFault.Rejected, refused.Fault);
        Assert.Empty(channel.Sent);
    }

    [Fact]
    public async Task Deletes_and_finds_it_well_when_the_record_is_gone()
    {
        var channel = ScriptedChannel.Answering(
            Replies.Json("""{"code":0,"message":"","codeDesc":"Success"}"""), Replies.Json("""{"code":5000,"message":"","codeDesc":"ResourceNotFound"}"""));
        var editor = Editor(channel);

        await editor.DeleteAsync(Zone, "1", Sample.Cancellation);
        await editor.DeleteAsync(Zone, "1", Sample.Cancellation);

        Assert.Equal(["RecordDelete", "RecordDelete"], channel.Sent.Select(sent => sent.Query["Action"]));
    }

    [Fact]
    public async Task Names_the_new_api_as_the_mend_of_every_failure()
    {
        var lost = new ScriptedChannel(_ => throw new DnsApiException(DnsFault.Unavailable, new("no such host", "找不到主机")) { OutcomeUnknown = true });
        var content = Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default);
        DnsApiException[] failures =
        [
            await Assert.ThrowsAsync<DnsApiException>(() => Editor(lost).AddAsync(Zone, content, Sample.Cancellation)),
            await Assert.ThrowsAsync<DnsApiException>(() => Editor(lost).ListZonesAsync(Sample.Cancellation)),
            await Assert.ThrowsAsync<DnsApiException>(() => Editor(Answering("<html>")).ListAsync(Zone, Sample.Cancellation)),
            await Assert.ThrowsAsync<DnsApiException>(() => Editor(Answering("""{"code":4102,"message":"no","codeDesc":"SecretidNotAuthAccessResource"}""")).DeleteAsync(Zone, "1", Sample.Cancellation)),
            await Assert.ThrowsAsync<DnsApiException>(() => Editor(lost).SetRemarkAsync(Zone, "1", "x", Sample.Cancellation)),
        ];

        Assert.All(failures, failure => Assert.Contains("set 'api: dnspod'", failure.Text.English, StringComparison.Ordinal));
        Assert.All(failures, failure => Assert.Contains("“api: dnspod”", failure.Text.Chinese, StringComparison.Ordinal));
        Assert.True(failures[0].OutcomeUnknown);
        Assert.Equal((DnsFault.Permission, "4102"), (failures[3].Fault, failures[3].Code));
    }

    [Fact]
    public async Task Adds_the_path_to_an_endpoint_without_one()
    {
        var channel = Answering(Recorded);

        await Editor(channel, "http://127.0.0.1:9102").ListAsync(Zone, Sample.Cancellation);

        Assert.Equal("http://127.0.0.1:9102/v2/index.php", Assert.Single(channel.Sent).Uri.GetLeftPart(UriPartial.Path));
    }
}
