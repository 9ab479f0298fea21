using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mooring.Engine.Notifications;

/// <summary>The HTTP request that tells a target. It may hold secrets anywhere, so it is never shown.</summary>
/// <param name="Method">GET, POST or PUT.</param>
/// <param name="Url">The whole address.</param>
/// <param name="ContentType">Of the body; null without one.</param>
/// <param name="Body">The body; null without one.</param>
/// <param name="Headers">Beside those of the content.</param>
internal sealed record OutgoingRequest(string Method, string Url, string? ContentType, string? Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    // WeCom takes 2,048 octets; others take more.
    private const int WeComLimit = 2000;
    private const int TelegramLimit = 4000;
    private const int ServerChanTitle = 32;
    private const int LongestMessage = 200;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request of a target for a message. Pure.</summary>
    /// <param name="target">Any but mail.</param>
    /// <param name="notice">The message.</param>
    /// <param name="now">Stands in signatures.</param>
    public static OutgoingRequest Of(NotificationTarget target, Notice notice, DateTimeOffset now) => target switch
    {
        NotificationTarget.Webhook webhook => Webhook(webhook, notice),
        NotificationTarget.DingTalk robot => Posted(DingTalkUrl(robot, now), json =>
        {
            json.WriteString("msgtype", "text");
            WriteObject(json, "text", "content", notice.Text);
        }),
        NotificationTarget.Feishu robot => Posted(robot.Url.Reveal(), json =>
        {
            SignFeishu(json, robot, now);
            json.WriteString("msg_type", "text");
            WriteObject(json, "content", "text", notice.Text);
        }),
        NotificationTarget.WeCom robot => Posted(robot.Url.Reveal(), json =>
        {
            json.WriteString("msgtype", "text");
            WriteObject(json, "text", "content", Cut(notice.Text, WeComLimit));
        }),
        NotificationTarget.Bark bark => Posted(bark.Url.Reveal(), json =>
        {
            json.WriteString("title", notice.Title);
            json.WriteString("body", notice.Text);
            json.WriteString("group", "mooring");
        }),
        NotificationTarget.ServerChan chan => new("POST", chan.Url.Reveal(), "application/x-www-form-urlencoded",
            $"title={Uri.EscapeDataString(notice.Title.Length > ServerChanTitle ? notice.Title[..ServerChanTitle] : notice.Title)}&desp={Uri.EscapeDataString(notice.Text.Replace("\n", "\n\n", StringComparison.Ordinal))}", []),
        NotificationTarget.Telegram bot => Posted($"{bot.Api.AbsoluteUri.TrimEnd('/')}/bot{bot.Token.Reveal()}/sendMessage", json =>
        {
            json.WriteString("chat_id", bot.Chat);
            json.WriteString("text", Cut(notice.Text, TelegramLimit));
        }),
        NotificationTarget.Healthchecks check => new("POST", HealthchecksUrl(check, notice), "text/plain; charset=utf-8", notice.Text, []),
        NotificationTarget.UptimeKuma kuma => new("GET", KumaUrl(kuma, notice), null, null, []),
        _ => throw new ArgumentException($"{target.Kind} is told otherwise than by HTTP", nameof(target)),
    };

    private static OutgoingRequest Webhook(NotificationTarget.Webhook webhook, Notice notice)
    {
        var url = Template.Fill(webhook.Url.Reveal(), notice, Uri.EscapeDataString);
        var headers = webhook.Headers.Where(header => !IsContentType(header.Key)).Select(header => (header.Key, header.Value.Reveal())).ToArray();
        if (webhook.Method == "GET")
        {
            return new OutgoingRequest("GET", url, null, null, headers);
        }

        var written = webhook.Headers.FirstOrDefault(header => IsContentType(header.Key)).Value?.Reveal();
        var type = written ?? (webhook.Body is null ? "application/json" : Template.ContentTypeOf(webhook.Body));
        var body = webhook.Body is null ? Document(json => WriteNotice(json, notice)) : Template.Fill(webhook.Body, notice, Template.EscapeFor(type));
        return new OutgoingRequest(webhook.Method, url, type, body, headers);
    }

    private static bool IsContentType(string name) => string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase);

    private static void WriteNotice(Utf8JsonWriter json, Notice notice)
    {
        json.WriteString("event", notice.Event);
        json.WriteString("at", notice.At);
        json.WriteString("host", notice.Host);
        json.WriteString("title", notice.Title);
        json.WriteString("text", notice.Text);
        foreach (var (name, family) in new[] { ("ipv4", notice.Ipv4), ("ipv6", notice.Ipv6) })
        {
            json.WriteStartObject(name);
            json.WriteString("address", family.Address);
            json.WriteString("result", family.Result);
            json.WriteString("domains", family.Domains);
            json.WriteEndObject();
        }
    }

    /// <summary>https://open.dingtalk.com/document/robots/customize-robot-security-settings.</summary>
    private static string DingTalkUrl(NotificationTarget.DingTalk robot, DateTimeOffset now)
    {
        var url = robot.Url.Reveal();
        if (robot.SigningSecret is not { } secret)
        {
            return url;
        }

        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{time}\n{secret.Reveal()}")));
        return $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={time}&sign={Uri.EscapeDataString(sign)}";
    }

    /// <summary>https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: the time and the secret are the key, and nothing is signed with it.</summary>
    private static void SignFeishu(Utf8JsonWriter json, NotificationTarget.Feishu robot, DateTimeOffset now)
    {
        if (robot.SigningSecret is { } secret)
        {
            var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            json.WriteString("timestamp", time);
            json.WriteString("sign", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{time}\n{secret.Reveal()}"), Array.Empty<byte>())));
        }
    }

    /// <summary>https://healthchecks.io/docs/http_api/: a failure is a longer path, before a query such as <c>?create=1</c>.</summary>
    private static string HealthchecksUrl(NotificationTarget.Healthchecks check, Notice notice)
    {
        var url = check.Url.Reveal();
        var path = url.Split('?')[0];
        return path.TrimEnd('/') + (notice.Event == "down" ? "/fail" : "") + url[path.Length..];
    }

    private static string KumaUrl(NotificationTarget.UptimeKuma kuma, Notice notice)
    {
        var message = notice.Title.Length > LongestMessage ? notice.Title[..LongestMessage] : notice.Title;
        return $"{kuma.Url.Reveal().Split('?')[0]}?status={(notice.Event == "down" ? "down" : "up")}&msg={Uri.EscapeDataString(message)}";
    }

    private static OutgoingRequest Posted(string url, Action<Utf8JsonWriter> write) => new("POST", url, "application/json", Document(write), []);

    private static string Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteObject(Utf8JsonWriter json, string name, string member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }

    /// <summary>The beginning of a text that fits into so many octets of UTF-8.</summary>
    private static string Cut(string text, int octets)
    {
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > octets)
            {
                return text[..length] + "…";
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }
}
