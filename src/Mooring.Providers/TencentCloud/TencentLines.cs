using System.Text.RegularExpressions;
using Mooring.Core.Records;

namespace Mooring.Providers.TencentCloud;

/// <summary>The lines of DNSPod: a name, which the two sites write differently, and an id, which is the same on both.</summary>
/// <remarks>
/// A call must name the line and may give its id, which then counts: name and id together work on both sites. From "DNSPod: record
/// lines"; editions have more of them, and those are known by name or id alone.
/// </remarks>
internal static partial class TencentLines
{
    /// <summary>The line that answers whoever no other line answers: 默认 on the mainland site, Default on the international one.</summary>
    public static readonly DnsLine Default = new("0", "默认");

    private static readonly DnsLine[] Known =
    [
        Default,
        new("7=0", "境内"),
        new("3=0", "境外"),
        new("10=0", "电信"),
        new("10=1", "联通"),
        new("10=2", "教育网"),
        new("10=3", "移动"),
        new("90=0", "百度"),
    ];

    /// <summary>The line of that name or id.</summary>
    public static DnsLine Of(string? nameOrCode)
    {
        var word = nameOrCode?.Trim() ?? "";
        return word.Length == 0 || word.Equals("Default", StringComparison.OrdinalIgnoreCase) ? Default
            : Known.FirstOrDefault(line => line.Name == word || line.Code == word) is { } known ? known
            : Id().IsMatch(word) ? new DnsLine(word, word)
            : new DnsLine("", word);
    }

    /// <summary>The line as a listing names it, in the site's own word.</summary>
    public static DnsLine Listed(string? name, string? id) =>
        string.IsNullOrEmpty(id) ? Of(name) : new DnsLine(id, string.IsNullOrEmpty(name) ? Of(id).Name : name);

    [GeneratedRegex("^[0-9]{1,6}(=[0-9]{1,9})?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
