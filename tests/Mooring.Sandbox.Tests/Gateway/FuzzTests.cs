using System.Text;
using Mooring.Sandbox.Tests.Alidns;
using Mooring.Sandbox.Tests.TencentCloud;

namespace Mooring.Sandbox.Tests.Gateway;

/// <summary>Odd requests, the same ones in every run, are answered in the API's own envelope; none makes the sandbox stumble.</summary>
public sealed class FuzzTests
{
    private const int Requests = 400;

    private static readonly string[] Odd =
    [
        "", " ", "@", "*", "-1", "0", "1", "1.5", "99999999999999999999", "true", "null", "a..b", "例子", "\u0000", "..", "192.0.2.1", "2001:db8::1",
        "example.com", "example.net", "A", "TXT", "MX", "默认", "default", "%", "+", "&=", "1985473620417550336", "2183921140",
    ];

    [Fact]
    public async Task Alidns_answers_every_signed_request_with_its_envelope()
    {
        await using var client = await AlidnsTestClient.StartAsync();
        var random = new Random(1);
        string[] actions =
        [
            "DescribeDomains", "DescribeDomainInfo", "GetMainDomainName", "AddDomain", "DescribeDomainRecords", "DescribeSubDomainRecords", "DescribeDomainRecordInfo",
            "AddDomainRecord", "UpdateDomainRecord", "UpdateDomainRecordRemark", "DeleteDomainRecord", "DeleteSubDomainRecords", "SetDomainRecordStatus",
            "SetDNSSLBStatus", "UpdateDNSSLBWeight", "DescribeDNSSLBSubDomains", "OperateBatchDomain", "DescribeBatchResultCount", "DescribeBatchResultDetail",
        ];
        string[] names =
        [
            "DomainName", "RR", "Type", "Value", "TTL", "Line", "Priority", "RecordId", "Remark", "Status", "SubDomain", "InputString", "PageNumber", "PageSize",
            "KeyWord", "RRKeyWord", "SearchMode", "Direction", "Weight", "Open", "TaskId", "DomainRecordInfo.1.Domain", "DomainRecordInfo.1.Rr", "NeedDetailAttributes",
        ];

        for (var number = 0; number < Requests; number++)
        {
            var reply = await client.CallAsync(Pick(random, actions), [.. names.Where(_ => random.Next(2) == 0).Select(name => (name, Pick(random, Odd)))]);

            Assert.NotNull(reply.Json["RequestId"]);
            Assert.True(reply.Status == 200 || (reply.Status is 400 or 404 && reply.Code.Length > 0), reply.Text);
            client.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task Dnspod_answers_every_signed_request_with_its_envelope()
    {
        await using var client = await TencentTestClient.StartAsync();
        var random = new Random(1);
        string[] actions =
        [
            "DescribeDomainList", "DescribeDomain", "DescribeRecordList", "DescribeRecordFilterList", "DescribeRecord", "CreateRecord", "ModifyRecord", "ModifyDynamicDNS",
            "ModifyRecordStatus", "ModifyRecordRemark", "ModifyRecordFields", "DeleteRecord", "CreateRecordBatch", "ModifyRecordBatch", "DeleteRecordBatch", "DescribeBatchTask",
        ];
        string[] values =
        [
            "\"example.net\"", "\"www\"", "\"A\"", "\"默认\"", "\"192.0.2.1\"", "\"\"", "600", "-1", "1.5", "1e30", "9223372036854775807", "null", "true", "{}", "[]", "[1]", "[\"A\"]",
            "[{\"Key\":\"ttl\",\"Value\":\"x\"}]", "[{\"TTL\":1.5}]", "\"\\ud800\"",
        ];
        string[] names =
            ["Domain", "DomainId", "RecordId", "RecordType", "RecordLine", "Value", "SubDomain", "Subdomain", "TTL", "MX", "Weight", "Status", "FieldList", "RecordIdList", "RecordList", "DomainIdList", "JobId", "Limit", "Offset"];

        for (var number = 0; number < Requests; number++)
        {
            var members = names.Where(name => name == "Domain" || random.Next(3) == 0).Select(name => $"\"{name}\":{Pick(random, values)}");
            var reply = await client.SendAsync(client.Tc3(Pick(random, actions), "{" + string.Join(',', members) + "}"));

            Assert.Equal(200, reply.Status);
            Assert.NotNull(reply.Response["RequestId"]);
            client.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task The_older_signatures_answer_every_odd_parameter()
    {
        await using var client = await TencentTestClient.StartAsync();
        var random = new Random(1);
        string[] names = ["Domain", "RecordType.0", "RecordType.1", "RecordType", "FieldList.0", "FieldList.0.Key", "FieldList.7.Value", "domain", "offset", "length", "recordId", "value", "ttl"];

        for (var number = 0; number < Requests; number++)
        {
            (string, string)[] parameters = [.. names.Where(_ => random.Next(2) == 0).Select(name => (name, Pick(random, Odd)))];
            var reply = await client.SendAsync(number % 2 == 0
                ? client.V1(Pick(random, ["DescribeRecordFilterList", "ModifyRecordFields"]), "HmacSHA256", parameters)
                : client.Cns(Pick(random, ["RecordList", "RecordCreate", "RecordModify", "RecordDelete", "RecordStatus", "DomainList"]), "HmacSHA256", parameters));

            Assert.Equal(200, reply.Status);
            Assert.NotNull(number % 2 == 0 ? reply.Response["RequestId"] : reply.Json["code"]);
            client.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Theory]
    [InlineData("alidns")]
    [InlineData("tencent")]
    public async Task Unsigned_noise_is_refused(string api)
    {
        await using var alidns = await AlidnsTestClient.StartAsync();
        await using var tencent = await TencentTestClient.StartAsync();
        var address = api == "alidns" ? alidns.Address : tencent.Address;
        using var http = new HttpClient();
        var random = new Random(1);

        for (var number = 0; number < Requests; number++)
        {
            var noise = new byte[random.Next(60)];
            random.NextBytes(noise);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, random.Next(2) == 0 ? "/" : "/v2/index.php?Action=" + Uri.EscapeDataString(Encoding.Latin1.GetString(noise))))
            {
                Content = new ByteArrayContent(noise),
            };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Pick(random, ["application/json", "application/x-www-form-urlencoded"]));
            request.Headers.TryAddWithoutValidation("Authorization", Pick(random, ["ACS3-HMAC-SHA256 Credential", "TC3-HMAC-SHA256 Credential=/", "Basic x"]));

            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.NotEqual(0, response.Content.Headers.ContentLength);
            Assert.True((int)response.StatusCode < 500, $"request {number} got {response.StatusCode}");
        }
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
