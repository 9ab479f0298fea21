using System.Text;
using System.Text.Json;
using Mooring.Core;
using Mooring.Engine.Notifications;
using Mooring.Http;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Notifications;

/// <summary>Mail as a real server of another maker takes it.</summary>
public sealed class MailSubmissionTests
{
    private static readonly Notice Notice = new(
        "changed", new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)), "nas", $"Mooring nas: 已更改 {new string('长', 60)}", ".first\n已更改 www\n.\nlast", new FamilyNews("", "", ""), new FamilyNews("", "", ""));

    [Theory]
    [InlineData("starttls", MailEncryption.StartTls)]
    [InlineData("implicit", MailEncryption.Implicit)]
    [InlineData("starttls", MailEncryption.StartTls, "PLAIN")]
    [InlineData("implicit", MailEncryption.Implicit, "PLAIN")]
    public async Task Mail_arrives_whole_over_TLS_with_a_password(string mode, MailEncryption tls, params string[] refused)
    {
        await using var server = await MailServer.StartAsync(mode, refused);

        var why = await SendAsync(server, Mail(server, tls));
        Assert.True(why is null, why?.English);
        var mail = await server.NextAsync();

        Assert.True(mail.GetProperty("tls").GetBoolean());
        Assert.Equal("me", mail.GetProperty("user").GetString());
        Assert.Equal("[127.0.0.1]", mail.GetProperty("hello").GetString());
        Assert.Equal("mooring@xn--fiqs8s.example.com", mail.GetProperty("from").GetString());
        Assert.Equal(["me@example.com", "you@example.net"], mail.GetProperty("to").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public async Task Subject_sender_and_text_are_read_by_another_library_as_they_were_written()
    {
        await using var server = await MailServer.StartAsync("implicit");

        Assert.Null(await SendAsync(server, Mail(server, MailEncryption.Implicit)));
        var content = (await server.NextAsync()).GetProperty("content").GetString()!;
        var read = await new PeerProgram("python3", "python3").RunAsync(
            ["-c", """
                import sys, json, email, email.policy, base64
                m = email.message_from_bytes(base64.b64decode(sys.argv[1]), policy=email.policy.default)
                print(json.dumps([m["subject"], str(m["from"]), m["date"].datetime.isoformat(), m.get_content(), [str(d) for d in m.defects]]))
                """, Convert.ToBase64String(Encoding.UTF8.GetBytes(content))],
            TestContext.Current.CancellationToken);

        using var told = JsonDocument.Parse(read!.Output);
        Assert.All(content.Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(char.IsAscii), line));
        Assert.Equal(Notice.Title, told.RootElement[0].GetString());
        Assert.Equal("系泊 <mooring@xn--fiqs8s.example.com>", told.RootElement[1].GetString());
        Assert.Equal("2026-01-01T00:00:00+00:00", told.RootElement[2].GetString());
        Assert.Equal(Notice.Text, told.RootElement[3].GetString()!.ReplaceLineEndings("\n"));
        Assert.Empty(told.RootElement[4].EnumerateArray());
    }

    [Theory]
    [InlineData("starttls", MailEncryption.StartTls)]
    [InlineData("implicit", MailEncryption.Implicit)]
    public async Task A_server_with_a_root_that_is_not_trusted_gets_neither_mail_nor_password(string mode, MailEncryption tls)
    {
        await using var server = await MailServer.StartAsync(mode);

        var why = await SendAsync(server, Mail(server, tls) with { RootCertificates = null });

        Assert.Contains("the certificate of 127.0.0.1 is refused: it is not signed by a root trusted here", why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        await using var server = await MailServer.StartAsync("implicit");

        var why = await SendAsync(server, Mail(server, MailEncryption.Implicit) with { Host = "localhost" });

        Assert.Contains("it is for 127.0.0.1, not for localhost", why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_as_the_server_says_it_and_without_the_password()
    {
        await using var server = await MailServer.StartAsync("implicit");

        var why = await SendAsync(server, Mail(server, MailEncryption.Implicit) with { Password = new Secret("wrong-one") });

        Assert.StartsWith("smtp: 127.0.0.1 answered AUTH PLAIN with: 535 ", why?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", why?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_from_the_start_at_a_server_that_wants_STARTTLS_is_told_and_so_is_the_other_way_round()
    {
        await using var server = await MailServer.StartAsync("starttls");
        await using var other = await MailServer.StartAsync("none");

        Assert.NotNull(await SendAsync(server, Mail(server, MailEncryption.Implicit)));
        Assert.Contains("offers no STARTTLS", (await SendAsync(other, Mail(other, MailEncryption.StartTls)))?.English, StringComparison.Ordinal);
    }

    private static NotificationTarget.Smtp Mail(MailServer server, MailEncryption tls) =>
        new("127.0.0.1", server.Port, tls, "me", new Secret("pässword"), "系泊 <mooring@中国.example.com>", ["me@example.com", "you@example.net"]) { RootCertificates = server.RootFile };

    private static async Task<Text?> SendAsync(MailServer server, NotificationTarget.Smtp mail)
    {
        Assert.NotEqual(0, server.Port);
        using var connections = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions(), TimeProvider.System));
        return (await new Postman(connections, new ManualClock()).SendAsync(mail, Notice, TestContext.Current.CancellationToken)).Why;
    }
}
