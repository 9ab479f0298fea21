using System.Security.Cryptography;
using System.Text;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Finds the request in a file, and says what else the file may be (RFC 7468 §7).</summary>
internal static class GivenRequestFile
{
    private const byte DerSequence = 0x30;

    /// <summary>How one is made.</summary>
    public static Text Anew { get; } = new(
        "make it anew: openssl req -new -key FILE -subj / -addext subjectAltName=DNS:example.com,DNS:*.example.com",
        "请重新生成：openssl req -new -key FILE -subj / -addext subjectAltName=DNS:example.com,DNS:*.example.com");

    /// <exception cref="GivenRequestException">There is none, or more than one.</exception>
    public static byte[] ToDer(ReadOnlySpan<byte> file)
    {
        if (file is [DerSequence, ..])
        {
            return file.ToArray();
        }

        var text = Encoding.UTF8.GetString(file);
        var blocks = Blocks(text);
        return blocks.Exists(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            ? throw new GivenRequestException(
                new Text("it holds a private key, which belongs in no request", "其中含有私钥，而证书请求中不应有私钥"),
                new Text("name the file of the request alone; the key stays where it is", "请指定只含证书请求的文件；私钥留在原处即可"))
            : blocks.FindAll(block => block.Label is "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST") switch
            {
                [var one] => Convert.FromBase64String(one.Base64),
                [] => throw new GivenRequestException(Instead(blocks), Anew),
                _ => throw new GivenRequestException(new Text("it holds several requests", "其中有多个证书请求"), new Text("name a file with one", "请指定只含一个证书请求的文件")),
            };
    }

    private static Text Instead(List<(string Label, string Base64)> blocks) => blocks.Exists(block => block.Label is "CERTIFICATE" or "TRUSTED CERTIFICATE")
        ? new Text("it holds a certificate, and no request", "其中是证书，而不是证书请求")
        : new Text("it holds no certificate request ('-----BEGIN CERTIFICATE REQUEST-----')", "其中没有证书请求（“-----BEGIN CERTIFICATE REQUEST-----”）");

    private static List<(string Label, string Base64)> Blocks(string text)
    {
        var found = new List<(string Label, string Base64)>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            found.Add((rest[fields.Label].ToString(), rest[fields.Base64Data].ToString()));
        }

        return found;
    }
}

/// <summary>A file is no request that can be used.</summary>
/// <param name="what">What is wrong with it.</param>
/// <param name="mend">What to do.</param>
/// <param name="inner">The cause.</param>
public sealed class GivenRequestException(Text what, Text mend, Exception? inner = null) : Exception(what.English, inner)
{
    /// <summary>What is wrong with it, in both languages.</summary>
    public Text What => what;

    /// <summary>What to do.</summary>
    public Text Mend => mend;
}
