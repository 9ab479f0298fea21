using System.Globalization;
using System.Text.Json;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Engine.Notifications;

/// <summary>Whether a service took a message: many refuse with status 200 and a code in the body. Pure.</summary>
internal static class ReplyVerdict
{
    private const int Shown = 300;

    /// <summary>Why it did not; null when it did.</summary>
    public static Text? Of(NotificationTarget target, int status, string body)
    {
        var code = CodeOf(target, body);
        if (status is >= 200 and < 300 && code is null)
        {
            return null;
        }

        var said = Redaction.Text(body.Length > Shown ? body[..Shown] + "…" : body).Trim();
        var status1 = status.ToString(CultureInfo.InvariantCulture);
        return new Text(
            $"{target.Kind} answered status {status1}{(said.Length > 0 ? $": {said}" : "")}; see that its address and keys are right",
            $"{target.Kind} 返回状态码 {status1}{(said.Length > 0 ? $"：{said}" : "")}；请检查地址和密钥是否正确");
    }

    /// <summary>The code of a refusal; null where there is none.</summary>
    private static string? CodeOf(NotificationTarget target, string body) => target switch
    {
        NotificationTarget.DingTalk or NotificationTarget.WeCom => NotThis(body, "errcode", "0"),
        NotificationTarget.Feishu or NotificationTarget.ServerChan => NotThis(body, "code", "0"),
        NotificationTarget.Bark => NotThis(body, "code", "200"),
        NotificationTarget.Telegram => NotThis(body, "ok", "true"),
        NotificationTarget.UptimeKuma => NotThis(body, "ok", "true"),
        _ => null,
    };

    private static string? NotThis(string body, string member, string good)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var value)
                && value.GetRawText() is var code && code != good ? code : null;
        }
        catch (JsonException)
        {
            // A service that says nothing readable is judged by its status.
            return null;
        }
    }
}
