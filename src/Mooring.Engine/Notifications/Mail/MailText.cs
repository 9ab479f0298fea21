using System.Globalization;
using System.Net.Mail;
using System.Text;
using Mooring.Core.Names;

namespace Mooring.Engine.Notifications.Mail;

/// <summary>A message in the form of RFC 5322 and MIME: ASCII lines alone, whatever is told. Pure.</summary>
internal static class MailText
{
    /// <summary>A line with encoded words has 76 characters at most (RFC 2047 §2); with the header's name so many octets fit.</summary>
    private const int OctetsInWord = 39;

    /// <summary>The message, with its lines ended by CRLF; no line begins with a dot.</summary>
    public static string Of(NotificationTarget.Smtp mail, Notice notice)
    {
        string[] head =
        [
            string.Create(CultureInfo.InvariantCulture, $"Date: {notice.At.ToUniversalTime():ddd, dd MMM yyyy HH:mm:ss} +0000"),
            $"From: {Mailbox(mail.From)}",
            $"To: {string.Join(",\r\n ", mail.To.Select(Mailbox))}",
            $"Subject: {Words(notice.Title)}",
            $"Message-ID: <{Guid.NewGuid():N}@{AddressOf(mail.From).Split('@')[^1]}>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ];
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(notice.Text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks);
        return $"{string.Join("\r\n", head)}\r\n\r\n{body.ReplaceLineEndings("\r\n")}\r\n";
    }

    /// <summary>The address alone, its domain as A-labels.</summary>
    public static string AddressOf(string written)
    {
        var address = new MailAddress(written);
        return $"{address.User}@{(DomainName.TryParse(address.Host, out var host) ? host.Value : address.Host)}";
    }

    private static string Mailbox(string written) =>
        new MailAddress(written).DisplayName is { Length: > 0 } name ? $"{Words(name)} <{AddressOf(written)}>" : AddressOf(written);

    /// <summary>Encoded words (RFC 2047), none of which splits a character.</summary>
    private static string Words(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var octets = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + octets.Length > OctetsInWord)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(octets);
        }

        return string.Join("\r\n ", words.Append(Word(word)));
    }

    private static string Word(List<byte> octets) => $"=?utf-8?B?{Convert.ToBase64String([.. octets])}?=";
}
