using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Setup;

/// <summary>Writes a first configuration as YAML with comments that say what else could stand there. Pure.</summary>
internal static partial class FirstConfigurationText
{
    /// <summary>The whole file, comments in that language.</summary>
    public static string Write(FirstConfiguration first, Language language)
    {
        var text = new StringBuilder();
        Comment(text, "", new Text(
            "`mooring check` checks this file, `mooring plan` shows what would be done, `mooring update` does it.",
            "`mooring check` 检查本文件，`mooring plan` 显示将要进行的更改，`mooring update` 执行更改。"), language);
        text.Append("accounts:\n");
        foreach (var account in first.Accounts)
        {
            Write(text, account);
        }

        text.Append("\naddresses:\n");
        foreach (var source in first.Sources)
        {
            Write(text, source, language);
        }

        Write(text, first, language);
        return text.ToString();
    }

    private static void Write(StringBuilder text, FirstAccount account)
    {
        text.Append($"  {account.Name}:\n    provider: {account.Provider.Name}\n");
        text.Append($"    {account.Provider.IdSetting}: {Quote(account.Id)}\n    {account.Provider.KeySetting}: {Quote(account.Secret)}\n");
        if (account.Token is { } token)
        {
            text.Append($"    security-token: {Quote(token)}\n");
        }
    }

    private static void Write(StringBuilder text, FirstSource source, Language language)
    {
        if (source.Interface is { } card)
        {
            Comment(text, "  ", new Text("a stable address of this interface", "该网卡的稳定地址"), language);
            text.Append($"  {source.Name}: {{ family: {source.Family.Word()}, source: interface, interface: {Quote(card)} }}\n");
        }
        else
        {
            Comment(text, "  ", new Text("what servers outside see; two independent operators must agree", "外部服务器看到的地址；须有两家独立运营方一致"), language);
            text.Append($"  {source.Name}: {{ family: {source.Family.Word()}, source: probe }}\n");
        }
    }

    private static void Write(StringBuilder text, FirstConfiguration first, Language language)
    {
        var sources = string.Join(", ", first.Sources.Select(source => source.Name));
        if (first.Records.Count == 0)
        {
            text.Append('\n');
            Comment(text, "", new Text("your names: put such lines in place of 'records: []'", "您的域名：请用下面这样的几行替换“records: []”"), language);
            text.Append($"# records:\n#   - {{ name: nas.example.com, account: {first.Accounts[0].Name}, address: [{sources}] }}\nrecords: []\n");
            return;
        }

        text.Append("\nrecords:\n");
        foreach (var record in first.Records)
        {
            text.Append($"  - {{ name: {Quote(record.Name)}, account: {record.Account}, address: [{sources}] }}\n");
        }
    }

    private static void Comment(StringBuilder text, string indent, Text comment, Language language) =>
        text.Append($"{indent}# {comment.In(language)}\n");

    /// <summary>A double-quoted scalar (YAML 1.2 §7.3.1): whatever the value holds, it stays one value.</summary>
    private static string Quote(string value) =>
        Plain().IsMatch(value) && !value.Equals("null", StringComparison.OrdinalIgnoreCase) ? value : $"\"{Printable.Of(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))}\"";

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
