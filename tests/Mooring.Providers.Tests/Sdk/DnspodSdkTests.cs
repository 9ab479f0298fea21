using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mooring.Core.Records;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.Sdk;

public sealed partial class DnspodSdkTests(SdkCapture sdk) : IClassFixture<SdkCapture>
{
    public static TheoryData<string> Calls =>
        ["tencent: zones", "tencent: records", "tencent: add text", "tencent: update mail", "tencent: remark", "tencent: delete"];

    [Theory]
    [MemberData(nameof(Calls))]
    [InlineData("tencent: by query")]
    public async Task Signs_a_request_of_the_vendors_sdk_as_the_sdk_does(string name)
    {
        var call = await sdk.CallAsync(name);
        var scope = Scope().Match(call.Header("Authorization"));
        var request = new DnspodRequest
        {
            Method = call.Method,
            Query = call.Method == "GET" ? call.Target.Split('?', 2)[1] : "",
            // The SDK signs the host without the port that it sends.
            Headers =
            [
                .. scope.Groups["headers"].Value.Split(';').Select(header =>
                    KeyValuePair.Create(header, header == "host" ? call.Header(header).Split(':')[0] : call.Header(header))),
            ],
            Body = Encoding.UTF8.GetBytes(call.Body),
            Service = scope.Groups["service"].Value,
        };
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Header("X-TC-Timestamp"), CultureInfo.InvariantCulture));

        var signed = DnspodSigner.Sign(request, Sample.Credentials, time);

        Assert.Equal(call.Header("Authorization"), signed.Authorization);
        Assert.Equal(call.Header("X-TC-Timestamp"), signed.Timestamp);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Sends_the_same_request_for_the_same_call(string name)
    {
        var call = await sdk.CallAsync(name);

        var sent = await OwnAsync(name);

        Assert.Equal((call.Method, call.Action), (sent.Method, sent.Headers["X-TC-Action"]));
        Assert.Equal(call.Header("X-TC-Version"), sent.Headers["X-TC-Version"]);
        Assert.Equal(call.Header("Content-Type"), sent.Headers["Content-Type"]);
        Assert.Equal(call.Headers.Any(header => header[0] == "X-TC-Token"), sent.Headers.ContainsKey("X-TC-Token"));
        Assert.True(JsonNode.DeepEquals(call.Json, JsonNode.Parse(sent.Body)), $"the SDK sends {call.Body}\nMooring sends {sent.Body}");
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Sends_only_parameters_that_the_sdk_declares_in_their_type_and_none_too_few(string name)
    {
        var declared = await sdk.DeclaredAsync((await sdk.CallAsync(name)).Action);

        var sent = (await OwnAsync(name)).Json;

        Assert.All(sent.EnumerateObject(), parameter => Assert.Equal(
            declared[parameter.Name].Type, parameter.Value.ValueKind == JsonValueKind.Number ? "number" : "string"));
        Assert.All(declared.Where(parameter => !parameter.Value.Optional), parameter => Assert.True(sent.TryGetProperty(parameter.Key, out _), parameter.Key));
    }

    private static async Task<SentRequest> OwnAsync(string name)
    {
        var channel = new ScriptedChannel(sent => Replies.Json(sent.Headers["X-TC-Action"] switch
        {
            "DescribeDomainList" => """{"Response":{"RequestId":"r","DomainCountInfo":{"DomainTotal":0},"DomainList":[]}}""",
            "DescribeRecordList" => """{"Response":{"RequestId":"r","RecordCountInfo":{"TotalCount":0},"RecordList":[]}}""",
            _ => """{"Response":{"RequestId":"r","RecordId":17}}""",
        }));
        var credentials = name == "tencent: update mail" ? Sample.Temporary : Sample.Credentials;
        var editor = new DnspodZoneEditor(channel, new DnspodOptions { Credentials = credentials });
        var zone = new HostedZone(Sample.Zone, "62");
        var mail = Sample.Content("example.com", RecordType.Mx, "mx.example.net", editor.Line("电信"), priority: 10, ttl: 1200);
        await (name switch
        {
            "tencent: zones" => editor.ListZonesAsync(Sample.Cancellation),
            "tencent: records" => editor.ListAsync(zone, Sample.Cancellation),
            "tencent: add text" => editor.AddAsync(
                zone,
                Sample.Content("_acme-challenge.example.com", RecordType.Txt, "a b+c~*'(测试)!", editor.Line(null), remark: "mooring"),
                Sample.Cancellation),
            "tencent: update mail" => editor.UpdateAsync(
                zone, Sample.Observed("2183921139", mail, enabled: false, remark: "hands off", weight: 5), mail, Sample.Cancellation),
            "tencent: remark" => editor.SetRemarkAsync(zone, "17", "mooring", Sample.Cancellation),
            "tencent: delete" => editor.DeleteAsync(zone, "17", Sample.Cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
        });
        return Assert.Single(channel.Sent);
    }

    [GeneratedRegex(@"Credential=[^/]+/[^/]+/(?<service>[^/]+)/tc3_request, SignedHeaders=(?<headers>[^,]+),", RegexOptions.ExplicitCapture)]
    private static partial Regex Scope();
}
