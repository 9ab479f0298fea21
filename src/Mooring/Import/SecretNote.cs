using Mooring.Core;

namespace Mooring.Import;

/// <summary>What is said beside every secret that stands in an imported file.</summary>
internal static class SecretNote
{
    public static readonly Text Text = new(
        "the secret stands here as it stood there; better put it into a file of mode 0600 and write ${file:/etc/mooring/key.secret}",
        "密钥照原样写在这里；更好的做法是放入权限为 0600 的文件，并写 ${file:/etc/mooring/key.secret}");
}
