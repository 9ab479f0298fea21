using System.Globalization;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Providers.Alidns;

namespace Mooring.Providers.Tests.Sdk;

public sealed class AlidnsSdkTests(SdkCapture sdk) : IClassFixture<SdkCapture>
{
    /// <summary>What the signature itself brings.</summary>
    private static readonly string[] Brought =
        ["x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "x-acs-accesskey-id", "x-acs-security-token"];

    public static TheoryData<string> Calls =>
        ["alidns: zones", "alidns: records", "alidns: add text", "alidns: add wildcard", "alidns: update mail", "alidns: remark", "alidns: delete"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Signs_a_request_of_the_vendors_sdk_as_the_sdk_does(string name)
    {
        var call = await sdk.CallAsync(name);
        var request = new AlidnsRequest
        {
            Method = call.Method,
            Host = call.Header("host"),
            Query = [.. call.Query],
            Headers =
            [
                .. call.Headers
                    .Where(header => header[0].StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase) && !Brought.Contains(header[0]))
                    .Select(header => KeyValuePair.Create(header[0], header[1])),
            ],
            Body = System.Text.Encoding.UTF8.GetBytes(call.Body),
        };
        var time = DateTimeOffset.Parse(call.Header("x-acs-date"), CultureInfo.InvariantCulture);
        var credentials = call.Headers.Any(header => header[0] == "x-acs-security-token") ? Sample.Temporary : Sample.Credentials;

        var signed = AlidnsSigner.Sign(request, credentials, time, call.Header("x-acs-signature-nonce"));

        Assert.Equal(call.Header("Authorization"), signed.Authorization);
        Assert.All(Brought.Take(3), header => Assert.Contains(KeyValuePair.Create(header, call.Header(header)), signed.Headers));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Sends_the_same_request_for_the_same_call(string name)
    {
        var call = await sdk.CallAsync(name);

        var sent = await OwnAsync(name);

        Assert.Equal(call.Method, sent.Method);
        Assert.Equal(call.Action, sent.Headers["x-acs-action"]);
        Assert.Equal(call.Header("x-acs-version"), sent.Headers["x-acs-version"]);
        Assert.Equal(call.Header("accept"), sent.Headers["Accept"]);
        Assert.Equal(call.Body, sent.Body);
        Assert.Equal(Sorted(call.Query), Sorted(sent.Query));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Sends_only_parameters_that_the_sdk_declares_with_values_of_their_type(string name)
    {
        var declared = await sdk.DeclaredAsync((await sdk.CallAsync(name)).Action);

        var sent = await OwnAsync(name);

        Assert.All(sent.Query, parameter => Assert.Equal(
            declared[parameter.Key].Type,
            declared[parameter.Key].Type == "number" && int.TryParse(parameter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? "number"
                : "string"));
    }

    private static async Task<SentRequest> OwnAsync(string name)
    {
        var channel = new ScriptedChannel(sent => Replies.Json(sent.Headers["x-acs-action"] switch
        {
            "DescribeDomains" => """{"RequestId":"R","TotalCount":0,"Domains":{"Domain":[]}}""",
            "DescribeDomainRecords" => """{"RequestId":"R","TotalCount":0,"DomainRecords":{"Record":[]}}""",
            _ => """{"RequestId":"R","RecordId":"9999985"}""",
        }));
        var editor = new AlidnsZoneEditor(channel, new AlidnsOptions { Credentials = Sample.Credentials });
        var zone = new HostedZone(Sample.Zone, "example.com");
        var mail = Sample.Content("example.com", RecordType.Mx, "mx.example.net", editor.Line(null), priority: 10, ttl: 1200);
        await (name switch
        {
            "alidns: zones" => editor.ListZonesAsync(Sample.Cancellation),
            "alidns: records" => editor.ListAsync(zone, Sample.Cancellation),
            "alidns: add text" => editor.AddAsync(
                zone, Sample.Content("_acme-challenge.example.com", RecordType.Txt, "a b+c~*'(测试)!", editor.Line(null)), Sample.Cancellation),
            "alidns: add wildcard" => editor.AddAsync(
                new HostedZone(DomainName.Parse("例子.中国")),
                Sample.Content("*.例子.中国", RecordType.Aaaa, "2001:db8::1", editor.Line("telecom")),
                Sample.Cancellation),
            "alidns: update mail" => editor.UpdateAsync(zone, Sample.Observed("9999985", mail), mail, Sample.Cancellation),
            "alidns: remark" => editor.SetRemarkAsync(zone, "9999985", "mooring 主机", Sample.Cancellation),
            "alidns: delete" => editor.DeleteAsync(zone, "9999985", Sample.Cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
        });
        return Assert.Single(channel.Sent);
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> parameters) =>
        new(parameters.ToDictionary(), StringComparer.Ordinal);
}
