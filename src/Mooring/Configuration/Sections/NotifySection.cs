using System.Net;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Notifications;

namespace Mooring.Configuration.Sections;

/// <summary>One entry under <c>notify:</c>: exactly one target, and the events it is told of.</summary>
internal static class NotifySection
{
    private const int SubmissionPort = 587;
    private const int ImplicitTlsPort = 465;
    private const string TelegramApi = "https://api.telegram.org";

    private static readonly Key<Secret> Url = new("url", Urls.Webhook, new Text("the address, as the service shows it", "服务给出的地址")) { IsRequired = true };

    private static readonly Key<Secret> Signing = new("secret", Credentials.Secret, new Text("the secret of the robot's signature, where one is set", "机器人加签密钥（如已设置）"));

    private static readonly Key<string> Method = new("method", Words.Choice("POST", "PUT", "GET"), new Text("how it is asked; GET sends no body", "请求方法；GET 不带正文")) { Default = "POST" };

    private static readonly Key<IReadOnlyList<KeyValuePair<string, Secret>>> Headers = new("headers", new HeaderKind(),
        new Text("headers to send along", "附加的请求头"));

    private static readonly Key<string> Body = new("body", Words.Any(new Text("a text with variables such as #{ipv4Addr}", "可含 #{ipv4Addr} 等变量的文本"), Credentials.Suspect),
        new Text("what to send instead of our own document", "代替默认内容的正文"));

    private static readonly Key<Secret> Token = new("token", Credentials.Secret, new Text("the bot's token", "机器人令牌")) { IsRequired = true };

    private static readonly Key<string> Chat = new("chat", Credentials.Id, new Text("the chat's id, or @channel", "会话 ID，或 @频道名")) { IsRequired = true };

    private static readonly Key<Uri> Api = new("api", Urls.Endpoint, new Text("another base address of the API", "API 的其他地址")) { Default = TelegramApi };

    private static readonly Key<string> Host = new("host", Hosts.Name, new Text("the mail server", "邮件服务器")) { IsRequired = true };

    private static readonly Key<int> Port = new("port", Words.Number(1, 65535), new Text("its port for submission; left out: 587, with `tls: implicit` 465", "提交邮件的端口；省略时为 587，`tls: implicit` 时为 465"));

    private static readonly Key<MailEncryption> Tls = new("tls", Words.Choice(("starttls", MailEncryption.StartTls), ("implicit", MailEncryption.Implicit), ("none", MailEncryption.None)),
        new Text("how the connection is encrypted: by the command STARTTLS, or from its beginning (implicit); none only for this machine itself",
            "连接的加密方式：用 STARTTLS 命令，或一开始就加密（implicit）；none 仅限本机")) { Default = "starttls" };

    private static readonly Key<string> User = new("user", Words.Any(new Text("a user's name", "用户名")), new Text("who logs in", "登录用户名"));

    private static readonly Key<Secret> Password = new("password",
        new ScalarKind<Secret>(
            new Text("a password, best as ${env:NAME} or ${file:PATH}", "密码，建议写成 ${env:名称} 或 ${file:路径}"),
            text => text.Text.Length > 0 ? new Secret(text.Text) : new Complaint(new Text("the password is empty", "密码为空"), new Text("write it, or leave out user and password", "请填写，或删去 user 和 password")))
        {
            Seen = Credentials.Remember,
        },
        new Text("the password, often one made for programs", "密码，通常是授权码"));

    private static readonly ScalarKind<string> MailAddress = new(
        new Text("a mail address", "邮件地址"),
        text => System.Net.Mail.MailAddress.TryCreate(text.Text, out _) ? text.Text
            : text.Not(new Text("a mail address", "邮件地址"), new Text("write it like me@example.com", "请写成 me@example.com 的形式")));

    private static readonly Key<string> From = new("from", MailAddress, new Text("the sender", "发件人")) { IsRequired = true };

    private static readonly Key<IReadOnlyList<string>> To = new("to",
        new ListKind<string>(MailAddress, new Text("a list of mail addresses", "邮件地址列表")) { OrOne = true }, new Text("the receivers", "收件人")) { IsRequired = true };

    private static readonly Key<NotificationTarget>[] Targets =
    [
        Target("webhook", new Text("any HTTP endpoint", "任意 HTTP 地址"), [Url, Method, Headers, Body], Webhook),
        Target("dingtalk", new Text("a robot of a DingTalk group", "钉钉群机器人"), [Url, Signing], section => new NotificationTarget.DingTalk(section.Find(Url)!, section.Find(Signing))),
        Target("feishu", new Text("a robot of a Feishu (Lark) group", "飞书群机器人"), [Url, Signing], section => new NotificationTarget.Feishu(section.Find(Url)!, section.Find(Signing))),
        Target("wecom", new Text("a robot of a WeCom group", "企业微信群机器人"), [Url], section => new NotificationTarget.WeCom(section.Find(Url)!)),
        Target("bark", new Text("Bark: https://api.day.app/KEY", "Bark：https://api.day.app/设备密钥"), [Url], section => new NotificationTarget.Bark(section.Find(Url)!)),
        Target("serverchan", new Text("ServerChan: https://sctapi.ftqq.com/SENDKEY.send", "Server 酱：https://sctapi.ftqq.com/SENDKEY.send"), [Url], section => new NotificationTarget.ServerChan(section.Find(Url)!)),
        Target("telegram", new Text("a Telegram bot", "Telegram 机器人"), [Token, Chat, Api],
            section => new NotificationTarget.Telegram(section.Find(Token)!, section.Find(Chat)!, section.Get(Api, new Uri(TelegramApi)))),
        Target("smtp", new Text("mail", "邮件"), [Host, Port, Tls, User, Password, From, To, RootCertificates.Key], Mail),
        Target("healthchecks", new Text("a check of Healthchecks.io, pinged after every round", "Healthchecks.io 检查项，每轮结束后上报"), [Url], section => new NotificationTarget.Healthchecks(section.Find(Url)!)),
        Target("uptime-kuma", new Text("a push monitor of Uptime Kuma, pinged after every round", "Uptime Kuma 被动监控项，每轮结束后上报"), [Url], section => new NotificationTarget.UptimeKuma(section.Find(Url)!)),
    ];

    private static readonly Key<IReadOnlyList<string>> Events = new("events",
        new ListKind<string>(Words.Choice("changed", "failed", "recovered", "clock", "expiring"), new Text("a list of events", "事件列表")) { OrOne = true },
        new Text("of what to tell; not for healthchecks and uptime-kuma", "通知哪些事件；healthchecks 和 uptime-kuma 不需要"));

    /// <summary><c>notify:</c>.</summary>
    public static ListKind<NotificationSettings> All { get; } = new(
        new ObjectKind<NotificationSettings>(new Shape(new Text("a notification", "通知设置"), [.. Targets, Events]), Read),
        new Text("a list of notifications", "通知列表")) { Least = 0 };

    /// <summary>A target with its keys. Readers read every value, whatever was wrong before, so that all is said at once; what they make is dropped then.</summary>
    private static Key<NotificationTarget> Target(string name, Text about, Key[] keys, Func<Section, NotificationTarget> read) => new(
        name,
        new ObjectKind<NotificationTarget>(new Shape(new Text($"{name}'s settings", $"{name} 设置"), keys), section =>
        {
            var target = read(section);
            return section.Failed ? null : target;
        }),
        about);

    private static NotificationTarget.Webhook Webhook(Section section)
    {
        var method = section.Get(Method, "POST");
        if (method == "GET" && section.Has(Body))
        {
            section.ReportMisplaced(Body, new Text("GET sends no body", "GET 请求不带正文"), new Text("leave it out, or write `method: POST`", "请删去，或写 `method: POST`"));
        }

        return new NotificationTarget.Webhook(section.Find(Url)!) { Method = method, Headers = section.Get(Headers, []), Body = section.Find(Body) };
    }

    private static NotificationTarget.Smtp Mail(Section section)
    {
        var (host, tls) = (section.Find(Host), section.Get(Tls, MailEncryption.StartTls));
        if (tls == MailEncryption.None && host is not null && !IsThisMachine(host))
        {
            section.Report(Tls,
                new Text("mail without encryption shows everything on the way; it is taken only for this machine itself", "不加密的邮件会被沿途看到；仅允许用于本机"),
                new Text("write `tls: starttls`", "请写 `tls: starttls`"));
        }

        if (section.Has(User) != section.Has(Password))
        {
            section.ReportMissing(section.Has(User) ? Password : User);
        }

        return new NotificationTarget.Smtp(
            host!, section.Get(Port, tls == MailEncryption.Implicit ? ImplicitTlsPort : SubmissionPort), tls, section.Find(User), section.Find(Password), section.Find(From)!, section.Find(To) ?? [])
        {
            RootCertificates = RootCertificates.Read(section),
        };
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static NotificationSettings? Read(Section section)
    {
        var written = Targets.Where(section.Has).ToArray();
        if (written.Length != 1)
        {
            ReportTargets(section, written);
        }

        var target = written.Length == 1 ? section.Find(written[0]) : null;
        var events = section.Find(Events) ?? [];
        var isHeartbeat = written is [{ Name: "healthchecks" or "uptime-kuma" }];
        if (isHeartbeat && section.Has(Events))
        {
            section.ReportMisplaced(Events,
                new Text($"{written[0].Name} is told after every round, not of events", $"{written[0].Name} 每轮结束后都会上报，与事件无关"),
                new Text("leave it out", "请删去"));
        }
        else if (!isHeartbeat && !section.Has(Events))
        {
            section.ReportMissing(Events);
        }

        return section.Failed || target is null ? null : new NotificationSettings(target, events);
    }

    private static void ReportTargets(Section section, Key[] written)
    {
        var names = string.Join(", ", Targets.Select(key => key.Name));
        section.Report(written.Length > 1 ? written[1] : Targets[0],
            written.Length == 0
                ? new Text("nobody is named who is to be told", "没有写明通知谁")
                : new Text($"one entry tells one, and this names {written.Length}", $"一项只能通知一处，此处写了 {written.Length} 处"),
            written.Length == 0
                ? new Text($"write one of {names}", $"请填写其中之一：{names.Replace(", ", "、", StringComparison.Ordinal)}")
                : new Text("write an entry of its own for each", "请分别写成单独的项"));
    }
}
