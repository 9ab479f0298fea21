using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Alidns;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.Faults;

/// <summary>What a person reads when a call fails.</summary>
public sealed class FaultTextTests
{
    private static readonly HostedZone Zone = new(Sample.Zone, "1");
    private static readonly DnsLine Default = new("default", "default");

    private static Task<DnsApiException> AlidnsAsync(ApiReply reply, int ttl = 600) => Assert.ThrowsAsync<DnsApiException>(
        () => new AlidnsZoneEditor(ScriptedChannel.Answering(reply), new AlidnsOptions { Credentials = Sample.Credentials }).AddAsync(
            Zone, Sample.Content("www.example.com", RecordType.A, "192.0.2.1", Default, ttl: ttl), Sample.Cancellation));

    private static Task<DnsApiException> DnspodAsync(string code, string message, int ttl = 600) => Assert.ThrowsAsync<DnsApiException>(
        () => new DnspodZoneEditor(
            ScriptedChannel.Answering(Replies.Json($$$"""{"Response":{"Error":{"Code":"{{{code}}}","Message":"{{{message}}}"},"RequestId":"r-1"}}""")),
            new DnspodOptions { Credentials = Sample.Credentials }).AddAsync(
            Zone, Sample.Content("www.example.com", RecordType.A, "192.0.2.1", new DnsLine("0", "默认"), ttl: ttl), Sample.Cancellation));

    private static ApiReply Refusal(string code, string message, TimeSpan? signingError = null) => Replies.Json(
        $$"""{"RequestId":"6856BCF6-11D6-4D7E-AC53-FD579933522B","HostId":"alidns.aliyuncs.com","Code":"{{code}}","Message":"{{message}}","Recommend":"https://api.aliyun.com/"}""",
        status: 400,
        signingError);

    [Fact]
    public async Task Says_what_was_done_what_came_back_and_how_to_renew_a_key()
    {
        var failed = await AlidnsAsync(Refusal("InvalidAccessKeyId.NotFound", "Specified access key is not found.", TimeSpan.FromSeconds(2)));

        Assert.Equal(DnsFault.Credentials, failed.Fault);
        Assert.Equal("InvalidAccessKeyId.NotFound", failed.Code);
        Assert.Equal("6856BCF6-11D6-4D7E-AC53-FD579933522B", failed.RequestId);
        Assert.Equal(
            "adding A www.example.com: Alibaba Cloud DNS answered InvalidAccessKeyId.NotFound: Specified access key is not found "
            + "(request 6856BCF6-11D6-4D7E-AC53-FD579933522B); the time it was signed with is right (2 s off), so it is the key: "
            + "no key has this access-key-id, it is mistyped, deleted or of the vendor's other site (mainland or international); "
            + "check that access-key-id and access-key-secret were copied whole; to renew the key, create a new one at https://ram.console.aliyun.com/users, replace it in "
            + "this account's settings, test it with 'mooring plan', then disable the old one",
            failed.Text.English);
        Assert.Equal(
            "无法添加 A www.example.com：阿里云云解析 DNS 返回 InvalidAccessKeyId.NotFound: Specified access key is not found"
            + "（请求 6856BCF6-11D6-4D7E-AC53-FD579933522B）；签名所用的时间正确（偏差 2 秒），因此是密钥的问题："
            + "没有此 access-key-id 对应的密钥，可能输错、已删除，或属于服务商的另一站点（国内站或国际站）；请检查 access-key-id 和 access-key-secret 是否复制完整；"
            + "如需更换密钥，请在 https://ram.console.aliyun.com/users 新建密钥，替换此账号配置中的密钥，用“mooring plan”测试，然后停用旧密钥",
            failed.Text.Chinese);
    }

    [Theory]
    [InlineData("InvalidAccessKeyId.Inactive", "it is disabled; enable it at https://ram.console.aliyun.com/users")]
    [InlineData("SignatureDoesNotMatch", "access-key-secret is not the secret of this access-key-id")]
    [InlineData("InvalidSecurityToken.Expired", "the temporary credentials are over")]
    public async Task Tells_apart_what_is_wrong_with_a_key(string code, string said)
    {
        var failed = await AlidnsAsync(Refusal(code, "no", TimeSpan.Zero));

        Assert.Contains(said, failed.Advice!.English, StringComparison.Ordinal);
        Assert.DoesNotContain(said, failed.Told.English, StringComparison.Ordinal);
        Assert.Equal($"{failed.Told.English}; {failed.Advice.English}", failed.Text.English);
    }

    [Fact]
    public async Task Does_not_claim_a_good_clock_that_was_not_compared() =>
        Assert.Contains("the time it was signed with could not be compared", (await AlidnsAsync(Refusal("SignatureDoesNotMatch", "no"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Names_the_missing_right_and_the_least_policy()
    {
        var alidns = await AlidnsAsync(Refusal("Forbidden.RAM", "User not authorized to operate on the specified resource."));
        var dnspod = await DnspodAsync("UnauthorizedOperation", "you are not authorized");

        Assert.Contains("grant alidns:AddDomainRecord ", alidns.Text.English, StringComparison.Ordinal);
        Assert.Contains("\"acs:alidns:*:*:domain/example.com\"", alidns.Text.Chinese, StringComparison.Ordinal);
        Assert.Contains("grant dnspod:CreateRecord ", dnspod.Text.English, StringComparison.Ordinal);
        Assert.Contains("\"dnspod:DescribeRecordList\"", dnspod.Text.English, StringComparison.Ordinal);
        Assert.Equal((DnsFault.Permission, DnsFault.Permission), (alidns.Fault, dnspod.Fault));
    }

    [Theory]
    [InlineData("QuotaExceeded.TTL", "The specified TTL is invalid. A valid TTL must be in the range of 600 to 86400.", 60, 600)]
    [InlineData("QuotaExceeded.TTL", "The specified TTL is invalid. A valid TTL must be in the range of 120 to 86400.", 60, 120)]
    [InlineData("QuotaExceeded.TTL", "The specified TTL is invalid. A valid TTL must be in the range of 600 to 86400.", 604800, null)]
    [InlineData("QuotaExceeded.TTL", "", 60, 600)]
    [InlineData("InvalidTTL", "Specified parameter TTL is not valid.", 0, 600)]
    [InlineData("QuotaExceeded.Record", "", 60, null)]
    public async Task Tells_the_lowest_ttl_where_the_one_asked_for_is_below_it(string code, string message, int asked, int? minimum)
    {
        var failed = await AlidnsAsync(Refusal(code, message), asked);

        Assert.Equal(DnsFault.Quota, failed.Fault);
        Assert.Equal(minimum, failed.MinimumTtl?.Seconds);
        Assert.Equal(minimum is not null, failed.Message.Contains($"set 'ttl: {minimum}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_600_seconds_for_the_lowest_ttl_at_dnspod_which_names_none() =>
        Assert.Equal(new Ttl(600), (await DnspodAsync("LimitExceeded.RecordTtlLimit", "记录的TTL值超出了限制。", ttl: 60)).MinimumTtl);

    [Theory]
    [InlineData("Specified signature is not matched with our calculation. server string to sign is:POST&%2F&AccessKeyId%3Dtestid%26SecurityToken%3Dtesttoken")]
    [InlineData("AccessKeyId testid with SecurityToken=testtoken is wrong, see testsecret")]
    [InlineData("String to Sign: ACS3-HMAC-SHA256\\nabc testid testtoken")]
    [InlineData("key TESTID and test%74oken: Authorization: ACS3-HMAC-SHA256 Credential=testid,Signature=abc")]
    public async Task Shows_nothing_of_keys_tokens_and_what_was_signed(string message)
    {
        var failed = await Assert.ThrowsAsync<DnsApiException>(
            () => new AlidnsZoneEditor(
                ScriptedChannel.Answering(Refusal("SignatureDoesNotMatch", message)), new AlidnsOptions { Credentials = Sample.Temporary })
                .DeleteAsync(Zone, "1", Sample.Cancellation));

        Assert.All(
            new[] { failed.ToString(), failed.Text.Chinese },
            text => Assert.All(
                ["testid", "testsecret", "testtoken", "AccessKeyId%3D", "Signature=abc"],
                secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("x-acs-security-token%253ACAIS%252Fa%252Bb%253D%253D")]
    [InlineData("you sent CAIS%252fa%252bb%253d%253d")]
    [InlineData("you sent Q0FJUy9hK2I9PQ==")]
    [InlineData("you sent CAIS\\u002Fa\\u002Bb== and CAIS/a\\u002Bb==")]
    public async Task Shows_nothing_of_a_token_that_comes_back_encoded(string message)
    {
        var credentials = new ApiCredentials("testid", new Secret("testsecret"), new Secret("CAIS/a+b=="));

        var failed = await Assert.ThrowsAsync<DnsApiException>(
            () => new AlidnsZoneEditor(
                ScriptedChannel.Answering(Refusal("SignatureDoesNotMatch", message)), new AlidnsOptions { Credentials = credentials })
                .DeleteAsync(Zone, "1", Sample.Cancellation));

        Assert.DoesNotContain("CAIS", failed.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Q0FJ", failed.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cuts_a_message_that_is_too_long() =>
        Assert.True((await AlidnsAsync(Refusal("X", new string('x', 100_000)))).Message.Length < 1000);

    [Theory]
    [InlineData("Forbidden.DomainExpired", "locked, expired or suspended")]
    [InlineData("DomainRecordLocked", "unlock it at https://dns.console.aliyun.com/")]
    [InlineData("Forbidden.UserVerification", "identity check")]
    [InlineData("IncorrectDomainUser", "this account does not hold the zone")]
    [InlineData("UnsupportedLine", "the zone's edition has it")]
    [InlineData("DomainRecordConflict", "mooring records list example.com")]
    public async Task Says_what_to_do(string code, string words) =>
        Assert.Contains(words, (await AlidnsAsync(Refusal(code, ""))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(200, DnsFault.Unavailable)]
    [InlineData(403, DnsFault.Unavailable)]
    [InlineData(502, DnsFault.Unavailable)]
    [InlineData(503, DnsFault.Unavailable)]
    [InlineData(429, DnsFault.Throttled)]
    public async Task Takes_a_page_from_a_gateway_for_no_answer(int status, DnsFault fault)
    {
        Assert.Equal(fault, (await AlidnsAsync(Replies.Html(status))).Fault);
        Assert.Equal(fault, (await AlidnsAsync(Replies.Empty(status))).Fault);
        Assert.Equal(fault, (await AlidnsAsync(Replies.Json("{}", status))).Fault);
    }

    [Theory]
    [InlineData("""{"RequestId":"R","RecordId":"1" """)]
    [InlineData("""{"RequestId":"R"}""")]
    [InlineData("""{"RecordId":"1"}""")]
    [InlineData("""["RequestId"]""")]
    [InlineData("null")]
    [InlineData("\"RequestId\"")]
    [InlineData("""{"RequestId":{"a":1},"RecordId":"1"}""")]
    public async Task Takes_other_json_for_no_answer(string body) =>
        Assert.Equal(DnsFault.Unavailable, (await AlidnsAsync(Replies.Json(body))).Fault);

    [Fact]
    public async Task Judges_by_the_code_and_not_by_the_status()
    {
        var throttled = await AlidnsAsync(Refusal("Throttling.User", "Request was denied due to user flow control.") with { Status = 500 });

        Assert.Equal(DnsFault.Throttled, throttled.Fault);
    }
}
