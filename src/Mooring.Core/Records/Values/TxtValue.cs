using System.Text;

namespace Mooring.Core.Records.Values;

/// <summary>The content of TXT: kept and sent without quotes, which both clouds add themselves.</summary>
internal static class TxtValue
{
    /// <summary>65535 octets of RDATA, of which every 255 need one for their length (RFC 1035 §3.3.14).</summary>
    private const int MaxOctets = 65279;

    public static Parsed Read(string text)
    {
        var data = text.StartsWith('"') ? QuotedStrings.TryJoin(text)?.Trim() : text;
        return data switch
        {
            null => new Text(
                $"the text begins with a quote but is not a row of quoted strings: {text}",
                $"文本以引号开头，却不是一串带引号的字符串：{text}"),
            "" => new Text("the text is empty", "文本为空"),
            ['"', ..] => new Text("a text cannot begin with a quote of its own", "文本内容本身不能以引号开头"),
            _ when Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(data)) != data => new Text(
                "the text holds half a character (a lone surrogate)", "文本含有不完整的字符（孤立的代理项）"),
            _ when Encoding.UTF8.GetByteCount(data) is var octets and > MaxOctets => new Text(
                $"the text has {octets} octets; at most {MaxOctets} fit into a record",
                $"文本有 {octets} 个八位字节，一条记录最多容纳 {MaxOctets} 个"),
            _ => new RecordValue(data),
        };
    }
}
