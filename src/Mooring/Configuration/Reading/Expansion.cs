using System.Text;
using System.Text.RegularExpressions;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>Where the text of a value came from.</summary>
/// <param name="Text">The text with <c>${…}</c> filled in.</param>
/// <param name="Written">The text as written, without what was filled in.</param>
/// <param name="Filled">What was filled in; empty where the file itself holds all of it.</param>
internal sealed record ExpandedText(string Text, string Written, IReadOnlyList<string> Filled)
{
    /// <summary>The text as it may appear in a message: as written, never what was filled in, and not long.</summary>
    public string Shown => Expansion.Show(Written);

    /// <summary>Whether the file itself holds all of it.</summary>
    public bool IsLiteral => Filled.Count == 0;
}

/// <summary>Fills in <c>${env:NAME}</c> and <c>${file:PATH}</c>; <c>$${</c> is a literal <c>${</c>.</summary>
internal static partial class Expansion
{
    private const int LongestShown = 60;

    // A key file is some hundred bytes; a log or a device given by mistake is not read whole.
    private const int LargestFile = 64 * 1024;

    [GeneratedRegex(@"\$\$\{|\$\{(?<kind>[^:}]*)(?<colon>:)?(?<name>[^}]*)(?<end>\})?", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    /// <summary>Fills in; null when a reference is wrong, which is then reported.</summary>
    public static ExpandedText? Expand(ScalarNode node, LoadState state)
    {
        var text = node.Text;
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return new ExpandedText(text, text, []);
        }

        var result = new StringBuilder();
        var fills = new List<string>();
        var last = 0;
        foreach (Match match in Reference().Matches(text))
        {
            var filled = match.Value == "$${" ? "${" : Fill(match, node, state);
            if (filled is null)
            {
                return null;
            }

            fills.AddRange(match.Value == "$${" ? [] : [filled]);
            result.Append(text, last, match.Index - last).Append(filled);
            last = match.Index + match.Length;
        }

        return new ExpandedText(result.Append(text, last, text.Length - last).ToString(), text, fills);
    }

    /// <summary>Foreign text made fit for a message: one line, printable, not long.</summary>
    public static string Show(string text)
    {
        var cut = text.Length <= LongestShown ? text : text[..LongestShown] + "…";
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
    }

    private static string? Fill(Match match, ScalarNode node, LoadState state)
    {
        var (kind, name) = (match.Groups["kind"].Value, match.Groups["name"].Value.Trim());
        if (!match.Groups["end"].Success)
        {
            state.Report(node,
                new Text("'${' is not closed by '}'", "“${”没有用“}”闭合"),
                new Text("write ${env:NAME} or ${file:PATH}; for a literal ${ write $${", "请写成 ${env:名称} 或 ${file:路径}；如需字面的 ${，请写 $${"));
            return null;
        }

        return (kind, match.Groups["colon"].Success && name.Length > 0) switch
        {
            ("env", true) => FromVariable(name, node, state),
            ("file", true) => FromFile(name, node, state),
            _ => Unknown(kind, name, node, state),
        };
    }

    private static string? Unknown(string kind, string name, ScalarNode node, LoadState state)
    {
        var variable = kind.Length > 0 && name.Length == 0 ? kind : "NAME";
        state.Report(node,
            new Text($"${{{Show(kind)}…}} is neither ${{env:NAME}} nor ${{file:PATH}}", $"${{{Show(kind)}…}} 既不是 ${{env:名称}} 也不是 ${{file:路径}}"),
            new Text(
                $"write ${{env:{Show(variable)}}} for a variable or ${{file:PATH}} for a file; for a literal ${{ write $${{",
                $"变量请写 ${{env:{Show(variable)}}}，文件请写 ${{file:路径}}；如需字面的 ${{，请写 $${{"));
        return null;
    }

    private static string? FromVariable(string name, ScalarNode node, LoadState state)
    {
        state.Variables.Add(name);
        var value = state.Environment.Find(name);
        if (string.IsNullOrEmpty(value))
        {
            state.Report(node,
                value is null
                    ? new Text($"the environment variable {Show(name)} is not set", $"环境变量 {Show(name)} 未设置")
                    : new Text($"the environment variable {Show(name)} is empty", $"环境变量 {Show(name)} 为空"),
                new Text(
                    $"set it where mooring is started (`export {Show(name)}=…`; for a service in its unit's EnvironmentFile; for cron in the crontab), or use ${{file:PATH}}",
                    $"请在启动 mooring 的环境中设置它（`export {Show(name)}=…`；服务请写入单元的 EnvironmentFile；cron 请写入 crontab），或改用 ${{file:路径}}"));
            return null;
        }

        return value;
    }

    private static string? FromFile(string name, ScalarNode node, LoadState state)
    {
        var named = state.Resolve(name);
        state.Files.Add(named);
        var path = state.Environment.Credential(named) ?? named;
        if (SmallFile.Read(path, LargestFile, state.Environment, out var why) is not { } bytes)
        {
            state.Report(node, why!);
            return null;
        }

        FileTrust.WarnIfOthersCanRead(path, node, state);
        return WithoutFinalBreak(Encoding.UTF8.GetString(bytes)) is { Length: > 0 } content ? content : ReportEmpty(path, node, state);
    }

    private static string? ReportEmpty(string path, ScalarNode node, LoadState state)
    {
        state.Report(node, new Text($"the file {path} is empty", $"文件 {path} 为空"), new Text("put the value into it", "请把值写入该文件"));
        return null;
    }

    private static string WithoutFinalBreak(string content) =>
        content.EndsWith("\r\n", StringComparison.Ordinal) ? content[..^2]
        : content.EndsWith('\n') ? content[..^1]
        : content;
}
