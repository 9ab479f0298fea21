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

        Assert.Equal("webhook did not answer within 10 s", (await sending)?.English);
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
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeMailAsync(listener);

        var why = await SendAsync(new NotificationTarget.Smtp("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, MailEncryption.None, null, null, "mooring@example.com", ["me@example.com", "you@example.net"]));
        var mail = await serving;

        Assert.True(why is null, why?.English);
        Assert.Contains("MAIL FROM:<mooring@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<me@example.com>", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<you@example.net>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Notice.Text))[..24], mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_to_a_server_without_STARTTLS_is_not_sent_in_the_clear()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeMailAsync(listener);

        var why = await SendAsync(new NotificationTarget.Smtp(
            "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, MailEncryption.StartTls, "me", new Secret("mail-password"), "mooring@example.com", ["me@example.com"]));
        var said = await serving;

        Assert.NotNull(why);
        Assert.DoesNotContain("MAIL FROM", said, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH", said, StringComparison.Ordinal);
    }

    private static async Task<Text?> SendAsync(NotificationTarget target)
    {
        using var connections = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions(), TimeProvider.System));
        return await new Postman(connections, TimeProvider.System).SendAsync(target, Notice, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes one mail without encryption (RFC 5321), and tells all that the client said.</summary>
    private static async Task<string> ServeMailAsync(TcpListener listener)
    {
        var said = new StringBuilder();
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 mail.example.com");
        var isData = false;
        try
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                said.AppendLine(line);
                if (isData && line != ".")
                {
                    continue;
                }

                isData = line == "DATA";
                await writer.WriteLineAsync(isData ? "354 go on" : line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok");
            }
        }
        catch (IOException)
        {
            // The client left without a word.
        }

        return said.ToString();
    }
}
