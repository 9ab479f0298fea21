using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Engine.Notifications.Mail;

/// <summary>Submits one message (RFC 6409): STARTTLS (RFC 3207) or TLS from the first octet (RFC 8314), then PLAIN or LOGIN.</summary>
/// <param name="mail">Where to, and how.</param>
/// <param name="time">What certificates' dates are judged by.</param>
internal sealed class MailSubmission(NotificationTarget.Smtp mail, TimeProvider time)
{
    /// <summary>Sends it.</summary>
    /// <returns>Why some receivers will not get it; null when it was taken for all.</returns>
    /// <exception cref="MailRefusedException">The server does not take it, or offers less than is asked for.</exception>
    public async Task<Text?> SendAsync(Notice notice, CancellationToken cancellation)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(mail.Host, mail.Port, cancellation);
        var me = NameOf((IPEndPoint)client.Client.LocalEndPoint!);
        Stream stream = client.GetStream();
        if (mail.Tls == MailEncryption.Implicit)
        {
            stream = await EncryptAsync(stream, cancellation);
        }

        try
        {
            var dialogue = new MailDialogue(stream, mail.Host);
            await dialogue.AskAsync(null, "220", "the connection", cancellation);
            var offers = await dialogue.AskAsync($"EHLO {me}", "250", "EHLO", cancellation);
            if (mail.Tls == MailEncryption.StartTls)
            {
                stream = await StartAsync(stream, dialogue, offers, cancellation);
                dialogue = new MailDialogue(stream, mail.Host);
                offers = await dialogue.AskAsync($"EHLO {me}", "250", "EHLO", cancellation);
            }

            await LogInAsync(dialogue, offers, cancellation);
            return await GiveAsync(dialogue, notice, cancellation);
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<Stream> StartAsync(Stream plain, MailDialogue dialogue, IReadOnlyList<string> offers, CancellationToken cancellation)
    {
        if (!offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
        {
            throw new MailRefusedException(new Text(
                $"{mail.Host} offers no STARTTLS on port {mail.Port}, and mail is not sent in the clear; where the server wants TLS from the start, write `tls: implicit` (port 465)",
                $"{mail.Host} 的 {mail.Port} 端口不支持 STARTTLS，而邮件不会明文发送；如果服务器要求一开始就使用 TLS，请写 `tls: implicit`（465 端口）"));
        }

        await dialogue.AskAsync("STARTTLS", "220", "STARTTLS", cancellation);
        return dialogue.HasMore
            ? throw new MailRefusedException(new Text($"{mail.Host} said more before TLS than it was asked for; somebody may be in between", $"{mail.Host} 在 TLS 之前多发了内容，中间可能有人插入"))
            : await EncryptAsync(plain, cancellation);
    }

    private Task<Stream> EncryptAsync(Stream plain, CancellationToken cancellation)
    {
        var roots = new X509Certificate2Collection();
        if (mail.RootCertificates is { } file)
        {
            roots.ImportFromPemFile(file);
        }

        return TlsClient.OverAsync(plain, mail.Host, roots, time, cancellation);
    }

    private async Task LogInAsync(MailDialogue dialogue, IReadOnlyList<string> offers, CancellationToken cancellation)
    {
        if (mail is not { User: { } user, Password: { } password })
        {
            return;
        }

        var ways = offers.Where(offer => offer.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
            .SelectMany(offer => offer.Split(' ', '=')[1..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ways.Contains("PLAIN"))
        {
            await dialogue.AskAsync($"AUTH PLAIN {Encode($"\0{user}\0{password.Reveal()}")}", "235", "AUTH PLAIN", cancellation);
        }
        else if (ways.Contains("LOGIN"))
        {
            await dialogue.AskAsync("AUTH LOGIN", "334", "AUTH LOGIN", cancellation);
            await dialogue.AskAsync(Encode(user), "334", "AUTH LOGIN", cancellation);
            await dialogue.AskAsync(Encode(password.Reveal()), "235", "AUTH LOGIN", cancellation);
        }
        else
        {
            var said = MailDialogue.Shown(offers);
            throw new MailRefusedException(new Text($"{mail.Host} offers neither AUTH PLAIN nor LOGIN but: {said}", $"{mail.Host} 不支持 AUTH PLAIN 和 LOGIN，只有：{said}"));
        }
    }

    private async Task<Text?> GiveAsync(MailDialogue dialogue, Notice notice, CancellationToken cancellation)
    {
        await dialogue.AskAsync($"MAIL FROM:<{MailText.AddressOf(mail.From)}>", "250", "MAIL FROM", cancellation);
        var refused = new List<Text>();
        foreach (var receiver in mail.To)
        {
            if (await dialogue.TryAsync($"RCPT TO:<{MailText.AddressOf(receiver)}>", "25", cancellation) is { } why)
            {
                refused.Add(why);
            }
        }

        var refusals = refused.Count == 0 ? null : new Text(string.Join("; ", refused.Select(why => why.English)), string.Join('；', refused.Select(why => why.Chinese)));
        if (refused.Count == mail.To.Count)
        {
            throw new MailRefusedException(refusals!);
        }

        await dialogue.AskAsync("DATA", "354", "DATA", cancellation);
        await dialogue.AskAsync($"{MailText.Of(mail, notice)}.", "250", "DATA", cancellation);
        await LeaveAsync(dialogue, cancellation);
        return refusals;
    }

    private static async Task LeaveAsync(MailDialogue dialogue, CancellationToken cancellation)
    {
        try
        {
            await dialogue.AskAsync("QUIT", "221", "QUIT", cancellation);
        }
        catch (Exception e) when (e is MailRefusedException or IOException or OperationCanceledException)
        {
            // It has the message; how it says goodbye is its own affair, and a failure now, even that we stop, would send the mail twice.
        }
    }

    /// <summary>An address literal (RFC 5321 §4.1.3), since few machines here have a name that others know.</summary>
    private static string NameOf(IPEndPoint me)
    {
        var address = me.Address.IsIPv4MappedToIPv6 ? me.Address.MapToIPv4() : me.Address;
        return address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]" : $"[IPv6:{new IPAddress(address.GetAddressBytes())}]";
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
