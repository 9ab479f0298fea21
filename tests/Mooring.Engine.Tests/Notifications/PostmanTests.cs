using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Core;
using Mooring.Engine.Notifications;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Notifications;

public sealed class PostmanTests
{
    private static readonly Notice Notice = new(
        "changed", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "nas", "Mooring nas: 已更改", "Mooring nas: 已更改\nwww", new FamilyNews("203.0.113.7", "成功", "a"), new FamilyNews("", "", ""));

    [Fact]
    public async Task A_webhook_is_posted_with_its_headers()
    {
        await using var hook = new HookServer();

        var why = await SendAsync(new NotificationTarget.Webhook(new Secret(hook.Url)) { Body = "ip=#{ipv4Addr}", Headers = [KeyValuePair.Create("X-Token", new Secret("abc"))] });
        var request = await hook.NextAsync(TestContext.Current.CancellationToken);

        Assert.Null(why);
        Assert.StartsWith("POST /hook HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Token: abc\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nip=203.0.113.7", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_with_what_came_back()
    {
        await using var hook = new HookServer { Answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\ntoken=abc" };

        var why = await SendAsync(new NotificationTarget.Webhook(new Secret(hook.Url)));

        Assert.Equal("webhook answered status 403: token=***; see that its address and keys are right", why?.English);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var hook = new HookServer { Answer = "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n" };

        Assert.Contains("status 302", (await SendAsync(new NotificationTarget.Webhook(new Secret(hook.Url))))?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_hangs_is_given_up_after_ten_seconds()
    {
        var time = new ManualClock();
        await using var hook = new HookServer { Answer = null };
        using var connections = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions(), time));

        var sending = new Postman(connections, time).SendAsync(new NotificationTarget.Webhook(new Secret(hook.Url)), Notice, TestContext.Current.CancellationToken);
        await hook.NextAsync(TestContext.Current.CancellationToken);
        time.Advance(Postman.Limit);

        Assert.Equal("webhook did not answer within 10 s", (await sending).Why?.English);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_its_address_path()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var why = await SendAsync(new NotificationTarget.Webhook(new Secret($"http://127.0.0.1:{port}/secret-path")));

        Assert.StartsWith("webhook could not be reached: ", why?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_is_submitted_with_its_subject_and_text()
    {
        using var server = new PlainMailServer();

        var why = await SendAsync(MailTo(server, "me@example.com", "you@example.net"));
        var mail = await server.Said;

        Assert.True(why is null, why?.English);
        Assert.Contains("MAIL FROM:<mooring@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<me@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<you@example.net>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Notice.Text))[..24], mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_that_was_taken_is_sent_though_the_server_says_no_goodbye_or_we_stop_before_it(bool stops)
    {
        var time = new ManualClock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var server = new PlainMailServer
        {
            Answer = line =>
            {
                if (line == "QUIT")
                {
                    _ = stops ? stop.CancelAsync() : Task.Run(() => time.Advance(Postman.Limit), TestContext.Current.CancellationToken);
                }

                return line == "QUIT" ? "" : null;
            },
        };
        using var connections = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions(), time));

        var delivery = await new Postman(connections, time).SendAsync(MailTo(server, "me@example.com"), Notice, stop.Token);

        Assert.Equal(Delivery.ToAll, delivery);
        Assert.EndsWith($".{Environment.NewLine}QUIT{Environment.NewLine}", await server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_goes_to_those_whom_the_server_takes_and_the_others_are_named()
    {
        using var server = new PlainMailServer { Answer = line => line.StartsWith("RCPT TO:<g", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null };

        var delivery = await DeliverAsync(MailTo(server, "gone@example.com", "me@example.com", "gone-too@example.com"));

        Assert.True(delivery.IsSent);
        Assert.Equal(
            "smtp: 127.0.0.1 answered RCPT TO:<gone@example.com> with: 550 5.1.1 no such user; 127.0.0.1 answered RCPT TO:<gone-too@example.com> with: 550 5.1.1 no such user",
            delivery.Why?.English);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Notice.Text))[..24], await server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_that_the_server_takes_for_nobody_is_not_sent()
    {
        using var server = new PlainMailServer { Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 later" : null };

        var delivery = await DeliverAsync(MailTo(server, "me@example.com", "you@example.net"));

        Assert.False(delivery.IsSent);
        Assert.Contains("you@example.net> with: 451 later", delivery.Why?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("DATA", await server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_mail_server_offers_is_told_without_secrets_and_control_characters_and_not_at_length()
    {
        using var server = new PlainMailServer
        {
            Answer = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? $"250-mail\u001b[2J token=abc\r\n250-X-{new string('x', 4000)}\r\n250 AUTH CRAM-MD5" : null,
        };

        var why = await SendAsync(MailTo(server, "me@example.com") with { User = "me", Password = new Secret("mail-password") });

        Assert.StartsWith(@"smtp: 127.0.0.1 offers neither AUTH PLAIN nor LOGIN but: mail\u001b[2J token=*** X-xxx", why?.English, StringComparison.Ordinal);
        Assert.True(why!.English.Length < 400, why.English);
        Assert.DoesNotContain('\u001b', why.Chinese);
    }

    [Fact]
    public async Task Mail_to_a_server_without_STARTTLS_is_not_sent_in_the_clear()
    {
        using var server = new PlainMailServer();

        var why = await SendAsync(MailTo(server, "me@example.com") with { Tls = MailEncryption.StartTls, User = "me", Password = new Secret("mail-password") });
        var said = await server.Said;

        Assert.NotNull(why);
        Assert.DoesNotContain("MAIL FROM", said, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", said, StringComparison.Ordinal);
    }

    private static NotificationTarget.Smtp MailTo(PlainMailServer server, params string[] receivers) =>
        new("127.0.0.1", server.Port, MailEncryption.None, null, null, "mooring@example.com", receivers);

    private static async Task<Text?> SendAsync(NotificationTarget target) => (await DeliverAsync(target)).Why;

    private static async Task<Delivery> DeliverAsync(NotificationTarget target)
    {
        using var connections = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions(), TimeProvider.System));
        return await new Postman(connections, TimeProvider.System).SendAsync(target, Notice, TestContext.Current.CancellationToken);
    }
}
