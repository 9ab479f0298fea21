namespace Mooring.Sandbox.Alidns;

/// <summary>The lines, as "Enumeration of DNS lines" names them.</summary>
internal static class AlidnsLines
{
    private static readonly (string Code, string Name)[] Basic =
    [
        ("default", "默认"), ("telecom", "中国电信"), ("unicom", "中国联通"), ("mobile", "中国移动"), ("edu", "中国教育网"),
        ("oversea", "境外"), ("search", "搜索引擎"), ("google", "谷歌"), ("baidu", "百度"), ("biying", "必应"),
    ];

    private static readonly (string Code, string Name)[] Fine =
    [
        ("internal", "中国地区"), ("aliyun", "阿里云"), ("drpeng", "鹏博士"), ("btvn", "广电网"), ("cstnet", "科技网"),
        ("wexchange", "驰联网络"), ("founder", "方正宽带"), ("topway_video", "天威视讯"), ("wasu", "华数"), ("ocn", "东方有线"),
        ("cnix", "中国互联网交换中心"), ("bgctv", "歌华有线"),
    ];

    /// <summary>The lines sold with an edition.</summary>
    public static IEnumerable<(string Code, string Name)> Of(AlidnsEdition edition) => edition.FineLines ? Basic.Concat(Fine) : Basic;

    /// <summary>Refuses a line that does not exist or is not sold with the edition.</summary>
    public static void Check(string line, AlidnsEdition edition)
    {
        var regional = line.StartsWith("cn_", StringComparison.Ordinal) || line.StartsWith("os_", StringComparison.Ordinal);
        if (Of(edition).Any(known => known.Code == line) || (regional && edition.FineLines))
        {
            return;
        }

        throw AlidnsError.Of(regional || Fine.Any(known => known.Code == line) ? "UnsupportedLine" : "SubDomainInvalid.Line");
    }
}
