using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>aliyun-ddns-client's <c>ddns.conf</c>, which this version recognises but does not read.</summary>
internal static class ForeignFormat
{
    /// <summary>What to say of such a file.</summary>
    public static Problem Problem(string file) => new(
        new Text(
            "this is a ddns.conf of aliyun-ddns-client, which this version does not read yet",
            "这是 aliyun-ddns-client 的 ddns.conf，当前版本尚不能读取"),
        new Text(
            "write its values into a mooring.yaml: `mooring init` asks for them (access_id is access-key-id, access_key is access-key-secret, sub_domain and domain make the name)",
            "请将其中的值写入 mooring.yaml：`mooring init` 会逐项询问（access_id 对应 access-key-id，access_key 对应 access-key-secret，sub_domain 与 domain 合成域名）"))
    { File = file, Line = 1, Column = 1 };
}
