using System.Net;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>Keys and their secrets: mistakes of copying are found here, not by a provider's "signature does not match".</summary>
internal static class Credentials
{
    private static readonly Text PasteAgain = new("paste it again, alone", "请重新粘贴，仅包含其本身");

    /// <summary>A secret. It is never shown, not even in part.</summary>
    public static ScalarKind<Secret> Secret { get; } = new(
        new Text("a secret, best as ${env:NAME} or ${file:PATH}", "密钥，建议写成 ${env:名称} 或 ${file:路径}"),
        text => Slip(text.Text, new Text("the secret", "密钥")) is { } slip ? slip : new Secret(text.Text))
    {
        Seen = Remember,
    };

    /// <summary>A key's id. It is no secret by itself.</summary>
    public static ScalarKind<string> Id { get; } = new(
        new Text("a key id", "密钥 ID"),
        text => Slip(text.Text, new Text("the key id", "密钥 ID ")) is { } slip ? slip : text.Text)
    {
        JsonTypes = ["string", "integer"],
    };

    /// <summary>Keeps a secret out of logs, and minds who can read the file it stands in.</summary>
    public static void Remember(ScalarNode node, ExpandedText text, LoadState state)
    {
        state.Secrets.Add(text.Text);
        state.FileHoldsSecrets |= text.IsLiteral;
    }

    /// <summary>Keeps what was filled into a program's argument out of logs, unless it is there as a file, or is an address, or turns out to be a name.</summary>
    public static void Suspect(ScalarNode node, ExpandedText text, LoadState state) => state.Suspects.UnionWith(
        text.Filled.Where(filled => !(Path.IsPathRooted(filled) && Path.Exists(filled)) && !IPAddress.TryParse(filled, out _)));

    /// <summary>As above for what was filled into a URL's path and query; a host is no secret.</summary>
    public static void SuspectInUrl(ScalarNode node, ExpandedText text, LoadState state)
    {
        if (text.IsLiteral || !Uri.TryCreate(text.Text, UriKind.Absolute, out var url))
        {
            return;
        }

        var values = url.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        foreach (var part in url.AbsolutePath.Split('/').Concat(values).Select(Uri.UnescapeDataString).Where(part => part.Length > 0))
        {
            state.Suspects.UnionWith(text.Filled.Select(filled =>
                part.Contains(filled, StringComparison.Ordinal) ? filled : filled.Contains(part, StringComparison.Ordinal) ? part : "").Where(found => found.Length > 0));
        }
    }

    /// <summary>What was copied along by mistake; null when nothing was.</summary>
    private static Complaint? Slip(string text, Text what) => text switch
    {
        "" => new Complaint(new Text($"{what.English} is empty", $"{what.Chinese}为空"), new Text("write it, or refer to it as ${env:NAME} or ${file:PATH}", "请填写，或写成 ${env:名称} 或 ${file:路径}")),
        _ when text.Any(char.IsWhiteSpace) => Holds(what, new Text("a blank or a line break", "空白或换行")),
        _ when text.IndexOfAny(['"', '\'', '`', '“', '”', '‘', '’']) >= 0 => Holds(what, new Text("a quotation mark", "引号")),
        _ when text.IndexOfAny(['<', '>', '[', ']', '{', '}', '(', ')']) >= 0 => Holds(what, new Text("a bracket", "括号")),
        _ when text.Any(c => c is < '!' or > '~') => Holds(what, new Text("a character that no key has", "密钥不会包含的字符")),
        _ when text.All(c => c is '*' or 'x' or 'X' or '.') => new Complaint(
            new Text($"{what.English} is a placeholder", $"{what.Chinese}只是占位符"), PasteAgain),
        _ => null,
    };

    private static Complaint Holds(Text what, Text culprit) => new(
        new Text($"{what.English} holds {culprit.English}, copied along by mistake", $"{what.Chinese}中含有{culprit.Chinese}，可能是复制时带入的"), PasteAgain);
}
