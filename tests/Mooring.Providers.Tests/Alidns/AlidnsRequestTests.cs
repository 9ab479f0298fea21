using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Alidns;

namespace Mooring.Providers.Tests.Alidns;

/// <summary>What goes over the wire, word for word.</summary>
public sealed class AlidnsRequestTests
{
    private const string Written = """{"RequestId":"536E9CAD-DB30-4647-AC87-AA5CC38C5382","RecordId":"9999985"}""";

    private readonly ScriptedChannel _channel = ScriptedChannel.Answering(Replies.Json(Written));

    private AlidnsZoneEditor Editor(ApiCredentials? credentials = null, string endpoint = "https://alidns.aliyuncs.com") =>
        new(_channel, new AlidnsOptions { Credentials = credentials ?? Sample.Credentials, Endpoint = new Uri(endpoint) }, () => "nonce-1");

    private static HostedZone Zone => new(Sample.Zone, "example.com");

    [Fact]
    public async Task Sends_parameters_in_the_query_and_an_empty_body_as_the_vendors_sdk_does()
    {
        var content = Sample.Content("_acme-challenge.example.com", RecordType.Txt, "a b+c~*'(测试)", new DnsLine("default", "default"));

        var id = await Editor().AddAsync(Zone, content, Sample.Cancellation);

        Assert.Equal("9999985", id);
        var sent = Assert.Single(_channel.Sent);
        Assert.Equal(
            """
            POST https://alidns.aliyuncs.com/?DomainName=example.com&Line=default&RR=_acme-challenge&TTL=600&Type=TXT&Value=a%20b%2Bc~%2A%27%28%E6%B5%8B%E8%AF%95%29
            Accept: application/json
            Authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=SIGNATURE
            Content-Length: 0
            x-acs-action: AddDomainRecord
            x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            x-acs-date: 2026-01-02T03:04:05Z
            x-acs-signature-nonce: nonce-1
            x-acs-version: 2015-01-09

            """,
            Unsigned(sent));
        Assert.Equal(CallKind.Write, sent.Kind);
    }

    [Fact]
    public async Task Sends_line_ttl_and_priority_back_on_update_because_what_is_left_out_is_reset()
    {
        var content = Sample.Content("example.com", RecordType.Mx, "mx.example.net", new DnsLine("telecom", "telecom"), priority: 10, ttl: 1200);

        await Editor().UpdateAsync(Zone, Sample.Observed("9999985", content), content, Sample.Cancellation);

        Assert.Equal(
            "/?Line=telecom&Priority=10&RR=%40&RecordId=9999985&TTL=1200&Type=MX&Value=mx.example.net",
            Assert.Single(_channel.Sent).Uri.PathAndQuery);
    }

    [Fact]
    public async Task Sends_remark_and_deletion_by_record_id_alone()
    {
        var editor = Editor();

        await editor.SetRemarkAsync(Zone, "17", "mooring host-a", Sample.Cancellation);
        await editor.DeleteAsync(Zone, "17", Sample.Cancellation);

        Assert.Equal(
            ["UpdateDomainRecordRemark /?RecordId=17&Remark=mooring%20host-a", "DeleteDomainRecord /?RecordId=17"],
            _channel.Sent.Select(sent => $"{sent.Headers["x-acs-action"]} {sent.Uri.PathAndQuery}"));
    }

    [Fact]
    public async Task Asks_for_the_largest_pages()
    {
        var channel = new ScriptedChannel(sent => Replies.Json(sent.Headers["x-acs-action"] == "DescribeDomains"
            ? """{"RequestId":"R","TotalCount":0,"Domains":{"Domain":[]}}"""
            : """{"RequestId":"R","TotalCount":0,"DomainRecords":{"Record":[]}}"""));
        var editor = new AlidnsZoneEditor(channel, new AlidnsOptions { Credentials = Sample.Credentials });

        await editor.ListZonesAsync(Sample.Cancellation);
        await editor.ListAsync(Zone, Sample.Cancellation);

        Assert.Equal(
            ["/?PageNumber=1&PageSize=100", "/?DomainName=example.com&PageNumber=1&PageSize=500"],
            channel.Sent.Select(sent => sent.Uri.PathAndQuery));
        Assert.All(channel.Sent, sent => Assert.Equal(CallKind.Read, sent.Kind));
    }

    [Fact]
    public async Task Sends_the_token_of_temporary_credentials()
    {
        await Editor(Sample.Temporary).DeleteAsync(Zone, "17", Sample.Cancellation);

        var sent = Assert.Single(_channel.Sent);
        Assert.Equal("testtoken", sent.Headers["x-acs-security-token"]);
        Assert.Contains("SignedHeaders=host;x-acs-accesskey-id;x-acs-action;", sent.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains(";x-acs-security-token;", sent.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_new_nonce_for_every_call()
    {
        var editor = new AlidnsZoneEditor(_channel, new AlidnsOptions { Credentials = Sample.Credentials });

        await editor.DeleteAsync(Zone, "17", Sample.Cancellation);
        await editor.DeleteAsync(Zone, "17", Sample.Cancellation);

        Assert.Equal(2, _channel.Sent.Select(sent => sent.Headers["x-acs-signature-nonce"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("http://127.0.0.1:9101", "http://127.0.0.1:9101/?RecordId=17")]
    [InlineData("https://alidns.cn-hangzhou.aliyuncs.com/", "https://alidns.cn-hangzhou.aliyuncs.com/?RecordId=17")]
    public async Task Goes_to_the_endpoint_given(string endpoint, string target)
    {
        await Editor(endpoint: endpoint).DeleteAsync(Zone, "17", Sample.Cancellation);

        Assert.Equal(target, Assert.Single(_channel.Sent).Uri.AbsoluteUri);
    }

    private static string Unsigned(SentRequest sent) =>
        sent.ToString().Replace(sent.Headers["Authorization"][^64..], "SIGNATURE", StringComparison.Ordinal);
}
