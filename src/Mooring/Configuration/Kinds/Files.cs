using System.Net.Mail;
using Mooring.Configuration.Reading;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>Paths, modes, mail addresses.</summary>
internal static class Files
{
    /// <summary>A path; relative ones start at the configuration's directory and are resolved by the section.</summary>
    public static ScalarKind<string> Path { get; } = new(
        new Text("a path", "路径"),
        text => text.Text switch
        {
            "" => new Complaint(new Text("the path is empty", "路径为空"), new Text("write a path", "请填写路径")),
            _ when text.Text.Contains('\0', StringComparison.Ordinal) => new Complaint(
                new Text("the path holds a zero character", "路径含有空字符"), new Text("write a path", "请填写路径")),
            ['~', ..] => text.Because(
                new Text("'~' is known to shells only", "只有 shell 认识“~”"),
                new Text("write the whole path, or ${env:HOME}/…", "请写完整路径，或 ${env:HOME}/…")),
            _ => text.Text,
        });

    /// <summary>An absolute path: what is deployed must not depend on where the file lies.</summary>
    public static ScalarKind<string> AbsolutePath { get; } = new(
        new Text("an absolute path", "绝对路径"),
        text => System.IO.Path.IsPathFullyQualified(text.Text) && !text.Text.Contains('\0', StringComparison.Ordinal)
            ? text.Text
            : text.Not(new Text("an absolute path", "绝对路径"), new Text("write it from the root, such as /etc/nginx/tls", "请从根目录写起，例如 /etc/nginx/tls")));

    /// <summary>A Unix mode of a private key: octal, nobody but the owner and the group.</summary>
    public static ScalarKind<UnixFileMode> Mode { get; } = new(
        new Text("a file mode such as \"0600\"", "文件权限，例如 \"0600\""),
        text => ReadMode(text))
    {
        JsonTypes = ["string", "integer"],
    };

    /// <summary>A mail address.</summary>
    public static ScalarKind<string> Mail { get; } = new(
        new Text("a mail address", "邮件地址"),
        text => MailAddress.TryCreate(text.Text, out var mail) && mail.Address == text.Text && mail.Host.Contains('.', StringComparison.Ordinal)
            ? text.Text
            : text.Not(new Text("a mail address", "邮件地址"), new Text("write it like me@example.com, or leave it out", "请写成 me@example.com 的形式，或删去")));

    private static Parsed<UnixFileMode> ReadMode(ExpandedText text)
    {
        var octal = text.Text.StartsWith("0o", StringComparison.Ordinal) ? text.Text[2..] : text.Text;
        if (octal.Length is < 3 or > 4 || octal.Any(c => c is < '0' or > '7'))
        {
            return text.Not(new Text("a file mode", "文件权限"), new Text("write it in octal, such as \"0600\" or \"0640\"", "请用八进制书写，例如 \"0600\" 或 \"0640\""));
        }

        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        return (mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)) == UnixFileMode.None
            ? mode
            : text.Because(
                new Text("it would let everybody on this machine read the private key", "本机所有用户将能读取私钥"),
                new Text("write \"0600\", or \"0640\" with a group", "请写 \"0600\"，或配合用户组写 \"0640\""));
    }
}
