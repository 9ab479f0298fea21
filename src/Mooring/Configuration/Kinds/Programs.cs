using System.Text;
using System.Text.RegularExpressions;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Engine.Sources.Command;
using Mooring.Spelling;
using Text = Mooring.Core.Text;

namespace Mooring.Configuration.Kinds;

/// <summary>Programs to run and how to read what they print.</summary>
internal static class Programs
{
    private const int LongestPattern = 1000;

    /// <summary>How long an expression may search, so that one that backtracks without end hangs nothing.</summary>
    private static readonly TimeSpan SearchLimit = TimeSpan.FromSeconds(1);

    private static readonly string[] CommonEncodings =
        ["utf-8", "gbk", "gb18030", "big5", "utf-16", "utf-16le", "utf-16be", "shift_jis", "euc-kr", "windows-1252", "ibm437", "ibm850", "us-ascii"];

    /// <summary>A program and its arguments, as a list. No shell reads it, so a text is refused and shown as the list it should be.</summary>
    public static ListKind<string> Command(string key) => new(
        Words.Any(new Text("a program or an argument", "程序或参数"), Credentials.Suspect),
        new Text("a list: the program and its arguments", "列表：程序及其参数"))
    {
        OnText = text => AsList(key, text),
    };

    /// <summary>A regular expression with exactly one group.</summary>
    public static ScalarKind<Regex> Pattern { get; } = new(
        new Text("a regular expression with one group", "含一个分组的正则表达式"), ReadPattern);

    /// <summary>An encoding by its name or Windows code page.</summary>
    public static ScalarKind<Encoding> Encoding { get; } = new(
        new Text("an encoding such as utf-8 or gbk", "字符编码，例如 utf-8 或 gbk"),
        text => OutputEncoding.TryFind(text.Text, out var encoding) ? encoding : text.Not(new Text("an encoding that is known here", "已知的字符编码"),
            Nearest.Of(text.Shown, CommonEncodings) is { } near
                ? new Text($"did you mean '{near}'?", $"您是否想写“{near}”？")
                : new Text($"write one such as {string.Join(", ", CommonEncodings)}, or a code page's number", $"请填写例如 {string.Join("、", CommonEncodings)}，或代码页编号")))
    {
        JsonTypes = ["string", "integer"],
    };

    private static Parsed<Regex> ReadPattern(ExpandedText text)
    {
        if (text.Text.Length > LongestPattern)
        {
            return new Complaint(
                new Text($"the expression is longer than {LongestPattern} characters", $"表达式超过 {LongestPattern} 个字符"),
                new Text("write a shorter one", "请缩短"));
        }

        try
        {
            var expression = new Regex(text.Text, RegexOptions.CultureInvariant, SearchLimit);
            var groups = expression.GetGroupNumbers().Length - 1;
            return groups == 1 ? expression : new Complaint(
                new Text($"the expression has {groups} groups; exactly one is needed, around the address", $"表达式有 {groups} 个分组；应恰好有一个，括住地址"),
                groups == 0
                    ? new Text("put round brackets around the address: 'IPv6 Address[ .:]*([0-9a-f:]+)'", "请用圆括号括住地址：'IPv6 Address[ .:]*([0-9a-f:]+)'")
                    : new Text("write (?:…) for brackets that only group", "仅用于分组的括号请写成 (?:…)"));
        }
        catch (ArgumentException e)
        {
            // The message repeats the pattern with what was filled in.
            var why = e.Message.Replace(text.Text, text.Shown, StringComparison.Ordinal);
            return new Complaint(
                new Text($"this is no regular expression: {why}", $"正则表达式有误：{why}"),
                new Text("put it in single quotes and see that brackets come in pairs", "请用单引号括起，并检查括号是否成对"));
        }
    }

    private static Complaint AsList(string key, ScalarNode text)
    {
        var words = text.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var list = string.Join(", ", words.Select(word => $"\"{word.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        var shown = Expansion.Show($"{key}: [{list}]");
        return new Complaint(
            new Text($"'{key}' is a list, because no shell reads it", $"“{key}”必须是列表，因为不会经过 shell"),
            new Text(
                $"write {shown}; where a shell is really needed: {key}: [\"sh\", \"-c\", \"…\"]",
                $"请写成 {shown}；确实需要 shell 时：{key}: [\"sh\", \"-c\", \"…\"]"));
    }
}
