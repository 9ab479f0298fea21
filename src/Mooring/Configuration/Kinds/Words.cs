using System.Globalization;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Spelling;

namespace Mooring.Configuration.Kinds;

/// <summary>Words of a closed list, switches and whole numbers.</summary>
internal static class Words
{
    /// <summary>What other programs call the same; suggested, not taken.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aliyun"] = "alidns", ["alibaba"] = "alidns", ["alicloud"] = "alidns", ["alibabacloud"] = "alidns", ["alicdn"] = "alidns", ["阿里云"] = "alidns",
        ["tencentcloud"] = "tencent", ["qcloud"] = "tencent", ["dnspod"] = "tencent", ["腾讯云"] = "tencent",
        ["url"] = "probe", ["web"] = "probe", ["public"] = "probe", ["netinterface"] = "interface", ["nic"] = "interface", ["cmd"] = "command", ["shell"] = "command",
        ["upnp"] = "router", ["gateway"] = "router", ["neighbor"] = "neighbour", ["path"] = "file", ["fallback"] = "first-of", ["natpmp"] = "nat-pmp", ["igd"] = "upnp",
        ["a"] = "ipv4", ["v4"] = "ipv4", ["4"] = "ipv4", ["aaaa"] = "ipv6", ["v6"] = "ipv6", ["6"] = "ipv6",
    };

    /// <summary>One of the words, each with its meaning.</summary>
    public static ScalarKind<T> Choice<T>(params (string Word, T Meaning)[] choices)
    {
        string[] words = [.. choices.Select(choice => choice.Word)];
        var title = new Text($"one of {string.Join(", ", words)}", $"{string.Join("、", words)} 之一");
        return new ScalarKind<T>(title, text =>
        {
            var index = Array.IndexOf(words, text.Text);
            return index >= 0 ? choices[index].Meaning : Unknown(text, words, title);
        })
        {
            Words = words,
        };
    }

    /// <summary>One of the words, as it stands.</summary>
    public static ScalarKind<string> Choice(params string[] words) => Choice([.. words.Select(word => (word, word))]);

    /// <summary>true or false.</summary>
    public static ScalarKind<bool> Switch { get; } = new(
        new Text("true or false", "true 或 false"),
        text => text.Text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => text.Not(new Text("true or false", "true 或 false"), new Text("write true or false", "请写 true 或 false")),
        })
    {
        JsonTypes = ["boolean"],
    };

    /// <summary>A whole number in a range.</summary>
    public static ScalarKind<int> Number(int least, int most)
    {
        var title = new Text($"a whole number from {least} to {most}", $"{least} 到 {most} 之间的整数");
        return new ScalarKind<int>(
            title,
            text => int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most
                    ? number
                    : text.Not(title, new Text($"write {title.English}", $"请填写{title.Chinese}")),
            schema =>
            {
                schema.WriteNumber("minimum", least);
                schema.WriteNumber("maximum", most);
            })
        {
            JsonTypes = ["integer"],
        };
    }

    /// <summary>Any text, not empty.</summary>
    public static ScalarKind<string> Any(Text title, Action<ScalarNode, ExpandedText, LoadState>? seen = null) => new(title, text => text.Text)
    {
        Seen = seen ?? ((_, _, _) => { }),
    };

    private static Complaint Unknown(ExpandedText text, string[] words, Text title) => text.Not(title,
        (Elsewhere.GetValueOrDefault(text.Shown) is { } same && words.Contains(same, StringComparer.Ordinal) ? same : Nearest.Of(text.Shown, words)) is { } near
            ? new Text($"did you mean '{near}'? The words are {string.Join(", ", words)}", $"您是否想写“{near}”？可用：{string.Join("、", words)}")
            : new Text($"write one of {string.Join(", ", words)}", $"请填写 {string.Join("、", words)} 之一"));
}
