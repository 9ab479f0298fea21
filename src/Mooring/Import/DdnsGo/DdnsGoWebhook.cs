using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Import.DdnsGo;

/// <summary>ddns-go's webhook as a notification: its variables mean the same in both.</summary>
internal static class DdnsGoWebhook
{
    private static readonly Text Told = new(
        "ddns-go's webhook; ddns-go calls it again for every failure, Mooring once when something begins to fail (`recovered` tells of its end); "
        + "results are in words of the chosen language (`--language`)",
        "ddns-go 的 webhook；每次失败 ddns-go 都会调用，Mooring 只在开始失败时通知一次（`recovered` 通知恢复）；结果用语随所选语言（`--language`）");

    private static readonly Text Unsafe = new(
        "the webhook: its address is no `https://` one, and plain http shows the message to everyone on the way; write it under `notify` once it is",
        "webhook：地址不是 `https://`，明文 http 的消息会被沿途看到；改为 https 后请写到 `notify` 下");

    /// <summary>Adds the notification; one that cannot be, and headers that are none, are said.</summary>
    public static void Add(Draft draft, ForeignMap webhook)
    {
        var (url, body, headers) = (webhook.Value("webhookurl"), webhook.Value("webhookrequestbody"), webhook.Value("webhookheaders"));
        Unread.Say(draft, webhook, DdnsGoNotes.Unknown);
        if (url is null)
        {
            SayUnused(draft, body ?? headers);
            return;
        }

        if (!UrlText.TryParse(url.Text, out var address) || !(address.Scheme == "https" || UrlText.IsLoopback(address)))
        {
            draft.Miss(url, Unsafe);
            return;
        }

        var notes = new List<Text> { Told };
        var settings = Leaf.Map(
            url,
            Leaf.Entry(Leaf.Literal(url, url.Text), "url"),
            body is null ? Leaf.Entry(url, "method", "GET") : null,
            headers is null ? null : Headers(headers, draft, notes),
            body is null ? null : Leaf.Entry(Leaf.Literal(body, body.Text), "body"));
        var events = Leaf.List(url, [Leaf.Of(url, "changed"), Leaf.Of(url, "failed")]);
        draft.Add("notify", Leaf.List(url, [Leaf.Map(url, Leaf.Entry(settings, "webhook"), Leaf.Entry(events, "events"))]), notes);
    }

    private static void SayUnused(Draft draft, ScalarNode? filled)
    {
        if (filled is not null)
        {
            draft.Say(new Text(
                $"the webhook's body and headers (line {filled.Line}) come to nothing: ddns-go calls no webhook without `webhookurl`, and neither does Mooring",
                $"webhook 的请求体和请求头（第 {filled.Line} 行）不起作用：没有 `webhookurl` 时 ddns-go 不会调用 webhook，Mooring 也不会"));
        }
    }

    /// <summary>One header a line; what a line holds may be a password, which has no place in a comment.</summary>
    private static Member? Headers(ScalarNode headers, Draft draft, List<Text> notes)
    {
        var fields = new List<Member>();
        foreach (var line in headers.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } value])
            {
                fields.Add(new Member(Leaf.Of(headers, name), Leaf.Literal(headers, value)));
            }
            else
            {
                notes.Add(draft.Missed(headers, new Text("a line of `webhookheaders` without name and value", "`webhookheaders` 中有一行缺少名称或值")));
            }
        }

        return fields.Count == 0 ? null : Leaf.Entry(Leaf.Map(headers, fields), "headers");
    }
}
