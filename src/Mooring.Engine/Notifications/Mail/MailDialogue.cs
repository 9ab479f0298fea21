using System.Globalization;
using System.Text;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Engine.Notifications.Mail;

/// <summary>Commands and replies with a mail server (RFC 5321 §4).</summary>
/// <param name="stream">The connection.</param>
/// <param name="host">The server's name, for errors.</param>
internal sealed class MailDialogue(Stream stream, string host)
{
    private const int LongestLine = 4096;
    private const int MostLines = 100;
    private const int LongestShown = 300;

    private readonly byte[] buffer = new byte[LongestLine];
    private int begin;
    private int end;

    /// <summary>Whether the server has sent more than was asked for: over TLS begun later it would count as said in secret.</summary>
    public bool HasMore => begin < end;

    /// <summary>Sends a command and gives the reply's lines without their code, where the code is as it must be.</summary>
    /// <param name="command">The line; null reads the greeting.</param>
    /// <param name="expected">The first digit, or all three.</param>
    /// <param name="shown">What errors call the command, which may hold a password.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MailRefusedException">The server answers otherwise.</exception>
    public async Task<IReadOnlyList<string>> AskAsync(string? command, string expected, string shown, CancellationToken cancellation)
    {
        if (command is not null)
        {
            await SayAsync(command, cancellation);
        }

        var (code, lines) = await ReplyAsync(cancellation);
        return code.StartsWith(expected, StringComparison.Ordinal) ? lines : throw new MailRefusedException(Refusal(shown, code, lines));
    }

    /// <summary>Sends a command that may be refused, shown in errors as it is.</summary>
    /// <returns>What the server answers; null when the code is as it should be.</returns>
    public async Task<Text?> TryAsync(string command, string expected, CancellationToken cancellation)
    {
        await SayAsync(command, cancellation);
        var (code, lines) = await ReplyAsync(cancellation);
        return code.StartsWith(expected, StringComparison.Ordinal) ? null : Refusal(command, code, lines);
    }

    /// <summary>What a server said, as it may be shown: without secrets and control characters, 300 characters of it.</summary>
    public static string Shown(IEnumerable<string> said)
    {
        var all = string.Join(' ', said);
        return Printable.Of(Redaction.Text(all.Length > LongestShown ? all[..LongestShown] : all));
    }

    private async Task SayAsync(string command, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellation);
        await stream.FlushAsync(cancellation);
    }

    private async Task<(string Code, IReadOnlyList<string> Lines)> ReplyAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await LineAsync(cancellation);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                break;
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return (line[..3], lines);
            }
        }

        throw new MailRefusedException(new Text($"{host} does not speak SMTP; see that host, port and `tls` are right", $"{host} 的应答不是 SMTP；请检查 host、port 和 `tls`"));
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Array.IndexOf(buffer, (byte)'\n', begin, end - begin) is var at and >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, begin, at - begin).TrimEnd('\r');
                begin = at + 1;
                return line;
            }

            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            var read = end < buffer.Length ? await stream.ReadAsync(buffer.AsMemory(end), cancellation) : 0;
            if (read == 0)
            {
                throw new MailRefusedException(new Text(
                    $"{host} closed the connection or does not speak SMTP; see that host, port and `tls` are right",
                    $"{host} 关闭了连接，或其应答不是 SMTP；请检查 host、port 和 `tls`"));
            }

            end += read;
        }
    }

    private Text Refusal(string shown, string code, IReadOnlyList<string> lines)
    {
        var said = Shown(lines.Prepend(code));
        return new Text($"{host} answered {shown} with: {said}", $"{host} 对 {shown} 的应答：{said}");
    }
}
