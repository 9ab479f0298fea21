using Mooring.Core.Records;

namespace Mooring.Providers.Alidns;

/// <summary>The lines of Alidns ("Resolution line enumeration"): known by code, shown to people by a Chinese name.</summary>
internal static class AlidnsLines
{
    /// <summary>The line that answers whoever no other line answers.</summary>
    public static readonly DnsLine Default = new("default", "default");

    /// <summary>The first-level lines by the names that the console and the enumeration use.</summary>
    private static readonly Dictionary<string, string> CodeByName = new(StringComparer.Ordinal)
    {
        ["默认"] = "default",
        ["电信"] = "telecom",
        ["中国电信"] = "telecom",
        ["联通"] = "unicom",
        ["中国联通"] = "unicom",
        ["移动"] = "mobile",
        ["中国移动"] = "mobile",
        ["教育网"] = "edu",
        ["中国教育网"] = "edu",
        ["鹏博士"] = "drpeng",
        ["中国鹏博士"] = "drpeng",
        ["广电网"] = "btvn",
        ["中国广电网"] = "btvn",
        ["科技网"] = "cstnet",
        ["驰联网络"] = "wexchange",
        ["方正宽带"] = "founder",
        ["天威视讯"] = "topway_video",
        ["华数宽带"] = "wasu",
        ["东方有线"] = "ocn",
        ["皓宽网络"] = "cnix",
        ["歌华有线"] = "bgctv",
        ["阿里云"] = "aliyun",
        ["搜索引擎"] = "search",
        ["境外"] = "oversea",
        ["中国境外"] = "oversea",
        ["境内"] = "internal",
        ["中国地区"] = "internal",
        ["中国内地"] = "internal",
    };

    /// <summary>The line of that name or code. A code that is not in the table is taken as it is: editions have lines of their own.</summary>
    public static DnsLine Of(string? nameOrCode)
    {
        if (string.IsNullOrWhiteSpace(nameOrCode))
        {
            return Default;
        }

        var word = nameOrCode.Trim();
        var code = CodeByName.GetValueOrDefault(word) ?? word.ToLowerInvariant();
        return new DnsLine(code, code);
    }
}
