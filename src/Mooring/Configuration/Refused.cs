using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>Settings that other programs have and this one refuses, with the reason.</summary>
internal static class Refused
{
    private static readonly HashSet<string> Unverified = new(StringComparer.Ordinal)
    {
        "skipverify", "insecure", "insecureskipverify", "skiptlsverify", "tlsskipverify", "skipcertverify", "nocheckcertificate",
        "noverify", "nosslverify", "sslnoverify", "disabletlsverify", "allowinsecure", "tlsinsecure", "verifyssl", "sslverify",
        "verifytls", "tlsverify", "verify", "k",
    };

    /// <summary>Why a key or an option of that name is refused; null when it is not such a one.</summary>
    /// <param name="name">As typed; case, hyphens, underscores and a value after <c>=</c> do not count.</param>
    public static (Text Message, Text Mend)? Reason(string name)
    {
        // "-k" is curl's; a bare "k" in a file is only a wrong key.
        if (!Unverified.Contains(Fold(name)) || name == "k")
        {
            return null;
        }

        return (
            new Text(
                $"'{name}' is refused: without verification anybody on the path can read and change your DNS records",
                $"拒绝“{name}”：不校验证书时，链路上的任何人都能读取并修改您的解析记录"),
            new Text(
                "leave it out; for a private certificate authority give its root with `root-certificates: FILE`, and a wrong clock is cured without it",
                "请删去该项；如使用私有证书颁发机构，请用 `root-certificates: 文件` 指定其根证书；时钟不准时程序会自行纠正，无需关闭校验"));
    }

    private static string Fold(string name)
    {
        var bare = name.IndexOfAny(['=', ':']) is var cut and > 0 ? name[..cut] : name;
        return string.Concat(bare.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }
}
