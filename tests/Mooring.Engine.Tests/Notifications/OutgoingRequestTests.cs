using Mooring.Core;
using Mooring.Engine.Notifications;

namespace Mooring.Engine.Tests.Notifications;

/// <summary>The request of every kind, as its service documents it.</summary>
public sealed class OutgoingRequestTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Notice Notice = new(
        "changed", At, "nas", "Mooring nas: 已更改", "Mooring nas: 已更改\nwww \"A\"", new FamilyNews("203.0.113.7", "成功", "a.example.com,b.example.com"), new FamilyNews("", "未改变", ""));

    public static TheoryData<string, string> Golden => new()
    {
        { "webhook", """POST https://hook.example.com/x [application/json] {"event":"changed","at":"2026-01-01T00:00:00+00:00","host":"nas","title":"Mooring nas: 已更改","text":"Mooring nas: 已更改\nwww \"A\"","ipv4":{"address":"203.0.113.7","result":"成功","domains":"a.example.com,b.example.com"},"ipv6":{"address":"","result":"未改变","domains":""}}""" },
        { "dingtalk", """POST https://oapi.dingtalk.com/robot/send?access_token=T&timestamp=1767225600000&sign=Tns%2Bq9xy3ZrHUPnf0YouCf2mHINUhrfNLY8ohhAIgfw%3D [application/json] {"msgtype":"text","text":{"content":"Mooring nas: 已更改\nwww \"A\""}}""" },
        { "feishu", """POST https://open.feishu.cn/hook/T [application/json] {"timestamp":"1767225600","sign":"hm9QDKjC+ecxOxpTkx3o/E8TJDhB/Fq5pPz6i8mf5Lw=","msg_type":"text","content":{"text":"Mooring nas: 已更改\nwww \"A\""}}""" },
        { "wecom", """POST https://qyapi.weixin.qq.com/send?key=T [application/json] {"msgtype":"text","text":{"content":"Mooring nas: 已更改\nwww \"A\""}}""" },
        { "bark", """POST https://api.day.app/KEY [application/json] {"title":"Mooring nas: 已更改","body":"Mooring nas: 已更改\nwww \"A\"","group":"mooring"}""" },
        { "serverchan", """POST https://sctapi.ftqq.com/KEY.send [application/x-www-form-urlencoded] title=Mooring%20nas%3A%20%E5%B7%B2%E6%9B%B4%E6%94%B9&desp=Mooring%20nas%3A%20%E5%B7%B2%E6%9B%B4%E6%94%B9%0A%0Awww%20%22A%22""" },
        { "telegram", """POST https://api.telegram.org/bot1:T/sendMessage [application/json] {"chat_id":"42","text":"Mooring nas: 已更改\nwww \"A\""}""" },
        { "healthchecks", """POST https://hc-ping.com/U [text/plain; charset=utf-8] Mooring nas: 已更改""" + "\nwww \"A\"" },
        { "uptime-kuma", """GET https://kuma.example.com/api/push/T?status=up&msg=Mooring%20nas%3A%20%E5%B7%B2%E6%9B%B4%E6%94%B9 [] """ },
    };

    private static NotificationTarget[] Targets { get; } =
    [
        new NotificationTarget.Webhook(new Secret("https://hook.example.com/x")),
        new NotificationTarget.DingTalk(new Secret("https://oapi.dingtalk.com/robot/send?access_token=T"), new Secret("SECabc")),
        new NotificationTarget.Feishu(new Secret("https://open.feishu.cn/hook/T"), new Secret("feishu-secret")),
        new NotificationTarget.WeCom(new Secret("https://qyapi.weixin.qq.com/send?key=T")),
        new NotificationTarget.Bark(new Secret("https://api.day.app/KEY")),
        new NotificationTarget.ServerChan(new Secret("https://sctapi.ftqq.com/KEY.send")),
        new NotificationTarget.Telegram(new Secret("1:T"), "42", new Uri("https://api.telegram.org")),
        new NotificationTarget.Healthchecks(new Secret("https://hc-ping.com/U")),
        new NotificationTarget.UptimeKuma(new Secret("https://kuma.example.com/api/push/T?status=up&msg=OK&ping=")),
    ];

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_request_is_as_documented(string kind, string expected) =>
        Assert.Equal(expected, Shown(OutgoingRequest.Of(Targets.Single(target => target.Kind == kind), Notice, At)));

    [Fact]
    public void A_failure_pings_the_address_of_failures()
    {
        var down = Notice with { Event = "down" };

        Assert.Equal("https://hc-ping.com/U/fail", OutgoingRequest.Of(Targets[7], down, At).Url);
        Assert.Equal(
            "https://hc-ping.com/KEY/nas/fail?create=1",
            OutgoingRequest.Of(new NotificationTarget.Healthchecks(new Secret("https://hc-ping.com/KEY/nas?create=1")), down, At).Url);
        Assert.Contains("?status=down&msg=", OutgoingRequest.Of(Targets[8], down, At).Url, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_where_a_service_would_refuse_it_and_never_inside_a_character()
    {
        var body = OutgoingRequest.Of(Targets[3], Notice with { Text = new string('长', 3000) }, At).Body!;

        Assert.True(System.Text.Encoding.UTF8.GetByteCount(body) < 2048);
        Assert.Contains("长…\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"t":"#{ipv4Addr} #{ipv4Result} #{ipv4Domains} #{ipv6Result}","x":"#{text}"}""", "application/json",
        """{"t":"203.0.113.7 成功 a.example.com,b.example.com 未改变","x":"Mooring nas: 已更改\nwww \"A\""}""")]
    [InlineData("""{"at":#{timestamp}}""", "application/json", """{"at":1767225600}""")]
    [InlineData("msg=#{title}&ip=#{ipv4Addr}", "application/x-www-form-urlencoded", "msg=Mooring%20nas%3A%20%E5%B7%B2%E6%9B%B4%E6%94%B9&ip=203.0.113.7")]
    [InlineData("#{event} on #{host} at #{time}: #{unknown}", "text/plain; charset=utf-8", "changed on nas at 2026-01-01T00:00:00Z: #{unknown}")]
    public void A_template_is_filled_in_and_values_cannot_break_out_of_it(string template, string type, string body)
    {
        var request = OutgoingRequest.Of(new NotificationTarget.Webhook(new Secret("https://hook.example.com/x")) { Body = template }, Notice, At);

        Assert.Equal((type, body), (request.ContentType, request.Body));
    }

    [Fact]
    public void A_webhook_may_use_GET_with_variables_in_its_address_and_headers_of_its_own()
    {
        var request = OutgoingRequest.Of(
            new NotificationTarget.Webhook(new Secret("https://hook.example.com/x?ip=#{ipv4Addr}&r=#{ipv4Result}"))
            {
                Method = "GET",
                Headers = [KeyValuePair.Create("Authorization", new Secret("Bearer T"))],
            },
            Notice,
            At);

        Assert.Equal("GET https://hook.example.com/x?ip=203.0.113.7&r=%E6%88%90%E5%8A%9F [] ", Shown(request));
        Assert.Equal(("Authorization", "Bearer T"), Assert.Single(request.Headers));
    }

    [Theory]
    [InlineData("dingtalk", 200, """{"errcode":0,"errmsg":"ok"}""", true)]
    [InlineData("dingtalk", 200, """{"errcode":310000,"errmsg":"sign not match"}""", false)]
    [InlineData("wecom", 200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", false)]
    [InlineData("feishu", 200, """{"code":19021,"msg":"sign match fail"}""", false)]
    [InlineData("feishu", 200, """{"StatusCode":0,"code":0}""", true)]
    [InlineData("bark", 200, """{"code":200,"message":"success"}""", true)]
    [InlineData("serverchan", 200, """{"code":40001}""", false)]
    [InlineData("telegram", 200, """{"ok":true}""", true)]
    [InlineData("telegram", 401, """{"ok":false,"description":"Unauthorized"}""", false)]
    [InlineData("webhook", 204, "", true)]
    [InlineData("webhook", 302, "", false)]
    [InlineData("healthchecks", 200, "OK", true)]
    [InlineData("uptime-kuma", 404, """{"ok":false,"msg":"Monitor not found"}""", false)]
    public void A_refusal_in_the_body_is_a_refusal(string kind, int status, string body, bool taken) =>
        Assert.Equal(taken, ReplyVerdict.Of(Targets.Single(target => target.Kind == kind), status, body) is null);

    private static string Shown(OutgoingRequest request) => $"{request.Method} {request.Url} [{request.ContentType}] {request.Body}";
}
