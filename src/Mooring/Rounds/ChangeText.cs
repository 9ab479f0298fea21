using Mooring.Core;
using Mooring.Engine.Updating;
using Mooring.Telling;

namespace Mooring.Rounds;

/// <summary>A change for people: one line, and why where it was not made.</summary>
internal static class ChangeText
{
    /// <summary>One line for one change.</summary>
    public static Text Describe(Change change, Paint paint)
    {
        var sign = Sign(change, paint);
        var name = $"{paint.Bold(change.Name.Describe())} {change.Type}{Line(change)}";
        var what = What(change);
        var why = change.Error is null ? new Text("", "") : Why(change.Error);
        return new Text($"{sign} {name}  {what.English}{why.English}", $"{sign} {name}  {what.Chinese}{why.Chinese}");
    }

    private static string Sign(Change change, Paint paint) => (change.Outcome, change.Action) switch
    {
        (ChangeOutcome.Failed, _) => paint.Red("!"),
        (ChangeOutcome.Skipped, _) => paint.Yellow("?"),
        (ChangeOutcome.Unchanged, _) => paint.Dim("="),
        (_, ChangeAction.Add) => paint.Green("+"),
        (_, ChangeAction.Delete) => paint.Red("-"),
        _ => paint.Yellow("~"),
    };

    // The default line goes without saying.
    private static string Line(Change change) => change.Line is "default" or "默认" or "Default" or "" ? "" : $" ({Printable.Of(change.Line)})";

    private static Text What(Change change)
    {
        var from = string.Join(", ", change.From);
        var to = string.Join(", ", change.To);
        var ttl = change.Ttl is { } seconds ? $" (TTL {seconds})" : "";
        var planned = change.Outcome == ChangeOutcome.Planned;
        return (change.Action, change.Outcome) switch
        {
            (_, ChangeOutcome.Unchanged) => from.Length == 0
                ? new Text("as wanted: no record", "符合预期：无记录")
                : to.Length == 0 ? new Text($"not ours, left alone: {from}", $"不属于本程序，保持不变：{from}")
                : new Text($"as wanted: {from}{ttl}", $"符合预期：{from}{ttl}"),
            (ChangeAction.Add, ChangeOutcome.Applied or ChangeOutcome.Planned) => new Text($"{(planned ? "add" : "added")} {to}{ttl}", $"{(planned ? "将添加" : "已添加")} {to}{ttl}"),
            (ChangeAction.Update, ChangeOutcome.Applied or ChangeOutcome.Planned) => new Text($"{from} -> {to}{ttl}", $"{from} -> {to}{ttl}"),
            (ChangeAction.Delete, ChangeOutcome.Applied or ChangeOutcome.Planned) => new Text($"{(planned ? "delete" : "deleted")} {from}", $"{(planned ? "将删除" : "已删除")} {from}"),
            (ChangeAction.Add, _) => new Text($"not added: {to}", $"未添加：{to}"),
            (ChangeAction.Update, _) => new Text($"not updated: {from} -> {to}", $"未更新：{from} -> {to}"),
            (ChangeAction.Delete, _) => new Text($"not deleted: {from}", $"未删除：{from}"),
            (_, ChangeOutcome.Failed) => new Text("failed", "失败"),
            _ => from.Length == 0 ? new Text("left alone", "保持不变") : new Text($"left alone: {from}", $"保持不变：{from}"),
        };
    }

    private static Text Why(ChangeError error) => new(
        $"\n    {error.Fault}: {Printable.Of(error.Message.English)}", $"\n    {error.Fault}：{Printable.Of(error.Message.Chinese)}");

    /// <summary>How many requests a round sent.</summary>
    public static Text Calls(long count) => new(count == 1 ? "1 API call" : $"{count} API calls", $"API 调用 {count} 次");
}
